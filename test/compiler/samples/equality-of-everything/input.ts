import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  value(name: string): Promise<string | number | boolean | null>;
  tell(answers: boolean[]): Promise<void>;
}
const { value, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });
const isOneOf = (each: string | number | null, ...options: (string | number | null)[]): boolean =>
  options.includes(each);

export async function equalityOfEverything(input: {
  lit: 'on' | 'off' | 1 | null;
  flag?: boolean;
  n: number;
  text: string;
}): Promise<string> {
  const { lit, flag, n, text } = input;
  const [a, b] = [await value('a'), await value('b')];
  await tell([
    a === b,
    a !== b,
    a === n,
    a === text,
    a === flag,
    lit === 'on',
    lit === 1,
    lit !== null,
    lit === null || lit === 'off',
    flag === true,
    flag === false,
    flag !== false,
    flag === undefined,
    flag === n > 1,
    n > 1 === (text === 'a'),
    n > 1 !== (text === 'a'),
    (n === 0) === !n,
    isOneOf(lit, 'on', 1),
    isOneOf(lit, null),
    isOneOf(n),
  ]);
  switch (lit) {
    case 'on':
      return 'is on';
    case 1:
      return 'is one';
    case null:
      return 'is null';
    default:
      return `is ${lit}`;
  }
}
