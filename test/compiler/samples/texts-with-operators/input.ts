import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Texts that look like the expressions that they stand in. */
export async function textsWithOperators(input: { text: string; other?: string }): Promise<string[]> {
  const seen: string[] = [];
  if ('a = b' !== input.text) seen.push('not a = b');
  if ('a = b' === input.other) seen.push('other a = b');
  if (input.text !== ' = ') seen.push('not =');
  if (!('$x := 1; $x' === input.text)) seen.push('not a block');
  if (input.other !== input.text) seen.push('{% not alike %}');
  await tell(`{% ${input.text} %}`);
  await tell('{% $states.input %}');
  await tell('it\'s "quoted" \\ and `ticked`, ${not} $a_ $b_');
  return seen;
}
