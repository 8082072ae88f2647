import fc from 'fast-check';
import jsonata from 'jsonata';
import { expect, test } from 'vitest';
import { evaluateJsonata, JsonataFailure } from '../../asl/interpreter/jsonata.ts';
import { parseJsonata } from '../../asl/spec/jsonata.ts';
import type { Json } from '../../asl/spec/states.ts';
import { ambient, deeplyFrozen } from './jsonata-evaluation.ts';

const field = fc.constantFrom('a', 'b', 'c');
const literal = fc.constantFrom('0', '1', '2', '-1', '1.5', '"a"', '"b"', '""', 'true', 'false', 'null');
const head = fc.constantFrom('$x', '$y', '$states.input', '($x)');
const path = fc
  .tuple(head, fc.array(fc.oneof(field, fc.constantFrom('*', '**')), { minLength: 1, maxLength: 3 }))
  .map(([first, steps]) => [first, ...steps].join('.'));
const operator = fc.constantFrom('+', '-', '*', '/', '%', '=', '!=', '<', '<=', '>', '>=', '&', 'and', 'or', 'in');
/** Functions that AWS has as the package has them. */
const builtIn = fc.constantFrom(
  ...[
    'sum',
    'max',
    'average',
    'string',
    'boolean',
    'not',
    'exists',
    'keys',
    'spread',
    'merge',
    'reverse',
    'type',
    'sort',
  ],
  ...[
    'distinct',
    'abs',
    'number',
    'lookup',
    'append',
    'zip',
    'join',
    'contains',
    'split',
    'trim',
    'length',
    'formatNumber',
  ],
);

/** Expressions of every kind of node but those whose results differ between the package's own runs. */
const expression = fc.letrec<{ any: string }>((tie) => {
  const any = tie('any');
  const joined = (open: string, close: string, most: number): fc.Arbitrary<string> =>
    fc.array(any, { maxLength: most }).map((parts) => `${open}${parts.join(', ')}${close}`);
  const templates: [string, ...fc.Arbitrary<string>[]][] = [
    ['((#) # #)', any, operator, any],
    ['#[#]', path, any],
    ['(#)[#]', any, any],
    ['(# ? # : #)', any, any, any],
    ['($y := #; #)', any, any],
    ['#.(#)', path, any],
    ['#.{"k": #, "l": #}', path, field, any],
    ['#{$string(#): #}', path, field, any],
    ['#^(>#, #)', path, field, field],
    ['#.#.{"of": %.#}', head, field, field],
    ['#.##$i.{"i": $i, "v": #}', head, field, any],
    ['#.#@$u.{"u": $u, "v": #}', head, field, field],
    ['#[]', path],
    ['[#..#]', any, any],
    ['-(#)', any],
    ['{"k": #, "l": #}', any, any],
    ['$#(#)', builtIn, any],
    ['$#(#, #)', builtIn, any, any],
    ['$map(#, function($v, $i) { # })', any, any],
    ['$filter(#, function($v) { # })', any, any],
    ['$reduce(#, function($l, $r) { # })', any, any],
    ['$sift(#, function($v, $k) { # })', any, any],
    ['(# ~> $append(#))', any, any],
    ['(# ~> |#|{"k": #}, "a"|)', any, field, any],
    ['$replace($string(#), /(a)|b/, "<$1>")', any],
    ['$match($string(#), /[ab]+/)', any],
    ['($f := function($n) { $n > 0 ? $f($n - 1) : # }; $f(#))', any, any],
    ['$append(?, #)(#)', any, any],
  ];
  const composed = templates.map(([template, ...parts]) =>
    fc.tuple(...parts).map((values) => filled(template, values)),
  );
  const leaf = fc.oneof(literal, path, fc.constantFrom('$x', '$y', '$', '$nothing'));
  return { any: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, joined('[', ']', 3), ...composed) };
}).any;

/** `##` is one place and the character `#` itself before it. */
const filled = (template: string, values: string[]): string => {
  let next = 0;
  return template.replace(/#(?!\$)/g, () => values[next++]!);
};

const data = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<Json>(null, true, false, 0, 1, 2, -1, 1.5, '', 'a', 'b', 'axb'),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(field, tie('value'), { maxKeys: 3 }) as fc.Arbitrary<Json>,
  ),
})).value;

/** The package's answer in the form of ours: JSON, and nothing more exact of a failure than that it is one. */
const answer = async (evaluation: Promise<unknown>): Promise<unknown> => {
  try {
    const value = await evaluation;
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value, asOnAws));
  } catch (error) {
    return error instanceof JsonataFailure && error.code === 'unsupported' ? 'a function' : 'a failure';
  }
};

const asOnAws = (_key: string, value: unknown): unknown => {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return Object.is(value, -0) ? 0 : value;
};

test('every expression gives what the package gives, and leaves its input alone', async () => {
  await fc.assert(
    fc.asyncProperty(expression, data, data, async (source, x, y) => {
      const bindings: Record<string, Json> = { x, y, states: { input: { a: x, b: y } } };
      // The package writes into its input.
      const copy = structuredClone(bindings);
      const ours = await answer(evaluateJsonata(parseJsonata(source), deeplyFrozen(bindings), ambient));
      fc.pre(ours !== 'a function');
      expect(ours).toEqual(await answer(jsonata(source).evaluate(undefined, copy)));
    }),
    { numRuns: 500 },
  );
});
