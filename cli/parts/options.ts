import { InvalidArgumentError, Option } from 'commander';

/** `temporal`: a server and its workers; `asl`: the Step Functions definitions, on the interpreter in this process. */
export type EngineName = 'temporal' | 'asl';
const engineNames: readonly EngineName[] = ['temporal', 'asl'];

export const engineOption = (otherwise: string): Option =>
  new Option(
    '--engine <name>',
    `a Temporal server, or the Step Functions definitions in this process; ${otherwise}`,
  ).choices(engineNames);

/** Reads an option's value that must be a whole number of at least 1. */
export const positiveInteger =
  (option: string) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= 1) return value;
    throw new InvalidArgumentError(`${option} takes a whole number from 1 on.`);
  };

/** Reads an option's value that must be a TCP port; 0: a free one. */
export const port =
  (option: string) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d{1,5}$/.test(text) && value <= 65_535) return value;
    throw new InvalidArgumentError(`${option} takes a port, from 0 to 65535.`);
  };
