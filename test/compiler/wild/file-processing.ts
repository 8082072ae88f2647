import { log, proxyActivities } from '@temporalio/workflow';

interface FileActivities {
  download(input: { url: string }): Promise<{ path: string; hostQueue: string }>;
  processFile(path: string): Promise<string>;
  upload(input: { path: string; target: string }): Promise<void>;
}

const { download } = proxyActivities<FileActivities>({
  startToCloseTimeout: '10 minutes',
  retry: { maximumAttempts: 3 },
});

/** All steps of a file run on the host that has it. */
export async function processFile(input: { url: string; target: string }): Promise<void> {
  const maxAttempts = 5;
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    try {
      const { path, hostQueue } = await download({ url: input.url });
      const onHost = proxyActivities<FileActivities>({
        taskQueue: hostQueue,
        scheduleToStartTimeout: '30 seconds',
        startToCloseTimeout: '1 hour',
        retry: { maximumAttempts: 1 },
      });
      const processed = await onHost.processFile(path);
      await onHost.upload({ path: processed, target: input.target });
      return;
    } catch (err) {
      log.warn('trying on another host', { attempt });
      if (attempt === maxAttempts) throw err;
    }
  }
}
