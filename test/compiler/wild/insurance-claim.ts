import { ApplicationFailure, executeChild, proxyActivities, sleep } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Claim {
  id: string;
  policy: string;
  damages: { kind: 'water' | 'fire' | 'theft'; amount: number; photos: string[] }[];
}
interface Assessment {
  kind: string;
  accepted: number;
  remarks: string | null;
}
const { coverageOf, estimate, sendExpert, pay, reject } = proxyActivities<{
  coverageOf(policy: string): Promise<{ limit: number; deductible: number; kinds: string[] }>;
  estimate(input: { kind: string; photos: string[] }): Promise<{ amount: number; confidence: number }>;
  sendExpert(input: { claim: string; kind: string }): Promise<{ amount: number; remarks: string }>;
  pay(input: { claim: string; amount: number }): Promise<string>;
  reject(input: { claim: string; reasons: string[] }): Promise<void>;
}>({
  startToCloseTimeout: '1 hour',
  retry: { maximumAttempts: 3, nonRetryableErrorTypes: ['PolicyUnknown', 'NoPhotos'] },
});

export async function assessDamage(input: {
  claim: string;
  kind: string;
  amount: number;
  photos: string[];
}): Promise<Assessment> {
  const { claim, kind, amount, photos } = input;
  if (photos.length === 0) throw ApplicationFailure.nonRetryable(`no photos of ${kind}`, 'NoPhotos');
  const guess = await estimate({ kind, photos });
  if (guess.confidence > 0.8) return { kind, accepted: Math.min(amount, guess.amount), remarks: null };
  await sleep('1 day');
  const visit = await sendExpert({ claim, kind });
  return { kind, accepted: Math.min(amount, visit.amount), remarks: visit.remarks };
}

export async function settleClaim(claim: Claim): Promise<{ paid: number; receipt: string | null; rejected: string[] }> {
  const cover = await coverageOf(claim.policy);
  const assessments: Assessment[] = [];
  const rejected: string[] = [];
  for (const { kind, amount, photos } of claim.damages) {
    if (!cover.kinds.includes(kind)) {
      rejected.push(`${kind} is not covered`);
      continue;
    }
    try {
      const assessment = await executeChild(assessDamage, { args: [{ claim: claim.id, kind, amount, photos }] });
      assessments.push(assessment);
    } catch (error) {
      const { type } = failureOf(error);
      if (type === 'Timeout') throw error;
      rejected.push(`${kind}: ${type}`);
    }
  }
  const sum = assessments.reduce((total, { accepted }) => total + accepted, 0);
  const paid = Math.max(0, Math.min(sum - cover.deductible, cover.limit));
  if (paid === 0) {
    const reasons = rejected.length > 0 ? rejected : ['below the deductible'];
    await reject({ claim: claim.id, reasons });
    return { paid, receipt: null, rejected };
  }
  return { paid, receipt: await pay({ claim: claim.id, amount: paid }), rejected };
}
