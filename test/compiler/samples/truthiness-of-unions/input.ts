import { proxyActivities } from '@temporalio/workflow';

type Value = string | number | boolean | string[] | { x: number } | null;
interface Activities {
  tell(answers: (string | boolean)[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function truthinessOfUnions(input: { value: Value; other?: Value; any?: unknown }): Promise<string> {
  const { value, other, any } = input;
  await tell([
    value ? 'yes' : 'no',
    !value,
    !!other,
    Boolean(any),
    any ? 'yes' : 'no',
    Boolean(value) && Boolean(other),
    value && other ? 'both' : 'not both',
    value || other ? 'one' : 'none',
    !(value || other),
    [value, null].filter(Boolean).length === 1,
    [value].every((each) => each),
    [value].some((each) => !each),
  ]);
  if (!value) return `falsy ${typeof value}`;
  while (other) return `other ${typeof other}`;
  return typeof value === 'object' ? (Array.isArray(value) ? 'list' : 'object') : `${value}`;
}
