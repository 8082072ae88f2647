import { proxyActivities, sleep, log } from '@temporalio/workflow';
import { withRetries, failureOf } from 'avesa/constructs';

interface Certificate {
  domain: string;
  expiresAt: number;
  challenge: 'dns' | 'http';
}
const acme = proxyActivities<{
  list(): Promise<Certificate[]>;
  order(domain: string): Promise<{ orderId: string; token: string }>;
  publishChallenge(input: { domain: string; kind: 'dns' | 'http'; token: string }): Promise<void>;
  finalize(orderId: string): Promise<{ pem: string }>;
  install(input: { domain: string; pem: string }): Promise<void>;
  warn(input: { domain: string; reason: string }): Promise<void>;
}>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const DAYS = 86_400_000;

async function renew({ domain, challenge }: Certificate): Promise<void> {
  const { orderId, token } = await acme.order(domain);
  await acme.publishChallenge({ domain, kind: challenge, token });
  if (challenge === 'dns') await sleep('2 minutes');
  const { pem } = await acme.finalize(orderId);
  await acme.install({ domain, pem });
}

export async function renewCertificates(): Promise<{ renewed: number; failed: string[] }> {
  const soon = Date.now() + 30 * DAYS;
  const due = (await acme.list()).filter(({ expiresAt }) => expiresAt < soon);
  let renewed = 0;
  const failed: string[] = [];
  for (const certificate of due) {
    try {
      await withRetries(
        [
          { errors: ['RateLimited'], interval: '1 hour', maximumAttempts: 3, backoffCoefficient: 1 },
          { errors: ['All'], interval: '5 minutes', maximumAttempts: 2 },
        ],
        () => renew(certificate),
      );
      renewed++;
    } catch (error) {
      const { type } = failureOf(error);
      log.error('no certificate', { domain: certificate.domain });
      failed.push(certificate.domain);
      await acme.warn({ domain: certificate.domain, reason: type });
    }
  }
  return { renewed, failed };
}
