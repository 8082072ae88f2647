import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<string>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

function check(text: string): void {
  if (text === 'x') throw ApplicationFailure.create({ type: 'Bad', message: text });
}

function checked(text: string): string {
  check(text);
  return `${text}!`;
}

const isLong = (text: string): boolean => {
  if (text === 'x') throw ApplicationFailure.create({ type: 'Long' });
  return text.length > 2;
};

function chosen(text: string): number {
  switch (text) {
    case 'x':
      return 1;
    case '{}':
      throw ApplicationFailure.nonRetryable('no', 'Chosen');
    default:
      return 3;
  }
}

/** Plain functions that throw, called wherever an expression may stand. */
export async function functionsThatThrow(input: { text: string; last: string }): Promise<unknown> {
  const { text, last } = input;
  const out: unknown[] = [];
  try {
    check(text);
    out.push('checked');
  } catch {
    out.push('as a statement');
  }
  try {
    checked(text);
  } catch {
    out.push('unread');
  }
  try {
    const value = checked(text);
    await tell('between');
  } catch {
    out.push('unread variable');
  }
  try {
    text.length > 3 && checked(text);
  } catch {
    out.push('lazy');
  }
  try {
    if (isLong(text) && last !== '') out.push('long');
    else if (isLong(last)) out.push('last is long');
  } catch {
    out.push('condition');
  }
  try {
    out.push({ a: checked(text), b: [checked(last)], sum: chosen(text) + chosen(last) });
  } catch {
    out.push('parts');
  }
  for (const each of [text, last]) {
    try {
      out.push(text.length > 0 ? checked(each) : each);
    } catch {
      continue;
    }
  }
  let count = 0;
  while (!isLong('a'.repeat(count))) count++;
  out.push(await tell(checked(last)), count);
  return { out, last: checked(last) };
}
