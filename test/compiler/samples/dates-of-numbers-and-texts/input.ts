import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<string>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const day = 24 * 60 * 60 * 1000;

/** A Date that is a text or a number again at once. */
export async function datesOfNumbersAndTexts(input: { time: number; text: string }): Promise<unknown> {
  const since = new Date(input.text).getTime();
  const next = await tell(new Date(input.time + day).toISOString());
  return {
    since,
    days: Math.floor((input.time - since) / day),
    midnight: `${new Date(input.time).toISOString().slice(0, 10)}T00:00:00.000Z`,
    again: new Date(input.text).toISOString(),
    value: new Date(input.time / 7).valueOf(),
    json: new Date(-input.time).toJSON(),
    answered: new Date(next).getTime(),
  };
}
