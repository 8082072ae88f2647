import { isDeepStrictEqual } from 'node:util';
import { createInterpreter } from '../../asl/interpreter/interpreter.ts';
import type { StateMachine } from '../../asl/spec/states.ts';
import type { AwsLocal } from './aws-local.ts';
import { input, makeMachine, type MeasuredMachine } from './machines.ts';
import type { MiniStack } from './ministack.ts';
import { runWithSfnx } from './sfnx.ts';

/** Runs a machine once. @returns milliseconds @throws Error when it does not give what it has to */
export type Side = (machine: MeasuredMachine) => Promise<number>;

/** From the definition to the events of the history: validation, the run and what GetExecutionHistory would give. */
export const ours: Side = async ({ definition, output: expected }) => {
  const started = performance.now();
  const interpreter = createInterpreter({ machines: { machine: definition as StateMachine } });
  const execution = interpreter.start({ machine: 'machine', input });
  const { output } = await execution.result;
  execution.history();
  const milliseconds = performance.now() - started;
  check('ours', output, expected);
  return milliseconds;
};

/** From the definition to the last event of its log: validation and the run. */
export const awsLocal =
  ({ StateMachine }: AwsLocal): Side =>
  async ({ definition, output: expected }) => {
    const started = performance.now();
    const { result, eventLogs } = new StateMachine(definition).run(input);
    const events: object[] = [];
    for await (const event of eventLogs) events.push(event);
    const output = await result;
    const milliseconds = performance.now() - started;
    check('aws-local-stepfunctions', output, expected);
    return milliseconds;
  };

/** What `run` takes, in a process of its own that has run another machine before. It keeps no history. */
export const sfnx =
  (python: string): Side =>
  async ({ definition, output }) => {
    const warmUp = { definition: makeMachine('JSONata loop').definition, input: { count: 1_990 }, tasks: {} };
    const [, run] = await runWithSfnx(python, [warmUp, { definition, input, tasks: {} }]);
    check('sfnx.testing', 'output' in run!.ended ? run!.ended.output : run!.ended, output);
    return 1000 * run!.seconds;
  };

/** CreateStateMachine, and from the first state's event to the last event: without a pause that it makes before each execution. */
export const miniStack = ({ call }: MiniStack): Side => {
  let runs = 0;
  return async ({ definition, output }) => {
    const name = `machine-${++runs}`;
    const roleArn = 'arn:aws:iam::000000000000:role/none';
    const begun = performance.now();
    const { stateMachineArn } = await call('CreateStateMachine', {
      name,
      roleArn,
      definition: JSON.stringify(definition),
    });
    const creating = performance.now() - begun;
    const started = await call('StartSyncExecution', { stateMachineArn, input: JSON.stringify(input) });
    check('MiniStack', JSON.parse(String(started['output'])), output);
    const { executionArn } = started;
    const [, first] = await eventsOf(call, { executionArn, maxResults: 2 });
    const [last] = await eventsOf(call, { executionArn, maxResults: 1, reverseOrder: true });
    return creating + 1000 * (last!.timestamp - first!.timestamp);
  };
};

async function eventsOf(call: MiniStack['call'], request: object): Promise<{ timestamp: number }[]> {
  return (await call('GetExecutionHistory', request))['events'] as { timestamp: number }[];
}

function check(side: string, output: unknown, expected: object): void {
  if (isDeepStrictEqual(output, expected)) return;
  throw new Error(`${side} gives ${JSON.stringify(output)}, not ${JSON.stringify(expected)}`);
}
