import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleWorkflows } from '../../../worker/bundle.ts';
import { endOf, startRig, type Ended, type Rig } from '../rig.ts';
import { expected, type Node, type Observation } from './program.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    bundle: await bundleWorkflows(fileURLToPath(new URL('workflows.ts', import.meta.url))),
    activities: {},
  });
});
afterAll(() => rig.stop());

describe('a program of maps, branches and catches', () => {
  test('runs as the rule says: order, limit, cancelled and awaited siblings, first failure, nested', async () => {
    await fc.assert(
      fc.asyncProperty(programs, async (program) => {
        const observed = observedIn(await rig.run('runProgram', program));
        expect(observed).toEqual(modelled(program, Infinity));
      }),
      { numRuns: 100 },
    );
  });

  test('passes a cancellation of the run through, at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(programs, fc.double({ min: 0, max: 1, noNaN: true }), async (program, share) => {
        // Leaves settle at even minutes, so an odd one is between two of them.
        const { end } = expected(program, 0, Infinity);
        const stop = 2 * Math.floor((share * end) / 2) + 1;
        const handle = await rig.start('runProgram', program);
        await rig.env.sleep(stop * 60_000);
        const ended = end < stop;
        if (!ended) await handle.cancel();
        expect(observedIn(await endOf(handle))).toEqual(modelled(program, ended ? Infinity : stop));
      }),
      { numRuns: 60 },
    );
  });
});

interface Seen {
  result: unknown;
  seen: string[];
}

function observedIn({ outcome }: Ended): Seen {
  expect(outcome.status).toBe('completed');
  const { result, seen } = (outcome as { result: { result: unknown; seen: Observation[] } }).result;
  return { result, seen: inOrder(seen) };
}

function modelled(program: Node, stop: number): Seen {
  const { outcome, seen } = expected(program, 0, stop);
  const failure = 'failed' in outcome ? outcome.failed : 'cancelled';
  return { result: 'value' in outcome ? outcome.value : { failed: failure }, seen: inOrder(seen) };
}

function inOrder(seen: Observation[]): string[] {
  return seen.map(({ name, what, minute }) => `${String(minute).padStart(10)} ${name} ${what}`).sort();
}

/** Random programs whose leaves take 2, 4, 8 … minutes: no two sums are equal, so that no two leaves settle together. */
const shapes = fc.letrec<{ node: Node; leaf: Node; group: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'program' },
    { weight: 3, arbitrary: tie('leaf') },
    { weight: 2, arbitrary: tie('group') },
  ),
  leaf: fc.record({
    kind: fc.constant('leaf'),
    name: fc.constant(''),
    minutes: fc.constant(0),
    fails: fc.constantFrom(false, false, true),
    stopsAfter: fc.constantFrom(0, 0, 1),
    swallows: fc.constantFrom(false, false, false, true),
  }),
  group: fc.oneof(
    fc.record({
      kind: fc.constant('map'),
      limit: fc.integer({ min: 1, max: 3 }),
      items: fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'program' }),
    }),
    fc.record({ kind: fc.constant('all'), items: fc.array(tie('node'), { maxLength: 3, depthIdentifier: 'program' }) }),
    fc.record({ kind: fc.constant('catch'), item: tie('node') }),
  ),
}));
const programs = fc
  .tuple(shapes.group, fc.infiniteStream(fc.nat()))
  .map(([program, order]) => timed(program, order[Symbol.iterator]()))
  .filter((program) => leavesOf(program).length <= 14);

/** Gives each leaf its name and its times, powers of two in random order. */
function timed(program: Node, random: Iterator<number>): Node {
  const count = leavesOf(program).length;
  const exponents = Array.from({ length: 2 * count }, (_, index) => index + 1)
    .map((exponent) => ({ exponent, key: Number(random.next().value) }))
    .sort((a, b) => a.key - b.key || a.exponent - b.exponent)
    .map(({ exponent }) => exponent);
  let named = 0;
  const walk = (node: Node): Node => {
    switch (node.kind) {
      case 'leaf': {
        named += 1;
        const minutes = 2 ** exponents.pop()!;
        const extra = 2 ** exponents.pop()!;
        return { ...node, name: `leaf${named}`, minutes, stopsAfter: node.stopsAfter * extra };
      }
      case 'catch':
        return { ...node, item: walk(node.item) };
      default:
        return { ...node, items: node.items.map(walk) };
    }
  };
  return walk(program);
}

function leavesOf(node: Node): Node[] {
  if (node.kind === 'leaf') return [node];
  return node.kind === 'catch' ? leavesOf(node.item) : node.items.flatMap(leavesOf);
}
