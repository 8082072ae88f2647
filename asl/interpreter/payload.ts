import { limits } from '../spec/limits.ts';
import type { Json } from '../spec/states.ts';

/** A value on its way between states, with its JSON text: histories and size limits need it, and it is the same for the next state. */
export class Payload {
  readonly value: Json;
  #text: string | undefined;

  constructor(value: Json, text?: string) {
    this.value = value;
    this.#text = text;
  }

  get text(): string {
    return (this.#text ??= JSON.stringify(this.value));
  }

  /** Whether it passes AWS's limit of 262,144 bytes of UTF-8. */
  get tooLarge(): boolean {
    return bytesPass(this.text, limits.payloadBytes);
  }
}

/** A value in a message of AWS's: texts without quotes. */
export function plainText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function bytesPass(text: string, limit: number): boolean {
  // A UTF-16 unit is one byte of UTF-8 at least and three at most.
  if (text.length > limit) return true;
  return text.length * 3 > limit && Buffer.byteLength(text) > limit;
}
