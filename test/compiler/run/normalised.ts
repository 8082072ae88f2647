import type { Json } from '../../../asl/spec/states.ts';
import type { Run } from './scenario.ts';

/** What cannot be alike, and is left out of the comparison: each with its reason. */
const normalisers: readonly { name: string; reason: string; change: (value: Json) => Json }[] = [
  {
    name: 'messages of time-outs and of errors in workflow code',
    reason: 'each engine words them in its own way',
    change: (value) =>
      isFailure(value) && (value.type === 'Timeout' || value.type === 'WorkflowError')
        ? { ...value, message: '' }
        : value,
  },
  {
    name: 'no argument',
    reason: 'an activity without an argument gets none from Temporal, and {} from Lambda',
    change: (value) =>
      typeof value === 'object' && value !== null && Object.keys(value).length === 0 && !Array.isArray(value)
        ? null
        : value,
  },
];

const isFailure = (value: Json): value is { type: string; message: string } =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  typeof value.type === 'string' &&
  typeof value.message === 'string';

function normal(value: Json): Json {
  const inner: Json = Array.isArray(value)
    ? value.map(normal)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .map(([key, part]): [string, Json] => [key, normal(part)])
            .sort(([left], [right]) => (left < right ? -1 : 1)),
        )
      : value;
  return normalisers.reduce<Json>((changed, { change }) => change(changed), inner);
}

/** A run as text: the order of calls counts where nothing runs at the same time. */
export function shown({ outcome, calls }: Run, inOrder: boolean): string {
  const lines = calls.map(({ activity, input, did }) => `${activity}(${JSON.stringify(normal(input))}) ${did}`);
  const failed = 'failed' in outcome ? normal({ type: outcome.failed, message: outcome.message }) : undefined;
  const ended =
    'failed' in outcome ? `failed ${JSON.stringify(failed)}` : `completed ${JSON.stringify(normal(outcome.completed))}`;
  return [...(inOrder ? lines : lines.sort()), ended].join('\n');
}
