/** A program of the constructs over leaves that take time, and what is to be seen of it: the reference that tests compare with. */
export type Node =
  | {
      kind: 'leaf';
      name: string;
      minutes: number;
      fails: boolean;
      /** Minutes that it still takes after it was cancelled. */
      stopsAfter: number;
      /** Answers as if nothing had been when it is cancelled. */
      swallows: boolean;
    }
  | { kind: 'map'; limit: number; items: Node[] }
  | { kind: 'all'; items: Node[] }
  | { kind: 'catch'; item: Node };

export interface Observation {
  name: string;
  what: 'began' | 'completed' | 'failed' | 'cancelled';
  minute: number;
}

interface Expected {
  end: number;
  outcome: { value: unknown } | { failed: string } | { cancelled: true };
  seen: Observation[];
}

/**
 * What a node does from `start` on when it is cancelled at `stop` (Infinity: never), derived from the rule: at most `limit`
 * at once, in order; after the first failure nothing starts, what runs is cancelled and awaited, then the failure is thrown.
 */
export function expected(node: Node, start: number, stop: number): Expected {
  switch (node.kind) {
    case 'leaf':
      return expectedLeaf(node, start, stop);
    case 'map':
      return expectedTogether(node.items, node.limit, start, stop);
    case 'all':
      return expectedTogether(node.items, Infinity, start, stop);
    case 'catch': {
      const inner = expected(node.item, start, stop);
      return 'failed' in inner.outcome ? { ...inner, outcome: { value: `caught ${inner.outcome.failed}` } } : inner;
    }
  }
}

function expectedLeaf(leaf: Node & { kind: 'leaf' }, start: number, stop: number): Expected {
  const { name, minutes, fails, stopsAfter, swallows } = leaf;
  const began: Observation = { name, what: 'began', minute: start };
  const natural = start + minutes;
  if (stop < natural) {
    const end = stop + stopsAfter;
    const seen: Observation[] = [began, { name, what: 'cancelled', minute: end }];
    return { end, outcome: swallows ? { value: `${name} swallowed` } : { cancelled: true }, seen };
  }
  const seen: Observation[] = [began, { name, what: fails ? 'failed' : 'completed', minute: natural }];
  return { end: natural, outcome: fails ? { failed: name } : { value: name }, seen };
}

function expectedTogether(items: readonly Node[], limit: number, start: number, stop: number): Expected {
  // Without a failure of ours first: who starts when, and which failure comes first.
  const undisturbed = schedule(items, limit, start, stop);
  const first = undisturbed.failures.sort((a, b) => a.end - b.end)[0];
  const halt = Math.min(stop, first?.end ?? Infinity);
  const runs = undisturbed.turns
    .filter((turn) => turn.start === start || turn.start < halt)
    .map((turn) => expected(turn.item, turn.start, halt));
  const end = Math.max(start, ...runs.map((run) => run.end));
  const seen = runs.flatMap((run) => run.seen);
  if (first !== undefined) return { end, outcome: first.outcome, seen };
  return { end, outcome: { value: runs.map(({ outcome }) => ('value' in outcome ? outcome.value : undefined)) }, seen };
}

type Failing = Extract<Expected['outcome'], { failed: string } | { cancelled: true }>;

function schedule(items: readonly Node[], limit: number, start: number, stop: number) {
  const free = Array.from({ length: Math.min(limit, items.length) }, () => start);
  const turns: { item: Node; start: number }[] = [];
  const failures: { end: number; outcome: Failing }[] = [];
  for (const item of items) {
    const turnStart = Math.min(...free);
    // From the stop on no turn is taken; each slot that falls free says so instead.
    if (turnStart === Infinity || (turnStart > start && turnStart >= stop)) break;
    const { end, outcome } = expected(item, turnStart, stop);
    turns.push({ item, start: turnStart });
    if (!('value' in outcome)) failures.push({ end, outcome });
    free[free.indexOf(turnStart)] = 'value' in outcome ? end : Infinity;
  }
  const left = items.length - turns.length;
  const refused = free.filter((end) => left > 0 && end !== Infinity && end >= stop);
  return { turns, failures: [...failures, ...refused.map((end) => ({ end, outcome: { cancelled: true } as const }))] };
}
