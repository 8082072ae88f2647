import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startChild } from '../child.ts';
import { inTurns } from '../measure.ts';
import { packageRoot } from '../package-root.ts';
import type { Comparison } from '../results.ts';
import { installAwsLocal } from './aws-local.ts';
import { makeMachine, visits, type MachineName } from './machines.ts';
import type { MemoryPart } from './memory-process.ts';
import { startMiniStack } from './ministack.ts';
import { installPythonEngines } from './python-engines.ts';
import { report } from './report.ts';
import { awsLocal, miniStack, ours, sfnx, type Side } from './sides.ts';

const say = (text: string) => process.stderr.write(`${text}\n`);
const waiting = (what: string, seconds: number) => {
  if (seconds % 10 === 0) say(seconds === 0 ? what : `${what}, ${seconds} s`);
};

const repetitions = 7;

/** Each side in turns; one run of each before the first that counts. */
async function measure<S extends string>(name: MachineName, sides: Record<S, Side>): Promise<Record<S, number[]>> {
  for (const side of Object.values<Side>(sides)) await side(makeMachine(name));
  const timed = Object.entries<Side>(sides).map(([label, side]) => [
    label,
    async (repetition: number) => {
      const milliseconds = await side(makeMachine(name));
      say(`${name} ${repetition + 1} of ${repetitions}: ${label}, ${milliseconds.toFixed(0)} ms`);
      return milliseconds;
    },
  ]);
  return inTurns(repetitions, Object.fromEntries(timed) as Record<S, (repetition: number) => Promise<number>>);
}

function compared(name: MachineName, measured: Record<string, number[]>, ratio: number): Comparison[] {
  const { ours: own = [], ...others } = measured;
  return Object.entries(others).map(([against, theirs]) => ({
    what: `${name}, ${visits.toLocaleString('en-US')} states`,
    against,
    goal: { is: 'at least', ratio },
    unit: 'ms',
    ours: own,
    theirs,
    meaning: (median) => `${Math.round((1000 * visits) / median).toLocaleString('en-US')} states/s`,
  }));
}

async function measureMap(iterations: number): Promise<MemoryPart['ready'][]> {
  const runs: MemoryPart['ready'][] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const child = await startChild<MemoryPart>('./asl/memory-process.js', { iterations });
    runs.push(child.ready);
    await child.end();
  }
  return runs;
}

const python = await installPythonEngines(waiting);
const aws = awsLocal(await installAwsLocal(waiting));
const server = await startMiniStack(python);
try {
  const others = { 'sfnx.testing': sfnx(python), MiniStack: miniStack(server) };
  const comparisons: Comparison[] = [];
  for (const name of ['JSONata loop', 'JSONata chain'] as const)
    comparisons.push(...compared(name, await measure(name, { ours, ...others }), 5));
  for (const name of ['JSONPath loop', 'JSONPath chain'] as const)
    comparisons.push(...compared(name, await measure(name, { ours, 'aws-local-stepfunctions': aws }), 1.5));
  const iterations = 5_000;
  const results = report({ python, comparisons, map: { iterations, runs: await measureMap(iterations) } });
  process.stdout.write(results);
  await writeFile(join(packageRoot, 'bench', 'asl-results.md'), results);
} finally {
  await server.stop();
}
