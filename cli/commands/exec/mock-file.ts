import { MockConfigError, readMockConfig, type MockConfig } from '../../../asl/interpreter/tasks/mock-config.ts';
import type { Io } from '../../io.ts';
import { parseJsonText } from '../../parts/json-text.ts';
import { readTextFile } from '../../parts/text-file.ts';
import { Problem, Problems } from '../../problems.ts';
import { suggestion } from '../../text/near-misses.ts';
import { oneLine, quoted } from '../../text/one-line.ts';
import type { ExecOptions } from './options.ts';

/** @throws Problems, each with its place in the file */
export async function readMockFile(file: string, io: Pick<Io, 'cwd' | 'stdin'>): Promise<MockConfig> {
  const json = parseJsonText(await readTextFile(file, io), oneLine(file));
  try {
    return readMockConfig(json);
  } catch (error) {
    if (!(error instanceof MockConfigError)) throw error;
    throw new Problems(error.message.split('\n').map((line) => `${file}: ${line}`));
  }
}

/** The test cases to run. @throws Problem where there is no such one, or where it is not said which */
export function chosenTestCases(
  { StateMachines: machines }: MockConfig,
  machine: string,
  { mock: file = '', testCase, allTestCases }: ExecOptions,
): string[] {
  if (!Object.hasOwn(machines, machine)) {
    const names = suggestion(machine, Object.keys(machines), 'it has none');
    throw new Problem(`${quoted(file)} has no state machine ${quoted(machine)}${names} (--machine-name names it)`);
  }
  const cases = Object.keys(machines[machine]!.TestCases);
  if (testCase !== undefined) {
    if (cases.includes(testCase)) return [testCase];
    throw new Problem(`there is no test case ${quoted(testCase)}${suggestion(testCase, cases, 'there are none')}`);
  }
  if (cases.length === 0) throw new Problem(`${quoted(file)} has no test case for ${quoted(machine)}`);
  if (allTestCases || cases.length === 1) return cases;
  const names = cases.map(quoted).join(', ');
  throw new Problem(`choose a test case by --test-case, or run them by --all-test-cases: ${names}`);
}
