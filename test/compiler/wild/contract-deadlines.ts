import { proxyActivities, sleep } from '@temporalio/workflow';

const { remind, escalate, isSigned } = proxyActivities<{
  isSigned(id: string): Promise<boolean>;
  remind(input: { id: string; daysLeft: number; due: string }): Promise<void>;
  escalate(id: string): Promise<void>;
}>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 5 } });

export async function signContract(input: { id: string; dueDate: string }): Promise<'signed' | 'expired'> {
  const due = new Date(input.dueDate);
  const today = new Date();
  today.setHours(0, 0, 0, 0);
  let daysLeft = Math.ceil((due.getTime() - today.getTime()) / 86_400_000);
  while (daysLeft > 0) {
    if (await isSigned(input.id)) return 'signed';
    const weekday = new Date().getDay();
    if (weekday !== 0 && weekday !== 6) await remind({ id: input.id, daysLeft, due: due.toLocaleDateString('en') });
    await sleep('1 day');
    daysLeft--;
  }
  await escalate(input.id);
  return 'expired';
}
