import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

interface Document {
  type: 'wage' | 'interest' | 'donation' | 'other';
  amount: number;
  year: number;
}
type Totals = Record<Document['type'], number>;

const { documents, submit, attach } = proxyActivities<{
  documents(person: string): Promise<Document[]>;
  submit(input: { person: string; income: number; tax: number; details: Totals }): Promise<{ reference: string }>;
  attach(input: { reference: string; count: number }): Promise<void>;
}>({ startToCloseTimeout: '5 minutes', retry: { maximumAttempts: 3 } });

const brackets: [upTo: number, rate: number][] = [
  [10_000, 0],
  [40_000, 0.2],
  [100_000, 0.35],
  [1_000_000_000, 0.45],
];

function taxOf(income: number): number {
  let tax = 0;
  let from = 0;
  for (const [upTo, rate] of brackets) {
    if (income <= from) break;
    tax += (Math.min(income, upTo) - from) * rate;
    from = upTo;
  }
  return Math.round(tax);
}

const totalOf = (all: Document[], type: Document['type']): number =>
  all.filter((document) => document.type === type).reduce((sum, { amount }) => sum + amount, 0);

export async function fileTaxes({
  person,
  year,
}: {
  person: string;
  year: number;
}): Promise<{ reference: string; tax: number }> {
  const all = (await documents(person)).filter((document) => document.year === year);
  if (!all.some((document) => document.type === 'wage'))
    throw ApplicationFailure.nonRetryable('no wages', 'Incomplete');
  const details: Totals = {
    wage: totalOf(all, 'wage'),
    interest: totalOf(all, 'interest'),
    donation: totalOf(all, 'donation'),
    other: totalOf(all, 'other'),
  };
  const income = Math.max(details.wage + details.interest + details.other - details.donation, 0);
  const tax = taxOf(income);
  const { reference } = await submit({ person, income, tax, details });
  await attach({ reference, count: all.length });
  return { reference, tax };
}
