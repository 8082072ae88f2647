import { proxyActivities } from '@temporalio/workflow';

const { step } = proxyActivities<{ step(name: string): Promise<number> }>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

export async function withProgress(names: string[]): Promise<string> {
  const progress = {
    done: 0,
    total: names.length,
    get percent() {
      return Math.round((this.done / this.total) * 100);
    },
    describe() {
      return `${this.done} of ${this.total} (${this.percent} %)`;
    },
  };
  for (const name of names) {
    progress.done += await step(name);
  }
  return progress.describe();
}
