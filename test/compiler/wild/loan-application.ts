import { log, proxyActivities } from '@temporalio/workflow';
import type * as activities from './loan/activities.js';

const { creditScore, verifyIncome, checkIdentity, decide, notifyApplicant } = proxyActivities<typeof activities>({
  startToCloseTimeout: '10 minutes',
  retry: { maximumAttempts: 4, initialInterval: '10 seconds', maximumInterval: '5 minutes' },
});

export interface Application {
  applicant: { name: string; taxId: string; monthlyIncome: number };
  amount: number;
  months: number;
}

const monthlyRate = (amount: number, months: number, yearly: number): number => {
  const rate = yearly / 12;
  return (amount * rate) / (1 - (1 + rate) ** -months);
};

export async function loanApplication(application: Application): Promise<{ approved: boolean; reasons: string[] }> {
  const { applicant, amount, months } = application;
  const [score, income, identity] = await Promise.all([
    creditScore(applicant.taxId),
    verifyIncome({ taxId: applicant.taxId, claimed: applicant.monthlyIncome }),
    checkIdentity(applicant),
  ]);

  const reasons: string[] = [];
  if (!identity) reasons.push('identity');
  if (score < 580) reasons.push('score');
  if (income.verified < applicant.monthlyIncome * 0.9) reasons.push('income');
  const rate = monthlyRate(amount, months, score > 720 ? 0.05 : 0.09);
  if (rate > income.verified / 3) reasons.push('burden');

  const approved = reasons.length === 0 && (await decide({ score, rate, amount }));
  log.info('decided', { approved });
  await notifyApplicant({
    taxId: applicant.taxId,
    approved,
    text: approved ? 'Welcome!' : `Sorry: ${reasons.join(', ')}`,
  });
  return { approved, reasons };
}
