import { proxyActivities, sleep } from '@temporalio/workflow';

interface Decision {
  state: 'pending' | 'approved' | 'rejected';
  by?: string;
}
interface Activities {
  request(input: { id: string; amount: number }): Promise<{ ticket: string }>;
  decision(ticket: string): Promise<Decision>;
  notify(input: { ticket: string; text: string }): Promise<void>;
}
const { request, decision, notify } = proxyActivities<Activities>({
  startToCloseTimeout: '20 seconds',
  retry: { maximumAttempts: 3 },
});

const reminders = [60, 600, 3600];

export async function approval(expense: { id: string; amount: number }): Promise<string> {
  if (expense.amount <= 100) return 'automatic';
  const { ticket } = await request(expense);
  let answer: Decision = { state: 'pending' };
  for (const seconds of reminders) {
    answer = await decision(ticket);
    if (answer.state !== 'pending') break;
    await notify({ ticket, text: `still pending after ${seconds / 60} min` });
    await sleep(seconds * 1000);
  }
  const { state, by = 'nobody' } = answer;
  if (state === 'pending') {
    await notify({ ticket, text: 'expired' });
    return 'expired';
  }
  return `${state} by ${by}`;
}
