import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';
import { allOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  load(name: string): Promise<number>;
  tell(text: string): Promise<void>;
}
const { load, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function tagsOnEveryStatement(input: { names: string[]; n: number }): Promise<string> {
  /** @state Compute */
  const more = input.n + 1;
  /** @state AssignIt */
  let text = 'a';
  /** @state EachName */
  for (const name of input.names) {
    /** @state TellOne */
    await tell(name);
    text += name;
  }
  /** @state Which */
  switch (more) {
    case 1:
      /** @state IsOne */
      await tell('one');
      break;
    default:
      /** @state IsOther */
      await tell('other');
  }
  /** @state UntilDone */
  while (text.length < 3) {
    /** @state Wait-a-bit */
    await sleep('1 second');
    text += '.';
  }
  /** @state TryIt */
  try {
    /** @state Risky */
    await load(text);
  } catch {
    /** @state Sorry */
    await tell('sorry');
    /** @state Give_up */
    if (more > 2) throw ApplicationFailure.create({ type: 'GaveUp', message: text });
  }
  /** @state AllNames */
  const numbers = await mapConcurrently(input.names, 2, async (name) => {
    /** @state LoadOne */
    return await load(name);
  });
  /** @state Both */
  await allOf([
    async () => {
      /** @state Left */
      await tell('left');
    },
    () => tell('right'),
  ]);
  /** @state IsEmpty */
  if (numbers.length === 0) {
    /** @state Nothing */
    return 'nothing';
  }
  /** @state TheEnd */
  return text;
}
