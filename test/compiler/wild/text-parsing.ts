import { proxyActivities } from '@temporalio/workflow';

const { readLog, report } = proxyActivities<{
  readLog(path: string): Promise<string[]>;
  report(input: { key: string; counts: Record<string, number> }): Promise<void>;
}>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

const LINE = /^(\d{4}-\d{2}-\d{2}) \[(\w+)\] (.*)$/;
const kind = Symbol('kind');

interface Entry {
  day: string;
  level: string;
  text: string;
  [kind]?: 'parsed';
}

export async function summarise(path: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of await readLog(path)) {
    const match = LINE.exec(line);
    if (!match) continue;
    const entry: Entry = { day: match[1], level: match[2], text: match[3].trim(), [kind]: 'parsed' };
    const key = `${entry.day}/${entry.level}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  await report({ key: path.replace(/\W+/g, '-'), counts });
  return counts;
}
