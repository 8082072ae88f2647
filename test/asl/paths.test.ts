import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPath, ReferenceConflict, writeReference } from '../../asl/interpreter/paths.ts';
import { parsePath, PathSyntaxError } from '../../asl/spec/path.ts';
import type { Json } from '../../asl/spec/states.ts';

const jayway = 'https://github.com/json-path/JsonPath';
const operators = `${jayway}#operators`;
const filterOperators = `${jayway}#filter-operators`;
const definite = `${jayway}#what-is-returned-when`;
const functions = `${jayway}#functions`;
const spec = 'https://states-language.net';
const variables = 'https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#variable-name-syntax';
const recordedScenarios =
  'localstack/localstack tests/aws/services/stepfunctions/v2/scenarios/test_base_scenarios.snapshot.json';
const recordedMisses =
  'floci-io/floci AslExecutorIntrinsicMissingArgumentTest.java: answers of AWS in us-east-1, plain path beside intrinsic argument';

const library: Json = {
  books: [
    { title: 'Emma', price: 8, tags: ['love', 'england'], isbn: '1' },
    { title: 'Dune', price: 12.5, tags: ['desert'], author: { name: 'Herbert' } },
    { title: 'Ulysses', price: 20, tags: [] },
  ],
  limit: 10,
  'two words': { 'a.b': "it's" },
  nothing: null,
};

const read = (path: string, document: Json = library): unknown => {
  const result = readPath(parsePath(path), document);
  return result.found ? result.value : { missing: result.reason };
};
const titles = (...names: string[]): string[] => names;

describe('paths that name one place', () => {
  test.each([
    { path: '$', value: library, source: `${spec}/#path` },
    { path: '$.limit', value: 10, source: operators },
    { path: '$.books[1].author.name', value: 'Herbert', source: operators },
    { path: "$['books'][0]['title']", value: 'Emma', source: operators },
    { path: `$["two words"]['a.b']`, value: "it's", source: operators },
    { path: '$.books[-1].title', value: 'Ulysses', source: operators },
    { path: '$.books[ 0 ].title', value: 'Emma', source: operators },
    { path: "$.['limit']", value: 10, source: operators },
    { path: '$.nothing', value: null, source: operators },
    { path: "$.books[0]['title','price','none']", value: { title: 'Emma', price: 8 }, source: operators },
  ])('$path', ({ path, value }) => {
    expect(parsePath(path).definite).toBe(true);
    expect(read(path)).toEqual(value);
  });

  test.each([
    { path: '$.none', reason: "No results for path: $['none']", source: `${recordedScenarios}: test_invalid_jsonpath` },
    {
      path: '$.no.such.path',
      reason: "Missing property in path $['no']",
      source: `${recordedScenarios}: test_catch_states_runtime`,
    },
    {
      path: '$.limit[0]',
      reason: 'Filter: [0] can only be applied to arrays. Current context is: 10',
      source: recordedMisses,
    },
    { path: '$.books[-4]', reason: "No results for path: $['books'][-4]", source: recordedMisses },
    { path: '$.books[7].title', reason: expect.stringContaining("found 'null'") as string, source: recordedMisses },
    {
      path: '$.limit.digits',
      reason: expect.stringContaining("['digits'] in path $['limit']") as string,
      source: definite,
    },
    { path: '$.nothing.more', reason: expect.stringContaining("['more']") as string, source: definite },
    { path: '$.none[*]', reason: "Missing property in path $['none']", source: definite },
    {
      path: '$.limit[0:1]',
      reason: expect.stringContaining('can only be applied to arrays') as string,
      source: definite,
    },
  ])('$path is a miss', ({ path, reason }) => {
    expect(read(path)).toEqual({ missing: reason });
  });

  test.each([
    { path: '$.books[3]', beyondEnd: true },
    { path: '$.books[-9]', beyondEnd: true },
    { path: '$.books[3].title', beyondEnd: false },
    { path: '$.none', beyondEnd: false },
  ])('$path ends past the end of an array: $beyondEnd', ({ path, beyondEnd }) => {
    expect(readPath(parsePath(path), library)).toMatchObject({ found: false, beyondEnd });
  });
});

