import { createHash } from 'node:crypto';
import { limits } from '../../spec/limits.ts';
import { javaText } from '../java-text.ts';
import { invalid, stringOf, type Intrinsic } from './arguments.ts';

export const base64Encode: Intrinsic = ([text]) => Buffer.from(limited(stringOf(text))).toString('base64');

/** As lenient as AWS: characters that are not of the alphabet are passed over, padding ends the data. */
export const base64Decode: Intrinsic = ([text]) => Buffer.from(limited(stringOf(text)), 'base64').toString();

const algorithms = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

/** Data that is not a string is hashed as Java prints it. */
export const hash: Intrinsic = ([data = null, name]) => {
  const algorithm = algorithms.get(stringOf(name)) ?? invalid();
  return createHash(algorithm)
    .update(limited(javaText(data)))
    .digest('hex');
};

function limited(text: string): string {
  return text.length > limits.intrinsicCharacters ? invalid() : text;
}
