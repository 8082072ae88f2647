import { proxyActivities, sleep } from '@temporalio/workflow';

interface Recipient {
  email: string;
  language?: string;
  unsubscribed?: boolean;
}
const { loadSegment, sendBatch, saveReport } = proxyActivities<{
  loadSegment(id: string): Promise<Recipient[]>;
  sendBatch(input: { template: string; to: string[] }): Promise<{ accepted: number; bounced: string[] }>;
  saveReport(report: { sent: number; bounced: string[]; batches: number }): Promise<void>;
}>({ startToCloseTimeout: '2 minutes', retry: { maximumAttempts: 3 } });

const BATCH = 50;
const languages = ['en', 'de', 'fr'];

export async function bulkMail({ segment, template }: { segment: string; template: string }): Promise<number> {
  const recipients = (await loadSegment(segment)).filter((r) => !r.unsubscribed);
  let sent = 0;
  let batches = 0;
  let bounced: string[] = [];
  for (const language of languages) {
    const group = recipients.filter((r) => (r.language ?? 'en') === language).map((r) => r.email.trim().toLowerCase());
    for (let start = 0; start < group.length; start += BATCH) {
      const to = group.slice(start, start + BATCH);
      const result = await sendBatch({ template: `${template}.${language}`, to });
      sent += result.accepted;
      bounced = bounced.concat(result.bounced);
      batches++;
      if (bounced.length > sent / 10 && batches > 2) {
        await saveReport({ sent, bounced, batches });
        return sent;
      }
      if (start + BATCH < group.length) await sleep('10 seconds');
    }
  }
  await saveReport({ sent, bounced, batches });
  return sent;
}