describe('paths that give an array', () => {
  test.each([
    { path: '$.books[*].title', value: titles('Emma', 'Dune', 'Ulysses'), source: operators },
    { path: '$.books.*.price', value: [8, 12.5, 20], source: operators },
    { path: '$.books[0,2].title', value: titles('Emma', 'Ulysses'), source: operators },
    { path: '$.books[1:].title', value: titles('Dune', 'Ulysses'), source: operators },
    { path: '$.books[:-1].title', value: titles('Emma', 'Dune'), source: operators },
    { path: '$.books[-2:].title', value: titles('Dune', 'Ulysses'), source: operators },
    { path: '$.books[1:9].title', value: titles('Dune', 'Ulysses'), source: operators },
    { path: '$..name', value: ['Herbert'], source: operators },
    { path: '$..tags[0]', value: ['love', 'desert', null], source: recordedMisses },
    { path: '$.books[0]..[1]', value: ['england'], source: operators },
    { path: '$.books[*].isbn', value: ['1'], source: definite },
    { path: '$.limit[*]', value: [], source: definite },
    { path: '$.books[*].title.length', value: [], source: definite },
    { path: "$.books[0]['title','price'].none", value: [], source: definite },
    { path: '$.books[5,0].title', value: ['Emma'], source: definite },
    {
      path: '$.books[-3:1].title',
      value: titles('Emma', 'Dune', 'Ulysses', 'Emma'),
      source: 'Jayway counts every place of a slice by itself',
    },
  ])('$path', ({ path, value }) => {
    expect(parsePath(path).definite).toBe(false);
    expect(read(path)).toEqual(value);
  });

  test('a scan finds outer values before inner ones, and follows the order of the document', () => {
    const tree = { a: 1, b: { a: 2, c: [{ a: 3 }] }, d: { a: 4 } };
    expect(read('$..a', tree)).toEqual([1, 2, 3, 4]);
    expect(read('$..*', tree)).toHaveLength(8);
  });
});

describe('filters', () => {
  test.each([
    { filter: '@.price < 10', found: titles('Emma') },
    { filter: '@.price >= 12.5', found: titles('Dune', 'Ulysses') },
    { filter: '@.price <= $.limit', found: titles('Emma') },
    { filter: "@.title == 'Dune'", found: titles('Dune') },
    { filter: `@.title != "Dune"`, found: titles('Emma', 'Ulysses') },
    { filter: '@.isbn', found: titles('Emma') },
    { filter: '!@.isbn', found: titles('Dune', 'Ulysses') },
    { filter: '@.author.name', found: titles('Dune') },
    { filter: "@.price > 10 && (@.title == 'Emma' || @.author)", found: titles('Dune') },
    { filter: "!(@.price > 10) || @.title == 'Ulysses'", found: titles('Emma', 'Ulysses') },
    { filter: "@.title in ['Emma', 'Faust']", found: titles('Emma') },
    { filter: "@.title nin ['Emma', 'Faust']", found: titles('Dune', 'Ulysses') },
    { filter: "@.tags contains 'love'", found: titles('Emma') },
    { filter: "@.title contains 'mm'", found: titles('Emma') },
    { filter: "@.tags subsetof ['love', 'england', 'sea']", found: titles('Emma', 'Ulysses') },
    { filter: "@.tags anyof ['desert', 'sea']", found: titles('Dune') },
    { filter: "@.tags noneof ['desert', 'sea']", found: titles('Emma', 'Ulysses') },
    { filter: "@.tags all ['love']", found: titles('Emma') },
    { filter: '@.tags size 2', found: titles('Emma') },
    { filter: '@.tags empty true', found: titles('Ulysses') },
    { filter: '@.title =~ /.*E.*/i', found: titles('Emma', 'Dune', 'Ulysses') },
    { filter: '@.title =~ /E/', found: titles() },
    { filter: "'8' == @.price", found: titles('Emma') },
    { filter: '@.isbn === 1', found: titles() },
    { filter: '@.isbn == 1', found: titles('Emma') },
    { filter: '@.none == null', found: titles() },
    { filter: '@.title > 5', found: titles() },
    { filter: '@.tags[?(@ == "desert")] empty false', found: titles('Dune') },
  ])(`$filter (${filterOperators})`, ({ filter, found }) => {
    expect(read(`$.books[?(${filter})].title`)).toEqual(found);
  });

  test('a filter tests an object itself, and scans with everything', () => {
    expect(read('$.books[1].author[?(@.name)]')).toEqual([{ name: 'Herbert' }]);
    expect(read("$..[?(@.name == 'Herbert')]")).toEqual([{ name: 'Herbert' }]);
  });

  test.each([
    { filter: '@ =~ /a+b*/', found: ['ab', 'aab'] },
    { filter: '@ =~ /(a|b)+/', found: ['ab', 'aab', 'ba'] },
    { filter: '@ =~ /.*/', found: ['ab', 'aab', 'ba', 'x'.repeat(2000), 7.5] },
    { filter: '/B./i =~ @', found: ['ba'] },
  ])('$filter matches whole strings', ({ filter, found }) => {
    expect(read(`$[?(${filter})]`, ['ab', 'aab', 'ba', 'x'.repeat(2000), 7.5, null])).toEqual(found);
  });

  test('a regular expression that would run for years ends as a miss', () => {
    expect(read('$[?(@ =~ /(a+)+b/)]', ['a'.repeat(50)])).toEqual({ missing: 'The regular expression takes too long' });
  });
});

