import { describe, expect, test } from 'vitest';
import {
  builtInTables,
  firstEdition,
  idOf,
  indexOf,
  type BuiltInTable,
  type Origin,
} from '../../cli/demo-source/editions.ts';
import { recordText } from '../../cli/demo-source/records.ts';

const origin: Origin = {
  seed: 3,
  tenant: 'acme',
  records: { tickets: 2000, time_entries: 1000, companies: 100, contacts: 400 },
  until: Date.parse('2026-03-01T00:00:00Z'),
};
const textsOf = (table: BuiltInTable, of = origin) =>
  Array.from({ length: of.records[table] }, (_, index) => recordText[table](of, firstEdition(of, table, index)));
const texts = Object.fromEntries(builtInTables.map((table) => [table, textsOf(table)])) as Record<
  BuiltInTable,
  string[]
>;

test.each(builtInTables)('%s follow from seed and tenant alone', (table) => {
  expect(textsOf(table)).toEqual(texts[table]);
  expect(textsOf(table, { ...origin, seed: 4 })).not.toEqual(texts[table]);
  expect(textsOf(table, { ...origin, tenant: 'globex' })).not.toEqual(texts[table]);
});

test.each(builtInTables)(
  'another version of one of the %s has the same key and creation, and another text',
  (table) => {
    const first = firstEdition(origin, table, 7);
    const second = { ...first, version: 2, updated: origin.until };
    const records = [first, second].map((edition) => recordText[table](origin, edition));
    const [before, after] = records.map((text) => JSON.parse(text) as { id: number; _info: Record<string, string> });
    expect(records[1]).not.toBe(records[0]);
    expect(after!.id).toBe(before!.id);
    expect(after!._info['dateEntered']).toBe(before!._info['dateEntered']);
    expect(after!._info['lastUpdated']).toBe('2026-03-01T00:00:00Z');
  },
);

test('keys grow, and lead back to their places', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => idOf(index));
  expect(ids.map(indexOf)).toEqual(ids.map((_, index) => index));
  expect(ids.every((id, place) => place === 0 || id > ids[place - 1]!)).toBe(true);
  expect(new Set(ids.slice(1).map((id, place) => id - ids[place]!))).toEqual(new Set([1, 2, 3]));
});

describe('among the records there are', () => {
  const all = Object.values(texts).flat();
  const strings = (text: string) => JSON.stringify(JSON.parse(text));
  test.each<[string, (text: string) => boolean]>([
    ['characters outside the BMP', (text) => /[\u{10000}-\u{10ffff}]/u.test(text)],
    ['right-to-left texts', (text) => /[\u0590-\u06ff]/.test(text)],
    ['combining marks', (text) => /\p{M}/u.test(text)],
    ['escaped characters beyond ASCII', (text) => /\\u00[c-f][0-9a-f]/.test(text)],
    ['escaped surrogate pairs', (text) => /\\ud83[d-f]\\ud[c-f]/.test(text)],
    ['HTML', (text) => text.includes('<p>')],
    ['decimals with a last zero', (text) => /:\d+\.\d0[,}]/.test(text)],
    ['integers beyond 2^53', (text) => /:\d{16}[,}]/.test(text)],
    ['integers beyond 2^64', (text) => /:\d{20}[,}]/.test(text)],
    ['exponents', (text) => /\de0/.test(text)],
    ['nulls', (text) => text.includes(':null')],
    ['repeated keys', (text) => /"customerUpdatedFlag":(true|false),"customerUpdatedFlag"/.test(text)],
    ['texts of several kilobytes', (text) => text.length > 5000],
  ])('%s', (_name, has) => {
    expect(all.filter(has).length).toBeGreaterThan(0);
  });
  test('no lone surrogates, and nothing that is not JSON', () => {
    for (const text of all) expect(strings(text)).not.toMatch(/\\ud[89a-f]/);
  });
});

test.each([
  ['tickets', 'sentiment'],
  ['time_entries', 'invoice'],
  ['companies', 'parentCompany'],
  ['contacts', 'photo'],
] as const)('%s have a field, %s, that first appears late', (table, field) => {
  const first = texts[table].findIndex((text) => text.includes(`"${field}":`));
  expect(first).toBeGreaterThanOrEqual(texts[table].length * 0.7);
});

test('a ticket has 0.6 to 1.2 KB, but for few long ones', () => {
  const sizes = texts.tickets.map((text) => Buffer.byteLength(text)).sort((a, b) => a - b);
  expect(sizes[0]).toBeGreaterThan(600);
  expect(sizes[Math.floor(sizes.length * 0.95)]).toBeLessThan(1300);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(1200);
});

test('update times are spread over two years, each between the record’s creation and the end', () => {
  const editions = texts.tickets.map((_, index) => firstEdition(origin, 'tickets', index));
  const years = (ms: number) => (origin.until - ms) / (365 * 86_400_000);
  for (const { created, updated } of editions) {
    expect(created).toBeLessThanOrEqual(updated);
    expect(updated).toBeLessThanOrEqual(origin.until);
    expect(years(created)).toBeLessThan(2.001);
  }
  for (const quarter of [0, 0.5, 1, 1.5]) {
    expect(editions.some(({ updated }) => years(updated) >= quarter && years(updated) < quarter + 0.5)).toBe(true);
  }
});
