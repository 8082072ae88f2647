import type { IntrinsicArgument } from '../../spec/intrinsic.ts';
import type { Json } from '../../spec/states.ts';
import { javaText, jsonText } from '../java-text.ts';
import { invalid } from './arguments.ts';

const part = /\\([\\'{}])|\{\}|[^\\{}]+|[\s\S]/g;

/** States.Format: each `{}` of the first argument becomes what Java prints of the next one. A backslash escapes ', {, } and \. */
export function format(given: readonly Json[], written: readonly IntrinsicArgument[]): string {
  const [template = invalid(), ...values] = given;
  const first = written[0];
  const parts = partsOf(first?.kind === 'string' ? first.source : javaText(template));
  if (parts.filter((text) => text === undefined).length !== values.length) {
    invalid('Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.');
  }
  const texts = values.map((value, at) => textOf(value, written[at + 1]));
  return parts.map((text) => text ?? texts.shift()!).join('');
}

/** Undefined stands for `{}`. */
function partsOf(template: string): (string | undefined)[] {
  return [...template.matchAll(part)].map(([text, escaped]) => {
    if (text === '{') invalid("Invalid template in States.Format: matching '}' not found for '{'.");
    if (text === '}') invalid("Invalid template in States.Format: matching '{' not found for '}'.");
    return text === '{}' ? undefined : (escaped ?? text);
  });
}

/** What States.StringToJson gives is still a JSON node on AWS, which prints itself as JSON. */
function textOf(value: Json, written: IntrinsicArgument | undefined): string {
  return written?.kind === 'call' && written.name === 'States.StringToJson' ? jsonText(value) : javaText(value);
}
