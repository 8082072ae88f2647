import { beforeAll, describe, expect, test } from 'vitest';
import { differences, writeDifferences, type Difference } from './differences.ts';
import { engineNames, reportSlowly, runOnOthers, type EngineName } from './engines.ts';
import { machines } from './machines.ts';
import { runOnOurs } from './on-ours.ts';
import { sameOutcome, withoutCalls, type Outcome } from './outcome.ts';

const found: Difference[] = [];
let known = differences;

beforeAll(async () => {
  const outcomes = await runOnOthers(machines, reportSlowly);
  for (const machine of machines) {
    const ours = await runOnOurs(machine);
    for (const engine of engineNames) {
      const theirs = outcomes[engine].get(machine.name);
      if (theirs !== undefined && !sameOutcome(ours, theirs)) found.push(differing(machine.name, engine, ours, theirs));
    }
  }
  if (process.env['UPDATE'] !== '1') return;
  // What is new has no words yet, and fails below until somebody writes them.
  await writeDifferences(found);
  known = found;
});

function differing(machine: string, engine: EngineName, ours: Outcome, theirs: Outcome): Difference {
  const written = differences.find((one) => one.machine === machine && one.engine === engine);
  const { right = 'unknown', why = '', source = '' } = written ?? {};
  const onlyCalls = sameOutcome(withoutCalls(ours), withoutCalls(theirs));
  const [shownOurs, shownTheirs] = onlyCalls ? [ours, theirs] : [withoutCalls(ours), withoutCalls(theirs)];
  return { machine, engine, ours: shownOurs, theirs: shownTheirs, right, why, source };
}

const perEngine = engineNames.map((engine) => ({ engine }));
describe.each(perEngine)('$engine', ({ engine }) => {
  const of = (list: readonly Difference[], machine: string) =>
    list.find((one) => one.engine === engine && one.machine === machine);

  test.each(machines)('answers as we do, or as differences.json has it: $name', ({ name }) => {
    expect(of(found, name)).toEqual(of(known, name));
  });
});

test('every difference is of a machine that is there, and says who is right, why, and where that is known from', () => {
  const names = machines.map(({ name }) => name);
  const wanting = known.filter(
    ({ machine, why, source }) => !names.includes(machine) || why.length < 20 || source === '',
  );
  expect(wanting).toEqual([]);
});

test('machines have names of their own', () => {
  const names = machines.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
