import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Delivery {
  url: string;
  event: string;
  payload: { [key: string]: unknown };
  secretId: string;
}
interface Http {
  post(input: { url: string; body: string; signature: string }): Promise<{ status: number; retryAfter: number | null }>;
  sign(input: { secretId: string; body: string }): Promise<string>;
  disableEndpoint(url: string): Promise<void>;
}
const http = proxyActivities<Http>({ startToCloseTimeout: '15s', retry: { maximumAttempts: 1 } });

const waits = [5, 30, 120, 600, 3600];

export async function deliver(delivery: Delivery): Promise<{ attempts: number; status: number }> {
  const body = JSON.stringify({ event: delivery.event, data: delivery.payload });
  const signature = await http.sign({ secretId: delivery.secretId, body });
  let lastError = 'none';
  for (let attempt = 0; attempt <= waits.length; attempt++) {
    let wait = waits[attempt] ?? 0;
    try {
      const { status, retryAfter } = await http.post({ url: delivery.url, body, signature });
      if (status >= 200 && status < 300) return { attempts: attempt + 1, status };
      if (status === 410) {
        await http.disableEndpoint(delivery.url);
        throw ApplicationFailure.nonRetryable('the endpoint is gone', 'Gone');
      }
      if (retryAfter !== null) wait = retryAfter;
      lastError = `HTTP ${status}`;
    } catch (error) {
      const { type } = failureOf(error);
      if (type === 'Gone') throw error;
      lastError = type;
    }
    if (attempt < waits.length) await sleep(wait * 1000);
  }
  throw ApplicationFailure.create({ type: 'Undeliverable', message: `gave up: ${lastError}`, nonRetryable: true });
}
