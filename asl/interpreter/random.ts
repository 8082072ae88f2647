import { randomBytes } from 'node:crypto';

/** Random numbers of one execution: all of them follow from its seed. */
export interface Random {
  /** From 0, below 1. */
  next(): number;
  uuid(): string;
}

/** Mulberry32: 32 bits of state are plenty for ids and jitter, and a run is repeated by its seed alone. */
export function seededRandom(seed: string): Random {
  let state = hash(seed);
  const word = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return { next: () => word() / 4_294_967_296, uuid: () => uuidOf([word(), word(), word(), word()]) };
}

export function freshSeed(): string {
  return randomBytes(8).toString('hex');
}

/** Version 4, variant 1 of RFC 9562. */
function uuidOf(words: number[]): string {
  const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value | 0;
}
