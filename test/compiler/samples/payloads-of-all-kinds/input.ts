import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  nothing(): Promise<string>;
  maybe(text?: string): Promise<string>;
  object(value: { a?: number; b?: string | undefined }): Promise<string>;
  any(value: unknown): Promise<string>;
}
const options = { startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } } as const;
const activities = proxyActivities<Activities>({ ...options, startToCloseTimeout: '2 minutes' });
const { nothing, maybe, object, any } = activities;
const constant = { name: 'x', when: undefined, list: [[1], []] };

/** What is sent may be absent, null, false, empty, a constant, or partly undefined. */
export async function payloadsOfAllKinds(input: {
  text?: string;
  none: string | null;
  object?: { a?: number };
}): Promise<unknown> {
  const { text, none } = input;
  await nothing();
  await maybe();
  await maybe(text);
  await maybe(undefined);
  await object({ a: 1, b: text });
  await object({ ...input.object, b: undefined });
  await object(input.object ?? {});
  await any(null);
  await any(none);
  await any(input.object?.a);
  await any(constant);
  await any({ list: [], object: {}, empty: '', zero: 0, no: false, nothing: null, text });
  await any([[]]);
  await any([text ?? null, [none]]);
  await activities['any'](0.1 + 0.2);
  await activities.any(-0);
  const { none: other, ...rest } = input;
  return { text, none: other, rest, nested: { a: input.object?.a, b: [{ c: text }] } };
}
