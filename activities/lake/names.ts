import { InvalidInput } from '../errors.ts';

const segment = /^[A-Za-z0-9_][A-Za-z0-9._=-]*$/;

/**
 * A lake name is a relative POSIX path of ASCII segments that do not begin with a dot: it means the same in every file system
 * and object store, and cannot lead out of the lake.
 * @throws InvalidInput
 */
export function checkName(name: string): void {
  const segments = name.split('/');
  const isGood = name.length <= 1000 && segments.every((text) => text.length <= 200 && segment.test(text));
  if (!isGood) {
    throw new InvalidInput(
      `${JSON.stringify(name.slice(0, 100))} is not a lake name: a relative path of the characters A-Z a-z 0-9 . _ = - is one`,
    );
  }
}

/** Any text as one segment of a lake name: what a segment cannot hold becomes `=XX`, the byte's number; never empty. */
export function segmentOf(text: string): string {
  const escaped = [...Buffer.from(text)].map((byte, index) => {
    const character = String.fromCharCode(byte);
    const isPlain = /[A-Za-z0-9_]/.test(character) || (index > 0 && /[.-]/.test(character));
    return isPlain ? character : `=${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  });
  return escaped.join('') || '=';
}
