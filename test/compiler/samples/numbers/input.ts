import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  send(value: unknown): Promise<void>;
}
const { send } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function numbers({ a, b }: { a: number; b: number }): Promise<number> {
  await send([a + b, a - b, a * b, a / 2, a % 3, a ** 2, -a]);
  await send([
    Math.floor(a),
    Math.ceil(a),
    Math.round(a),
    Math.trunc(a),
    Math.abs(a),
    Math.sign(a),
    Math.max(a, b, 3),
    Math.min(a, b),
  ]);
  await send([a < b, a <= b, a > b, a >= b, a === b, a !== b, Number.isInteger(a)]);
  await send(`${a} ${a + b}`);
  await send([Number('12'), Number(String(a)), String(b)]);
  let count = a;
  count += 2;
  count *= 3;
  count -= b;
  count++;
  return count;
}
