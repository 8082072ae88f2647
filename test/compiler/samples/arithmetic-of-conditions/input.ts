import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });
const Level = { Low: 1, Middle: 5, High: 10 } as const;
const Colour = { Red: 'red', Green: 'green' } as const;
type Colour = (typeof Colour)[keyof typeof Colour];
const rates = { [Colour.Red]: 1.5, [Colour.Green]: 2 };

export async function arithmeticOfConditions(input: {
  level: number;
  colour: Colour;
  extra?: number;
}): Promise<unknown> {
  const { level, colour, extra = 0 } = input;
  const isHigh = level >= Level.High || (level > Level.Middle && extra > 0);
  const bonus = (isHigh ? 10 : 0) + (level === Level.Low ? -1 : 1) * extra;
  const rate = rates[colour];
  const text = colour === Colour.Red ? 'stop' : 'go';
  await tell({ isHigh, bonus, rate, text });
  return Object.values(rates).reduce((sum, value) => sum + value, 0) + Math.round(rate * level * 10) / 10;
}
