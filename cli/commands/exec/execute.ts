import { createInterpreter, type Interpreter, type InterpreterOptions } from '../../../asl/interpreter/interpreter.ts';
import type { ExecutionDescription, RunningExecution } from '../../../asl/interpreter/running-execution.ts';
import { StartRefused } from '../../../asl/interpreter/start-refused.ts';
import type { MachineCoverage } from '../../../asl/interpreter/coverage.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { problemCounts, problemLines } from '../../parts/definition-file.ts';
import { Problem } from '../../problems.ts';
import { screenOf, type Screen } from '../../screen.ts';
import { addedCoverage, coverageLines } from './coverage.ts';
import { endLines } from './end-lines.ts';
import { checkOptions, type ExecOptions } from './options.ts';
import { planOf, type Plan, type PlannedRun } from './plan.ts';
import { statesByMachine, type StatesByMachine } from './states-by-machine.ts';
import { withTasksModule } from './tasks-module.ts';
import { follow } from './trace.ts';

/** Runs a definition, once or more often, and tells what happened. */
export async function execute(file: string, options: ExecOptions, io: Io): Promise<ExitCode> {
  checkOptions(file, options);
  const plan = await planOf(file, options, io);
  const screen = screenOf(io);
  if (!isAccepted(plan, screen, options)) return exitCodes.failed;
  return withTasksModule(options.tasks, { io, screen }, async (tasks) => {
    const interpreter = { ...plan.interpreter, ...(tasks === undefined ? {} : { tasks }) };
    const stage = { screen, io, options, states: statesByMachine(interpreter.machines) };
    const ended = await runAll(plan, interpreter, stage);
    const coverage = ended.map((each) => each.coverage).reduce(addedCoverage);
    if (options.coverage) tellCoverage(coverage, ended.length, stage);
    return ended.every(({ description }) => description.status === 'SUCCEEDED') ? exitCodes.good : exitCodes.failed;
  });
}

interface Stage {
  screen: Screen;
  io: Io;
  options: ExecOptions;
  states: StatesByMachine;
}

interface Ended {
  description: ExecutionDescription;
  coverage: MachineCoverage[];
}

function isAccepted({ definitions, isValid }: Plan, screen: Screen, { quiet }: ExecOptions): boolean {
  if (isValid && quiet) return true;
  const lines = definitions.flatMap(problemLines);
  for (const line of lines) screen.say(line, isValid ? 'warning' : 'bad');
  if (!isValid) screen.say(`${problemCounts(definitions)}: nothing was run`, 'bad');
  return isValid;
}

/** Each run has an interpreter of its own: it does the same whatever runs before it. */
async function runAll(plan: Plan, interpreter: InterpreterOptions, stage: Stage): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (const run of plan.runs) {
    if (ended.length > 0) stage.io.signal.throwIfAborted();
    ended.push(await runOne(run, plan.runs.length > 1, createInterpreter(interpreter), stage));
  }
  return ended;
}

async function runOne(
  { start, title }: PlannedRun,
  isOneOfMany: boolean,
  interpreter: Interpreter,
  stage: Stage,
): Promise<Ended> {
  const { screen, io, options, states } = stage;
  if (title !== '' && !options.quiet) screen.say(title);
  const execution = started(interpreter, start);
  const stopAll = () => {
    for (const each of interpreter.executions()) each.stop();
  };
  io.signal.addEventListener('abort', stopAll, { once: true });
  try {
    if (!options.quiet) await follow(execution, { interpreter, screen, states, isReal: options.realTime ?? false });
    await allEnded(interpreter);
  } finally {
    io.signal.removeEventListener('abort', stopAll);
  }
  const description = execution.describe();
  for (const { text, tone } of endLines(description, options.quiet ? title : '')) {
    if (!options.quiet || description.status !== 'SUCCEEDED') screen.say(text, tone);
  }
  const coverage = interpreter.coverage();
  print({ description, coverage }, { execution, testCase: start.testCase, isOneOfMany }, stage);
  return { description, coverage };
}

function started(interpreter: Interpreter, start: PlannedRun['start']): RunningExecution {
  try {
    return interpreter.start(start);
  } catch (error) {
    if (error instanceof StartRefused) throw new Problem(error.message, undefined, error);
    throw error;
  }
}

/** What an execution started and did not wait for goes on after it. */
async function allEnded(interpreter: Interpreter): Promise<void> {
  for (let ended = 0; ;) {
    const executions = interpreter.executions(ended);
    if (executions.length === 0) return;
    await Promise.all(executions.map(({ result }) => result));
    ended += executions.length;
  }
}

interface Printed {
  execution: RunningExecution;
  testCase: string | undefined;
  isOneOfMany: boolean;
}

function print({ description, coverage }: Ended, { execution, testCase, isOneOfMany }: Printed, stage: Stage): void {
  const { io, options } = stage;
  const events = options.history ? { events: execution.history() } : {};
  if (isOneOfMany || options.json) {
    const result = {
      ...description,
      ...(testCase === undefined ? {} : { testCase }),
      ...events,
      ...(options.coverage && !isOneOfMany ? { coverage } : {}),
    };
    io.stdout(isOneOfMany ? JSON.stringify(result) : JSON.stringify(result, null, 2));
  } else if (options.history) io.stdout(JSON.stringify(events, null, 2));
  else if (description.status === 'SUCCEEDED') io.stdout(JSON.stringify(description.output, null, 2));
}

/** Of one run, JSON has it in that run's object; of several, in a last line. */
function tellCoverage(coverage: MachineCoverage[], runs: number, { screen, io, options }: Stage): void {
  if (!options.json) for (const { text, tone } of coverageLines(coverage)) screen.say(text, tone);
  else if (runs > 1) io.stdout(JSON.stringify({ coverage }));
}
