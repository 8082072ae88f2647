import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  step(input: { i: number; j: number }): Promise<boolean>;
}
const { step } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function loopsWithCounters(input: { rows: number; columns: number }): Promise<string> {
  let text = '';
  for (let i = 0; i < input.rows; i += 1) {
    for (let j = input.columns; j > 0; j--) {
      if (i === j) continue;
      const stop = await step({ i, j });
      text += `${i}${j} `;
      if (stop) return text.trim();
    }
  }
  for (let i = 10, left = 3; left > 0; i += 5, left--) {
    await step({ i, j: left });
    text += `${i};`;
  }
  return text;
}