describe('functions', () => {
  test.each([
    { path: '$.books.length()', value: 3, source: functions },
    { path: '$.books[0].tags.size()', value: 2, source: functions },
    { path: '$.books[0].keys()', value: ['title', 'price', 'tags', 'isbn'], source: functions },
    { path: '$.numbers.min()', value: 1, source: functions },
    { path: '$.numbers.max()', value: 4, source: functions },
    { path: '$.numbers.avg()', value: 2.5, source: functions },
    { path: '$.numbers.sum()', value: 10, source: functions },
    { path: '$.numbers.stddev()', value: Math.sqrt(1.25), source: functions },
    { path: '$.numbers.first()', value: 1, source: functions },
    { path: '$.numbers.last()', value: 4, source: functions },
    { path: '$.numbers.index(-2)', value: 3, source: functions },
    { path: '$.numbers.append(5)', value: [1, 2, 3, 4, 5], source: functions },
    { path: "$.books[0].tags.concat('!')", value: 'loveengland!', source: functions },
    { path: '$..price.sum()', value: 40.5, source: functions },
    { path: '$.books.first().title', value: 'Emma', source: functions },
    { path: '$.books.sum()', value: { missing: expect.stringContaining('empty array') as string }, source: functions },
  ])('$path', ({ path, value }) => {
    expect(read(path, { ...library, numbers: [1, 2, 3, 4] })).toEqual(value);
  });
});

describe('what a path is', () => {
  test.each([
    { path: '$.a', root: 'input', reference: true, source: `${spec}/#ref-paths` },
    { path: "$['a'][0].b", root: 'input', reference: true, source: `${spec}/#ref-paths` },
    { path: '$.a[-1]', root: 'input', reference: false, source: `${spec}/#ref-paths` },
    { path: '$.a[*]', root: 'input', reference: false, source: `${spec}/#ref-paths` },
    { path: "$['a','b']", root: 'input', reference: false, source: `${spec}/#ref-paths` },
    { path: '$.a.length()', root: 'input', reference: false, source: `${spec}/#ref-paths` },
    { path: '$$', root: 'context', reference: true, source: `${spec}/#context-object` },
    { path: '$$.Execution.Id', root: 'context', reference: true, source: `${spec}/#context-object` },
    { path: '$order', root: 'variable', variable: 'order', reference: true, source: variables },
    { path: '$größe.zahl[0]', root: 'variable', variable: 'größe', reference: true, source: variables },
  ])('$path', ({ source: _source, path, ...facts }) => {
    expect(parsePath(path)).toMatchObject({ text: path, ...facts });
  });

  test.each([
    { path: '', position: 0 },
    { path: 'a.b', position: 0 },
    { path: '@.a', position: 0 },
    { path: '$.', position: 2 },
    { path: '$..', position: 3 },
    { path: '$...a', position: 3 },
    { path: '$ .a', position: 1 },
    { path: '$.a b', position: 3 },
    { path: '$1', position: 1 },
    { path: '$_a', position: 1 },
    { path: '$[', position: 2 },
    { path: '$[a]', position: 2 },
    { path: '$[1', position: 3 },
    { path: '$[1.5]', position: 3 },
    { path: '$[1-2]', position: 2 },
    { path: '$[99999999999]', position: 2 },
    { path: '$[:]', position: 2 },
    { path: "$['a]", position: 2 },
    { path: "$['a',]", position: 6 },
    { path: '$[?(@.a]', position: 7 },
    { path: '$[?(@.a ~ 1)]', position: 8 },
    { path: '$[?(@.a like 1)]', position: 8 },
    { path: '$[?(1)]', position: 5 },
    { path: '$[?(@.a =~ /(/)]', position: 11 },
    { path: '$.a.nope()', position: 4 },
    { path: `$[?(${'('.repeat(5000)}@.a${')'.repeat(5000)})]`, position: expect.any(Number) as number },
    { path: '$.a'.padEnd(10_000, '.a'), position: expect.any(Number) as number },
  ])('$path is refused at $position', ({ path, position }) => {
    const refused = expect.objectContaining({ name: 'PathSyntaxError', position }) as PathSyntaxError;
    expect(() => parsePath(path)).toThrow(refused);
  });

  test('any text is a path or gets a PathSyntaxError with a position in it', () => {
    const piece = fc.constantFrom(
      '$',
      '$.',
      '..',
      '.a',
      '[0]',
      "['b']",
      '[*]',
      '[?(',
      ')]',
      '@',
      '==',
      '1',
      "'",
      '&&',
      '!',
      ' ',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => `$${pieces.join('')}`),
    );
    fc.assert(
      fc.property(text, (path) => {
        try {
          parsePath(path);
        } catch (error) {
          expect(error).toBeInstanceOf(PathSyntaxError);
          expect((error as PathSyntaxError).position).toBeLessThanOrEqual(path.length);
        }
      }),
    );
  });
});

