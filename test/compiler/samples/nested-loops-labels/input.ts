import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  cell(at: { row: number; column: number }): Promise<string>;
}
const { cell } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function grid(input: { rows: number; columns: number }): Promise<string[]> {
  const found: string[] = [];
  rows: for (let row = 0; row < input.rows; row++) {
    for (let column = 0; column < input.columns; column++) {
      const value = await cell({ row, column });
      if (value === 'skip') continue rows;
      if (value === 'stop') break rows;
      if (value === 'end') break;
      found.push(`${row}/${column}:${value}`);
    }
    found.push(`row ${row}`);
  }
  return found;
}
