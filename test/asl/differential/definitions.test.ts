import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { StateMachine } from '../../../asl/index.ts';
import { pipelineScenarios, withoutChance } from '../../compiler/pipeline-scenarios.ts';
import { engineNames, reportSlowly, runOnOthers, type EngineName } from './engines.ts';
import { inAnyOrder, withoutCalls, type Outcome } from './outcome.ts';
import { record } from './recorded.ts';

const folder = new URL('../../../asl/definitions/', import.meta.url);
const definitions = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith('.asl.json'))
    .map((file) => [
      file.replace('.asl.json', ''),
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as StateMachine,
    ]),
);
const recorded = (
  await Promise.all(pipelineScenarios.map((each) => record(each.name!, definitions, each.workflow!, each)))
).flat();

let theirs: Record<EngineName, ReadonlyMap<string, Outcome>>;
beforeAll(async () => {
  theirs = await runOnOthers(
    recorded.map(({ machine }) => machine),
    reportSlowly,
  );
});

describe.each(engineNames)('our definitions on %s', (engine) => {
  test.each(recorded.map((each) => ({ name: each.machine.name, each })))('$name', ({ name, each: { ours } }) => {
    const found = theirs[engine].get(name)!;
    expect(comparable(found)).toEqual(comparable('calls' in found ? ours : withoutCalls(ours)));
  });
});

const comparable = (outcome: Outcome): Outcome =>
  inAnyOrder(JSON.parse(withoutChance(JSON.stringify(outcome))) as Outcome);