describe('writing', () => {
  const input: Json = { kept: { deep: 1 }, list: [1, { a: 2 }] };

  test.each([
    { path: '$', output: 'new', source: `${spec}/#using-resultpath` },
    { path: '$.kept', output: { kept: 'new', list: [1, { a: 2 }] }, source: `${spec}/#using-resultpath` },
    { path: '$.made.here', output: { ...input, made: { here: 'new' } }, source: `${spec}/#using-resultpath` },
    {
      path: '$.kept.beside',
      output: { ...input, kept: { deep: 1, beside: 'new' } },
      source: `${spec}/#using-resultpath`,
    },
    { path: '$.list[1].b', output: { ...input, list: [1, { a: 2, b: 'new' }] }, source: `${spec}/#ref-paths` },
    { path: '$.list[0]', output: { ...input, list: ['new', { a: 2 }] }, source: `${spec}/#ref-paths` },
  ])('$path', ({ path, output }) => {
    const before = structuredClone(input);
    expect(writeReference(parsePath(path), input, 'new')).toEqual(output);
    expect(input).toEqual(before);
  });

  const conflict = 'https://github.com/aws/aws-cdk/issues/29473';
  test.each([
    { path: '$.x', document: 'text', cause: 'Unable to apply ReferencePath $.x to input "text"', source: conflict },
    {
      path: '$.a.b',
      document: { a: 1 },
      cause: 'Unable to apply ReferencePath $.a.b to input {"a":1}',
      source: conflict,
    },
    {
      path: '$.a.b',
      document: { a: [1] },
      cause: 'Unable to apply ReferencePath $.a.b to input {"a":[1]}',
      source: conflict,
    },
    {
      path: '$.a[1]',
      document: { a: [1] },
      cause: 'Unable to apply ReferencePath $.a[1] to input {"a":[1]}',
      source: conflict,
    },
    { path: '$.a[0]', document: {}, cause: 'Unable to apply ReferencePath $.a[0] to input {}', source: conflict },
  ])('$path does not fit $document', ({ path, document, cause }) => {
    expect(() => writeReference(parsePath(path), document, 1)).toThrow(
      new ReferenceConflict(parsePath(path), document),
    );
    expect(() => writeReference(parsePath(path), document, 1)).toThrow(cause);
  });

  const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', "it's", 'a.b'));
  const pathTo = (names: string[]): string => `$${names.map((part) => `[${JSON.stringify(part)}]`).join('')}`;

  test('what was written is read back, and the rest stays the same object', () => {
    const json = fc.jsonValue() as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), json, json, (names, other, value) => {
        const document = { [`${names[0]!}!`]: [other] };
        const written = writeReference(parsePath(pathTo(names)), document, value) as typeof document;
        expect(read(pathTo(names), written)).toBe(value);
        expect(written[`${names[0]!}!`]).toBe(document[`${names[0]!}!`]);
        expect(Object.getPrototypeOf(written)).toBe(Object.prototype);
      }),
    );
  });

  test('names of prototypes are ordinary names', () => {
    expect(read('$.constructor', {})).toEqual({ missing: "No results for path: $['constructor']" });
    expect(read('$..__proto__', {})).toEqual([]);
    writeReference(parsePath('$.__proto__.polluted'), {}, true);
    expect('polluted' in {}).toBe(false);
  });
});

test('a document of 10,000 levels can be scanned', () => {
  let deep: Json = 1;
  for (let level = 0; level < 10_000; level += 1) deep = { a: deep };
  expect(read('$..a', deep)).toHaveLength(10_000);
  expect(read('$.a[0]', deep)).toEqual({ missing: expect.stringContaining('nested too deeply') as string });
  expect(() => writeReference(parsePath('$[0]'), deep, 1)).toThrow('nested too deeply');
});
