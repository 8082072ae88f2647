import type { z } from 'zod';

/** Fields that would hold a credential itself, wherever they stand. */
export const looksLikeCredential =
  /^(proxy-)?authorization$|cookie|pass(word|wd|phrase)|secret|credential|signature|(api|access|private|public|client|subscription)[-_ ]?key$|(^|[-_ ]|auth|access|api)(token|auth)$/i;
export const nameInstead = 'a credential is never written here: name it by auth.secret_ref, as env:NAME or file:PATH';

/** What is wrong with a configuration, a line each: where, what, and what to write. Values are never shown. */
export function problemsOf(schema: z.ZodType, input: unknown): string[] {
  const result = schema.safeParse(input, { error: (issue) => explain(issue) });
  if (result.success) return [];
  return result.error.issues.flatMap(({ path, message }) => {
    const where = path.map((step) => nameText(String(step))).join('.');
    return message.split('\n').map((line) => (where === '' ? line : `${where}: ${line}`));
  });
}

/** A text from outside, in one line and not too long. */
function nameText(name: string): string {
  const text = name.slice(0, 60);
  return /^[\w-]+$/.test(text) ? text : JSON.stringify(text);
}

function explain(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing: write ${kind(issue.expected)}`
        : `is ${found(issue.input)}: write ${kind(issue.expected)}`;
    case 'invalid_value':
      return `write ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `write ${issue.options.map((value) => JSON.stringify(value)).join(' or ')}`
        : undefined;
    case 'too_small':
      return `is too ${sizeWord(issue.origin)}: write ${issue.inclusive === false ? 'more than' : 'at least'} ${sizeText(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `is too ${issue.origin === 'string' ? 'long' : 'large'}: write at most ${sizeText(issue.origin, issue.maximum)}`;
    case 'invalid_format':
      return issue.format === 'url' ? 'write an address that starts with https:// or http://' : undefined;
    case 'invalid_key':
      return issue.issues.map(({ message }) => message).join('; ');
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(key, shapeOf(issue.inst))).join('\n');
    default:
      return undefined;
  }
}

function unknownField(key: string, known: readonly string[]): string {
  const name = `'${nameText(key)}'`;
  return looksLikeCredential.test(key)
    ? `field ${name}: ${nameInstead}`
    : `unknown field ${name}: known are ${known.join(', ')}`;
}

function shapeOf(schema: unknown): string[] {
  const { shape } = (schema as z.ZodObject | undefined)?._zod.def ?? {};
  return Object.keys(shape ?? {});
}

const kinds: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};
const kind = (expected: string) => kinds[expected] ?? expected;

function found(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  return kinds[typeof input] ?? typeof input;
}

const sizeWord = (origin: string) => (origin === 'string' ? 'short' : 'small');
const sizeText = (origin: string, size: unknown) => `${String(size)}${origin === 'string' ? ' characters' : ''}`;
