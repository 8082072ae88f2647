import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { features, type ConformanceCase } from './cases.ts';
import { runCase, type Outcome } from './run-case.ts';

/** Lines `FILE :: CASE -- REASON`: what we know that we do otherwise than AWS. */
const skipped = new Map(
  readFileSync(join(import.meta.dirname, 'skip.txt'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split(' -- ', 2) as [string, string]),
);

const idOf = (file: string, name: string) => `${file} :: ${name}`;

describe.each(features)('$file', ({ file, cases }) => {
  test.each(cases)('$language: $name', async (conformanceCase) => {
    const outcome = await runCase(conformanceCase);
    const differs = differences(conformanceCase.expect, outcome);
    if (skipped.has(idOf(file, conformanceCase.name))) {
      expect(differs, 'a skipped case holds: take its line out of skip.txt').not.toEqual([]);
    } else expect(differs).toEqual([]);
  });
});

test('every skipped case is there, and has a reason', () => {
  const ids = new Set(features.flatMap(({ file, cases }) => cases.map(({ name }) => idOf(file, name))));
  expect([...skipped].filter(([id, reason]) => !ids.has(id) || (reason as string | undefined) === undefined)).toEqual(
    [],
  );
});

test('no two cases of a feature have one name', () => {
  const ids = features.flatMap(({ file, cases }) => cases.map(({ name }) => idOf(file, name)));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

/** What was expected and is not so, with what is. */
function differences(expected: ConformanceCase['expect'], outcome: Outcome): unknown[] {
  return Object.entries(expected).flatMap(([key, value]) => {
    const actual = outcome[key];
    const same =
      key === 'events' || key === 'problems' ? hasAll(actual, value as object[]) : matches(actual, value, true);
    return same ? [] : [{ [key]: value, actual }];
  });
}

function hasAll(actual: unknown, wanted: object[]): boolean {
  return Array.isArray(actual) && wanted.every((want) => actual.some((one) => matches(one, want, false)));
}

/** `exactly` for values; parts of events may have more fields than were written down. */
function matches(actual: unknown, wanted: unknown, exactly: boolean): boolean {
  try {
    if (exactly) expect(actual).toEqual(wanted);
    else expect(actual).toMatchObject(wanted as object);
    return true;
  } catch {
    return false;
  }
}
