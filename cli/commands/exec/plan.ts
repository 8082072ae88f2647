import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { InterpreterOptions, Start } from '../../../asl/interpreter/interpreter.ts';
import { folderObjects } from '../../../asl/interpreter/map/folder-objects.ts';
import type { Json } from '../../../asl/spec/states.ts';
import type { Io } from '../../io.ts';
import { fileName, isError, readDefinitionFile, type DefinitionFile } from '../../parts/definition-file.ts';
import { parseJsonText } from '../../parts/json-text.ts';
import { readTextFile } from '../../parts/text-file.ts';
import { Problem } from '../../problems.ts';
import { oneLine, quoted } from '../../text/one-line.ts';
import { chosenTestCases, readMockFile } from './mock-file.ts';
import { machineNameOf } from './machine-name.ts';
import type { ExecOptions } from './options.ts';

/** Everything that a command line asks for, read and checked. */
export interface Plan {
  definitions: readonly DefinitionFile[];
  /** Whether AWS would take every definition. */
  isValid: boolean;
  interpreter: InterpreterOptions;
  runs: readonly PlannedRun[];
}

export interface PlannedRun {
  start: Start & { input: Json };
  /** What makes it differ from the other runs, `test case 'HappyPath'`; empty for a single one. */
  title: string;
}

/** @throws Problem for whatever cannot be read or is not there */
export async function planOf(file: string, options: ExecOptions, io: Io): Promise<Plan> {
  const { name, machineName: machine = machineNameOf(file), s3, realTime, startTime, seed, mock } = options;
  const further = options.machine ?? [];
  const names = [machine, ...further.map((each) => each.name)];
  const repeated = names.find((each, index) => names.indexOf(each) < index);
  if (repeated !== undefined) throw new Problem(`there are two state machines named ${quoted(repeated)}`);
  const definitions: DefinitionFile[] = [];
  for (const each of [file, ...further.map((named) => named.file)]) {
    definitions.push(await readDefinitionFile(each, io));
  }
  const inputs = await inputsOf(options, io);
  const mocks = mock === undefined ? undefined : await readMockFile(mock, io);
  const testCases = mocks === undefined ? [undefined] : chosenTestCases(mocks, machine, options);
  return {
    definitions,
    isValid: !definitions.some(({ problems }) => problems.some(isError)),
    interpreter: {
      machines: Object.fromEntries(names.map((each, index) => [each, definitions[index]!.text])),
      clock: realTime ? 'real' : 'virtual',
      ...(startTime === undefined ? {} : { startTime }),
      ...(seed === undefined ? {} : { seed }),
      ...(mocks === undefined ? {} : { mocks }),
      ...(s3 === undefined ? {} : { objects: folderObjects(await folder(s3, io)) }),
    },
    runs: testCases.flatMap((testCase) =>
      inputs.map((input, index) => ({
        start: {
          machine,
          input,
          signal: io.signal,
          ...(name === undefined ? {} : { name }),
          ...(testCase === undefined ? {} : { testCase }),
        },
        title: [
          ...(testCases.length > 1 ? [`test case ${quoted(testCase!)}`] : []),
          ...(inputs.length > 1 ? [`input ${index + 1}`] : []),
        ].join(', '),
      })),
    ),
  };
}

async function inputsOf({ input: given = ['{}'] }: ExecOptions, io: Io): Promise<Json[]> {
  const inputs: Json[] = [];
  for (const text of given) {
    const file = text === '-' ? '-' : text.startsWith('@') ? text.slice(1) : undefined;
    inputs.push(
      file === undefined
        ? parseJsonText(text, '--input')
        : parseJsonText(await readTextFile(file, io), oneLine(fileName(file))),
    );
  }
  return inputs;
}

async function folder(path: string, { cwd }: Io): Promise<string> {
  const place = resolve(cwd, path);
  const found = await stat(place).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new Problem(`--s3: there is no folder ${quoted(path)}`);
  return place;
}
