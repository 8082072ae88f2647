import { proxyActivities } from '@temporalio/workflow';

type Event =
  | { kind: 'created'; id: string; by: string }
  | { kind: 'moved'; id: string; from: string; to: string }
  | { kind: 'gone'; id: string };
interface Activities {
  apply(text: string): Promise<number>;
}
const { apply } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

function describe(event: Event): string {
  switch (event.kind) {
    case 'created':
      return `${event.id} by ${event.by}`;
    case 'moved':
      return `${event.id}: ${event.from} > ${event.to}`;
    default:
      return `${event.id} gone`;
  }
}

export async function discriminatedUnions(input: { events: Event[] }): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const event of input.events) {
    const done = await apply(describe(event));
    counts[event.kind] = (counts[event.kind] ?? 0) + done;
    if (event.kind === 'gone') break;
  }
  return counts;
}
