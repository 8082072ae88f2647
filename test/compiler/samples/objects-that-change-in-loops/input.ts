import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Report {
  done: number;
  failed: Record<string, string>;
  last?: string;
  sizes: { small: number; large: number };
}
interface Activities {
  work(name: string): Promise<number>;
  save(report: Report): Promise<void>;
}
const { work, save } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Fields that are added, counted up, taken away; a field of a field; in try, catch and finally. */
export async function objectsThatChangeInLoops(input: { names: string[] }): Promise<Report> {
  const report: Report = { done: 0, failed: {}, sizes: { small: 0, large: 0 } };
  const counts: Record<string, number> = {};
  for (const name of input.names) {
    counts[name] = (counts[name] ?? 0) + 1;
    try {
      const size = await work(name);
      if (size > 5) report.sizes.large += size;
      else report.sizes.small++;
      report.done += 1;
      delete report.failed[name];
    } catch (error) {
      report.failed[name] = failureOf(error).type;
    } finally {
      report.last = name;
    }
  }
  await save(report);
  report.sizes.small *= 10;
  report.failed = {};
  if (Object.keys(report.failed).length === 0) delete report.last;
  report['done'] += Object.values(counts).reduce((sum, count) => sum + count, 0);
  return report;
}
