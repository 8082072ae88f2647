import { expect, test } from 'vitest';
import type { Breaker, StateStore } from '../../../../activities/ports.ts';
import { now, type Given } from './given.ts';

const openMs = 300_000;
const key = 'acme/connectwise';
type Step = (store: StateStore) => Promise<unknown>;
const failAt =
  (ms: number): Step =>
  (store) =>
    store.breakers.failure(key, now + ms);
const admitAt =
  (ms: number): Step =>
  (store) =>
    store.breakers.admit(key, now + ms);
const succeed: Step = (store) => store.breakers.success(key);
const times = (count: number, step: Step): Step[] => Array.from({ length: count }, () => step);
const open = times(5, failAt(0));
const probing = [...open, admitAt(openMs)];

const yes = { allowed: true, retry_ms: 0 };
const no = (ms: number) => ({ allowed: false, retry_ms: now + ms });
type Shown = Omit<Breaker, 'key'>;
const shown = (state: Breaker['state'], failures: number, ms?: number): Shown => ({
  state,
  failures,
  retry_ms: ms === undefined ? 0 : now + ms,
});

export const breakersContract = (given: Given): void => {
  const breakers = () => given.store.breakers;

  test.each<{ case: string; before: Step[]; at?: number; answer: object; after: Shown[] }>([
    { case: 'nothing has happened', before: [], answer: yes, after: [] },
    { case: 'all went well', before: [succeed, succeed], answer: yes, after: [] },
    { case: 'four failed in a row', before: times(4, failAt(0)), answer: yes, after: [shown('CLOSED', 4)] },
    {
      case: 'four failed, one succeeded, four failed',
      before: [...times(4, failAt(0)), succeed, ...times(4, failAt(0))],
      answer: yes,
      after: [shown('CLOSED', 4)],
    },
    { case: 'five failed in a row', before: open, answer: no(openMs), after: [shown('OPEN', 5, openMs)] },
    {
      case: 'five failed, until the last millisecond',
      before: open,
      at: openMs - 1,
      answer: no(openMs),
      after: [shown('OPEN', 5, openMs)],
    },
    {
      case: 'more failed while it was open',
      before: [...open, ...times(9, failAt(1_000))],
      at: openMs - 1,
      answer: no(openMs),
      after: [shown('OPEN', 5, openMs)],
    },
    {
      case: 'a request from before it opened succeeded',
      before: [...open, succeed],
      answer: no(openMs),
      after: [shown('OPEN', 5, openMs)],
    },
    {
      case: 'it has been open for 300 s',
      before: open,
      at: openMs,
      answer: yes,
      after: [shown('HALF_OPEN', 5, 2 * openMs)],
    },
    {
      case: 'a probe is on its way',
      before: probing,
      at: openMs + 1,
      answer: no(2 * openMs),
      after: [shown('HALF_OPEN', 5, 2 * openMs)],
    },
    {
      case: 'the probe succeeded',
      before: [...probing, succeed],
      at: openMs + 1,
      answer: yes,
      after: [shown('CLOSED', 0)],
    },
    {
      case: 'the probe succeeded, and four failed since',
      before: [...probing, succeed, ...times(4, failAt(openMs))],
      at: openMs + 1,
      answer: yes,
      after: [shown('CLOSED', 4)],
    },
    {
      case: 'the probe failed',
      before: [...probing, failAt(openMs + 10)],
      at: 2 * openMs + 9,
      answer: no(2 * openMs + 10),
      after: [shown('OPEN', 6, 2 * openMs + 10)],
    },
    {
      case: 'the probe never reported back',
      before: probing,
      at: 2 * openMs,
      answer: yes,
      after: [shown('HALF_OPEN', 5, 3 * openMs)],
    },
    {
      case: 'a second probe is on its way',
      before: [...probing, admitAt(2 * openMs)],
      at: 2 * openMs,
      answer: no(3 * openMs),
      after: [shown('HALF_OPEN', 5, 3 * openMs)],
    },
  ])('where $case a request gets $answer', async ({ before, at = 0, answer, after }) => {
    for (const step of before) await step(given.store);
    expect(await breakers().admit(key, now + at)).toEqual(answer);
    expect(await (await given.reopen()).breakers.list()).toEqual(after.map((breaker) => ({ key, ...breaker })));
  });

  test('each key has its own breaker; they are listed by key', async () => {
    for (const step of open) await step(given.store);
    await breakers().failure('acme/another', now);
    expect(await breakers().admit('acme/another', now)).toEqual(yes);
    expect((await breakers().list()).map((breaker) => breaker.key)).toEqual(['acme/another', key]);
  });

  test('of failures at once each counts', async () => {
    const other = await given.reopen();
    const count = (failures: number) =>
      Promise.all(
        Array.from({ length: failures }, (_, index) =>
          (index % 2 === 0 ? given.store : other).breakers.failure(key, now),
        ),
      );
    await count(4);
    expect(await breakers().list()).toEqual([{ key, ...shown('CLOSED', 4) }]);
    await count(7);
    expect(await breakers().list()).toEqual([{ key, ...shown('OPEN', 5, openMs) }]);
  });

  test('of many requests at once exactly one is the probe', async () => {
    for (const step of open) await step(given.store);
    const other = await given.reopen();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? given.store : other).breakers.admit(key, now + openMs),
      ),
    );
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1);
  });
};
