import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact, redactText } from '../../worker/redaction.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9+_-]{12,40}$/);
const harmless = fc.constantFrom('', 'request failed: ', 'GET /tickets?page=2 ', 'a=1, ');
const forms: readonly ((value: string) => string)[] = [
  (value) => `Authorization: Basic ${value}`,
  (value) => `authorization: bearer ${value}`,
  (value) => `https://user:${value}@host.example/path`,
  (value) => `https://host.example/?access_token=${value}&page=2`,
  (value) => `https://host.example/?page=2&api-key=${value}`,
  (value) => `{"password":"${value}","page":2}`,
  (value) => `{"client_secret": "${value}"}`,
  (value) => `password=${value}`,
  (value) => `PRIVATE_KEY='${value}'`,
];
const secretKeys = [
  'authorization',
  'Cookie',
  'clientSecret',
  'password',
  'x-api-key',
  'access_token',
  'privateKey',
  'credentials',
];

describe('redaction', () => {
  test('leaves nothing of a credential in a text, wherever it stands', () => {
    fc.assert(
      fc.property(secret, harmless, harmless, fc.constantFrom(...forms), (value, before, after, form) => {
        expect(redactText(`${before}${form(value)} ${after}`)).not.toContain(value);
      }),
      { numRuns: 500 },
    );
  });

  test('leaves nothing of a credential in fields, however deep, nor in errors and their causes', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom(...secretKeys), fc.nat(4), (value, key, depth) => {
        let fields: object = { [key]: value, deep: { [key]: { inner: value } } };
        for (let level = 0; level < depth; level += 1) fields = { nested: [fields] };
        const error = new Error(`password=${value}`, { cause: new Error(`token: ${value}`) });
        expect(
          JSON.stringify(redact({ fields, error: Object.assign(error, { headers: { [key]: value } }) })),
        ).not.toContain(value);
      }),
    );
  });

  test.each([
    ['the job is done: 12 records', 'the job is done: 12 records'],
    ['GET https://host.example/v4/tickets?page=3&pageSize=1000 answered 503', undefined],
    ['chunk-0: the source stopped before its last page', undefined],
    ['secret env:ACME_KEY is not set', undefined],
  ])('leaves %j as it is', (text, expected = text) => {
    expect(redactText(text)).toBe(expected);
  });

  test('leaves other fields, references and attempts as they are', () => {
    const fields = {
      job_id: 'job-1',
      secret_ref: 'env:ACME',
      attempt_token: 'a-1',
      count: 3,
      none: null,
      list: [1, 'two'],
    };
    expect(redact(fields)).toEqual(fields);
  });

  test('ends in what refers to itself', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(JSON.stringify(redact(circle))).toContain('[deeper]');
  });
});
