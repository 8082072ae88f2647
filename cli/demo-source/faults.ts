import { z } from 'zod';
import { random } from './random.ts';

/** Which of the matching requests are hit; absent: all. Requests are counted from 1 for each rule by itself. */
const when = z.union([
  z.strictObject({ every: z.int().min(1) }),
  z.strictObject({ at: z.array(z.int().min(1)).min(1) }),
  z.strictObject({ first: z.int().min(1) }),
  z.strictObject({ rate: z.number().min(0).max(1) }),
]);
const where = { tenant: z.string().optional(), table: z.string().optional(), when: when.optional() };
const retryAfter = z
  .strictObject({ seconds: z.int().min(0), as: z.enum(['seconds', 'date']).default('seconds') })
  .optional();
/** How much of a page's bytes is sent: a share, or so many bytes. */
const kept = {
  keep: z
    .union([z.strictObject({ share: z.number().min(0).max(1) }), z.strictObject({ bytes: z.int().min(0) })])
    .optional(),
};

export const faultRule = z.discriminatedUnion('kind', [
  /** 429. */
  z.strictObject({ ...where, kind: z.literal('too_many_requests'), retry_after: retryAfter }),
  z.strictObject({
    ...where,
    kind: z.literal('server_error'),
    status: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]).default(500),
    retry_after: retryAfter,
  }),
  z.strictObject({ ...where, kind: z.literal('unauthorized') }),
  /** The connection is reset after a part of the body. */
  z.strictObject({ ...where, ...kept, kind: z.literal('reset') }),
  /** A valid HTTP answer whose JSON stops; `after_record`: right behind a record's comma. */
  z.strictObject({ ...where, ...kept, kind: z.literal('cut'), after_record: z.boolean().default(false) }),
  /** The right answer, late. */
  z.strictObject({ ...where, kind: z.literal('slow'), delay_ms: z.int().min(0).max(3_600_000) }),
  /** Status 200 with an HTML page, as a proxy or a login page sends it. */
  z.strictObject({ ...where, kind: z.literal('html') }),
  /** Status 200 with an object that holds an error. */
  z.strictObject({ ...where, kind: z.literal('error_object') }),
  /** Status 200 and nothing else. */
  z.strictObject({ ...where, kind: z.literal('empty') }),
  /** The right body under a type that is not JSON's. */
  z.strictObject({ ...where, kind: z.literal('content_type') }),
]);
export type FaultRule = z.output<typeof faultRule>;
export type FaultKind = FaultRule['kind'];
export const faultRules = z.array(faultRule);

/** Decides which request meets which fault: the first rule that is due. Equal seeds and requests meet equal faults. */
export class FaultPlan {
  readonly rules: readonly FaultRule[];
  readonly #counts: number[];
  readonly #seed: number;

  constructor(rules: readonly FaultRule[], seed: number) {
    this.rules = rules;
    this.#counts = rules.map(() => 0);
    this.#seed = seed;
  }

  /** Counts the request. */
  next(tenant: string, table: string | null): FaultRule | undefined {
    const due = this.rules.filter((rule, place) => {
      if ((rule.tenant ?? tenant) !== tenant || (rule.table ?? table) !== table) return false;
      this.#counts[place]! += 1;
      return this.#isDue(rule, place);
    });
    return due[0];
  }

  #isDue({ when: schedule }: FaultRule, place: number): boolean {
    const count = this.#counts[place]!;
    if (!schedule) return true;
    if ('every' in schedule) return count % schedule.every === 0;
    if ('at' in schedule) return schedule.at.includes(count);
    if ('first' in schedule) return count <= schedule.first;
    return random(this.#seed, 'fault', place, count).chance(schedule.rate);
  }
}
