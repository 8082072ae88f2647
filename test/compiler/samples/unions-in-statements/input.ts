import { proxyActivities } from '@temporalio/workflow';

type Event = { type: 'added'; count: number } | { type: 'named'; name?: string } | { type: 'cleared' };
interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });
const never = (value: never): string => value;

/** Types that statements narrow: by if, switch, return, continue, assignments. */
export async function unionsInStatements(input: {
  value: string | number | null;
  other?: string | number | null;
  tags?: string[] | null;
  events: Event[];
}): Promise<unknown> {
  const { value, tags, events } = input;
  let other = input.other;
  if (other === undefined) other = null;
  if (other === null) other = 'none';
  await tell(other);
  let changing: number | string = events.length;
  await tell(changing);
  changing = `${changing}!`;
  let count = 0;
  let name: string | undefined;
  for (const event of events) {
    switch (event.type) {
      case 'added':
        if (event.count === 0) continue;
        count += event.count;
        break;
      case 'named':
        name = event.name;
        break;
      case 'cleared':
        count = 0;
        name = undefined;
        await tell('cleared');
        break;
      default:
        return never(event);
    }
  }
  if (tags) for (const tag of tags) await tell(tag);
  const [first] = events;
  if (!first || first.type !== 'added') return { count, name: name ?? null, changing, tags: tags ?? 'no tags' };
  if (typeof value === 'string') return value + first.count;
  if (value === null) return first;
  return value + first.count;
}
