import { proxyActivities } from '@temporalio/workflow';

const Status = { Open: 'open', Paused: 'paused', Closed: 'closed' } as const;
type Status = (typeof Status)[keyof typeof Status];
const Priority = { Low: 0, High: 1 } as const;
type Priority = (typeof Priority)[keyof typeof Priority];
const codes = { 200: 'fine', 404: 'missing' } as const;
const order: readonly Status[] = [Status.Open, Status.Paused, Status.Closed];
const next: Record<Status, Status | null> = { open: 'paused', paused: 'closed', closed: null };

interface Activities {
  change(input: { from: Status; to: Status; priority: Priority }): Promise<Status>;
}
const { change } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const isStatus = (text: string): text is Status => (order as readonly string[]).includes(text);

export async function enumsAsConstObjects(input: { status: string; priority: Priority }): Promise<unknown> {
  if (!isStatus(input.status)) return { known: Object.values(Status), code: codes[404] };
  let status: Status = input.status;
  const seen: Status[] = [];
  while (next[status] !== null && seen.length < 3) {
    const to: Status = next[status] ?? Status.Closed;
    seen.push(status);
    status = await change({ from: status, to, priority: input.priority });
    if (status === Status.Closed) break;
  }
  return {
    seen,
    status,
    at: order.indexOf(status),
    isHigh: input.priority === Priority.High,
    name: Object.entries(Status).find(([, value]) => value === status)?.[0] ?? null,
    names: Object.keys(Priority),
    code: codes[200],
  };
}
