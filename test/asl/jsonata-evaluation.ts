import { expect } from 'vitest';
import { describeFailure, evaluateJsonata, JsonataFailure } from '../../asl/interpreter/jsonata.ts';
import type { Ambient } from '../../asl/interpreter/jsonata.ts';
import { parseJsonata } from '../../asl/spec/jsonata.ts';
import type { Json } from '../../asl/spec/states.ts';

export const ambient: Ambient = {
  now: 1_700_000_000_123,
  random: () => 0.25,
  uuid: () => '8d7b9a1c-0000-4000-8000-000000000000',
};

export const deeplyFrozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(deeplyFrozen);
  }
  return value;
};

const bindings = deeplyFrozen<Record<string, Json>>({
  states: {
    input: {
      user: { name: 'Ada', tags: ['x', 'y'], none: [], nothing: null },
      orders: [
        {
          id: 1,
          lines: [
            { sku: 'a', n: 2 },
            { sku: 'b', n: 1 },
          ],
        },
        { id: 2, lines: [{ sku: 'a', n: 5 }] },
      ],
      grid: [[1, 2], [3]],
    },
    context: { Execution: { Name: 'run' } },
  },
  n: 5,
  count: 3,
});

export const evaluate = (expression: string, given = bindings): Promise<Json | undefined> =>
  evaluateJsonata(parseJsonata(expression), given, ambient);

/** As AWS ends its sentence. */
export const failureOf = async (expression: string): Promise<string> => {
  const failure: unknown = await evaluate(expression).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(JsonataFailure);
  return describeFailure(failure as JsonataFailure);
};
