import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  visit(place: string): Promise<string>;
  leave(place: string): Promise<void>;
}
const { visit, leave } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** Jumps out of several loops run each `finally` on the way. */
export async function labelsWithFinally(input: { rows: string[]; columns: number[] }): Promise<string[]> {
  const out: string[] = [];
  rows: for (const row of input.rows) {
    try {
      for (const column of input.columns) {
        const place = `${row}${column}`;
        try {
          const what = await visit(place);
          if (what === 'next row') continue rows;
          if (what === 'enough') break rows;
          if (what === 'skip') continue;
          if (what === 'out') return [...out, 'out'];
          out.push(place);
        } catch {
          out.push(`failed ${place}`);
          break;
        } finally {
          await leave(place);
        }
        out.push('after');
      }
      out.push(`end of ${row}`);
    } finally {
      out.push(`left ${row}`);
    }
  }
  block: {
    if (out.length > 5) break block;
    out.push('few');
  }
  return out;
}
