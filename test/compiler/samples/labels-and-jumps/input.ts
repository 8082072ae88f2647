import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  look(input: { row: string; cell: number }): Promise<'skip row' | 'stop' | 'next' | 'again'>;
}
const { look } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function labelsAndJumps(input: { rows: { id: string; cells: number[] }[] }): Promise<string[]> {
  const seen: string[] = [];
  rows: for (const row of input.rows) {
    let tries = 0;
    for (const cell of row.cells) {
      const answer = await look({ row: row.id, cell });
      switch (answer) {
        case 'skip row':
          seen.push(`${row.id} skipped`);
          continue rows;
        case 'stop':
          seen.push('stopped');
          break rows;
        case 'again':
          tries++;
          if (tries > 1) break;
          continue;
        default:
          seen.push(`${row.id}${cell}`);
      }
      seen.push(`after ${cell}`);
    }
    seen.push(`end of ${row.id}`);
  }
  return seen;
}
