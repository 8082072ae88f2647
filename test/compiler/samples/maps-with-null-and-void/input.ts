import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  maybe(name: string): Promise<string | null>;
  list(name: string): Promise<string[]>;
  nothing(name: string): Promise<void>;
}
const { maybe, list, nothing } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** Results that are null, false, 0, '' or empty lists keep their places. */
export async function mapsWithNullAndVoid(input: { names: string[] }): Promise<unknown> {
  const { names } = input;
  const texts = await mapConcurrently(names, 2, (name) => maybe(name));
  const lists = await mapConcurrently(names, 2, (name) => list(name));
  const flags = await mapConcurrently(names, 1, async (name) => (await maybe(name)) === null);
  const zeros = await Promise.all(
    names.map(async (name, index) => (name === '' ? 0 : index + (await list(name)).length)),
  );
  await mapConcurrently(names, 3, (name) => nothing(name));
  await Promise.all(names.map((name) => nothing(name)));
  await mapConcurrently(names, 3, async (name) => {
    if (name === '') return;
    await nothing(`${name}!`);
  });
  const mixed = await mapConcurrently(names, 2, async (name, index) =>
    index === 0 ? null : index === 1 ? [] : index === 2 ? [[name]] : { name },
  );
  return { texts, lists, flags, zeros, mixed, present: texts.filter((text) => text !== null), flat: lists.flat() };
}
