import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

type Risk = 'low' | 'medium' | 'high';
interface Document {
  kind: 'passport' | 'id-card' | 'utility-bill';
  country: string;
  expires: string | null;
}
interface KycActivities {
  extractDocument(input: { customerId: string; upload: string }): Promise<Document>;
  screenSanctions(input: { customerId: string; country: string }): Promise<{ hits: { list: string; score: number }[] }>;
  openManualReview(input: { customerId: string; reasons: string[] }): Promise<string>;
  reviewResult(caseId: string): Promise<'open' | 'passed' | 'rejected'>;
  saveRisk(input: { customerId: string; risk: Risk }): Promise<void>;
}
const { extractDocument, screenSanctions, openManualReview, reviewResult, saveRisk } = proxyActivities<KycActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { maximumAttempts: 3, nonRetryableErrorTypes: ['UnreadableDocument'] },
});

function riskOf(documents: Document[], worstHit: number): Risk {
  const countries = documents.map((document) => document.country);
  const isForeign = countries.some((country) => country !== countries[0]);
  if (worstHit > 0.9) return 'high';
  if (worstHit > 0.5 || isForeign) return 'medium';
  return 'low';
}

export async function verifyCustomer(input: { customerId: string; uploads: string[] }): Promise<Risk> {
  const { customerId, uploads } = input;
  const documents: Document[] = [];
  const reasons: string[] = [];
  for (const upload of uploads) {
    try {
      const document = await extractDocument({ customerId, upload });
      if (document.expires !== null && Date.parse(document.expires) < Date.now()) {
        reasons.push(`expired ${document.kind}`);
        continue;
      }
      documents.push(document);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.type !== 'UnreadableDocument') throw error;
      reasons.push('unreadable document');
    }
  }
  if (documents.length === 0) throw ApplicationFailure.nonRetryable('no document can be used', 'NoDocuments');

  let worst = 0;
  for (const country of documents.map((d) => d.country)) {
    const { hits } = await screenSanctions({ customerId, country });
    worst = Math.max(worst, ...hits.map((hit) => hit.score));
  }
  const risk = riskOf(documents, worst);
  if (risk !== 'low' || reasons.length > 0) {
    const caseId = await openManualReview({ customerId, reasons: [...reasons, `risk is ${risk}`] });
    let result = await reviewResult(caseId);
    while (result === 'open') {
      await sleep('6 hours');
      result = await reviewResult(caseId);
    }
    if (result === 'rejected') throw ApplicationFailure.nonRetryable(`case ${caseId}`, 'Rejected');
  }
  await saveRisk({ customerId, risk });
  return risk;
}
