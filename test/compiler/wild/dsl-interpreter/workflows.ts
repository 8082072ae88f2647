import { proxyActivities } from '@temporalio/workflow';
import type { Program, Statement } from './types.js';

type Activity = (...args: unknown[]) => Promise<unknown>;

const acts = proxyActivities<Record<string, Activity>>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 2 },
});

type Bindings = Record<string, unknown>;

export async function runProgram(program: Program): Promise<Bindings> {
  const bindings = { ...program.variables };
  await execute(program.root, bindings);
  return bindings;
}

async function execute(statement: Statement, bindings: Bindings): Promise<void> {
  if ('parallel' in statement) {
    await Promise.all(statement.parallel.branches.map((branch) => execute(branch, bindings)));
  } else if ('sequence' in statement) {
    for (const element of statement.sequence.elements) await execute(element, bindings);
  } else {
    const { name, arguments: args = [], result } = statement.activity;
    const value = await acts[name](...args.map((arg) => bindings[arg]));
    if (result !== undefined) bindings[result] = value;
  }
}
