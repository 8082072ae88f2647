import type { Block, End, Graph } from '../../ir.ts';

/** Every block of a graph that can be reached, those of graphs inside as well. */
export function blocksIn({ entry }: Graph): Block[] {
  const blocks = new Set<Block>();
  const visit = (block: Block): void => {
    if (blocks.has(block)) return;
    blocks.add(block);
    for (const next of waysOf(block.end)) visit(next);
  };
  visit(entry);
  return [...blocks].flatMap((block) => [block, ...graphsOf(block.end).flatMap(blocksIn)]);
}

function waysOf(end: End): Block[] {
  switch (end.kind) {
    case 'return':
    case 'fail':
      return [];
    case 'branch':
      return [...end.rules.map(({ to }) => to), end.otherwise];
    case 'goto':
    case 'wait':
      return [end.to];
    default:
      return end.handler === undefined ? [end.to] : [end.to, end.handler.to];
  }
}

function graphsOf(end: End): Graph[] {
  if (end.kind === 'map') return [end.body];
  return end.kind === 'parallel' ? end.branches : [];
}
