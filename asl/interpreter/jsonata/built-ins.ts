import jsonata from 'jsonata';
import type { Signature } from '../../spec/jsonata-ast.ts';
import { collectionFunctions } from './functions/collections.ts';
import { dialectFunctions } from './functions/dialect.ts';
import { textFunctions } from './functions/texts.ts';
import { formatNumberWith } from './functions/format-number.ts';
import { timeFunctions } from './functions/times.ts';
import { holdText } from './run.ts';
import { isFunction, Native } from './values.ts';

/** How the package keeps its functions. */
interface Definition {
  implementation: (this: { environment: { timestamp: Date } }, ...args: unknown[]) => unknown;
  signature: Signature;
}

/** `$eval` and `$random` are not among them. */
const names =
  'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match ' +
  'contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power ' +
  'boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse each error assert type ' +
  'sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl toMillis ' +
  'fromMillis clone now millis';

const definitionsOfPackage = async (): Promise<Map<string, Definition>> => {
  const list = names.split(' ');
  const functions = (await jsonata(`[${list.map((name) => `$${name}`).join()}]`).evaluate({})) as Definition[];
  return new Map(list.map((name, index) => [name, functions[index]!]));
};

const definitions = await definitionsOfPackage();

const original =
  (name: string): Native['implementation'] =>
  (args, { run }) => {
    const { implementation } = definitions.get(name)!;
    const result = implementation.apply({ environment: { timestamp: new Date(run.ambient.now) } }, args);
    return typeof result === 'string' ? holdText(run, result) : result;
  };

const own: Record<string, Native['implementation']> = {
  ...collectionFunctions,
  ...textFunctions,
  ...timeFunctions(original),
  formatNumber: formatNumberWith(original('formatNumber')),
  type: (args, frame) => (typeof args[0] === 'number' ? 'number' : original('type')(args, frame)),
  clone: ([value]) => (value === undefined ? undefined : (JSON.parse(JSON.stringify(value, cloneable)) as unknown)),
};

const cloneable = (_key: string, value: unknown): unknown => (isFunction(value) ? '' : value);

const builtInOf = (name: string, { implementation, signature }: Definition): Native =>
  new Native(implementation.length, own[name] ?? original(name), (args, context) =>
    // Null counts as nothing.
    signature.validate(name === 'count' && args[0] === null ? [undefined, ...args.slice(1)] : args, context),
  );

/** The functions of the language as Step Functions has them: the package's own where they do not differ. */
export const builtIns: ReadonlyMap<string, Native> = new Map([
  ...Array.from(definitions, ([name, definition]) => [name, builtInOf(name, definition)] as const),
  ...Object.entries(dialectFunctions).map(
    ([name, { arity, implementation }]) => [name, new Native(arity, implementation)] as const,
  ),
]);
