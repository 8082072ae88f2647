import { WrongUsage } from '../../problems.ts';

export interface NamedFile {
  name: string;
  file: string;
}

/** What `avesa exec` was told beside the definition. */
export interface ExecOptions {
  input?: string[];
  tasks?: string;
  mock?: string;
  testCase?: string;
  allTestCases?: true;
  machineName?: string;
  name?: string;
  machine?: NamedFile[];
  s3?: string;
  realTime?: true;
  /** Milliseconds since 1970. */
  startTime?: number;
  seed?: string;
  history?: true;
  coverage?: true;
  json?: true;
  quiet?: true;
}

/** @throws WrongUsage for options that do not go together */
export function checkOptions(file: string, options: ExecOptions): void {
  const { input = [], machine = [], mock, testCase, allTestCases, realTime, startTime, name } = options;
  const files = [file, ...input, ...machine.map((each) => each.file)];
  if (files.filter((each) => each === '-' || each === '@-').length > 1) refuse('standard input can be read once');
  if (mock === undefined && testCase !== undefined) refuse('--test-case needs --mock');
  if (mock === undefined && allTestCases) refuse('--all-test-cases needs --mock');
  if (testCase !== undefined && allTestCases) refuse('--test-case and --all-test-cases: leave one of them out');
  if (realTime && startTime !== undefined) refuse('--start-time is for virtual time: leave --real-time out');
  if (name !== undefined && (allTestCases || input.length > 1)) refuse('--name is for a single run');
}

function refuse(text: string): never {
  throw new WrongUsage(`${text}; see 'avesa exec --help'`);
}
