/** A JSON text that is to appear exactly so: `0.10`, an integer beyond 2^53, a string with escapes of its own. */
export class Exact {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
export const exact = (text: string | bigint) => new Exact(String(text));

/** A decimal with all its places, as a database's DECIMAL column is shown: `0.10`, not `0.1`. */
export const decimal = (value: number, places = 2) => exact(value.toFixed(places));

/** A string in which everything outside ASCII is escaped, as many servers write it. */
export const escaped = (text: string) =>
  exact(
    JSON.stringify(text).replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );

export type Renderable =
  | string
  | number
  | boolean
  | null
  | Exact
  | readonly Renderable[]
  | { readonly [name: string]: Renderable | undefined };

/** As JSON.stringify, but `Exact` texts stay as they are. */
export function render(value: Renderable): string {
  if (value instanceof Exact) return value.text;
  if (Array.isArray(value)) return `[${(value as readonly Renderable[]).map(render).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let text = '';
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) text += `${text === '' ? '{' : ','}"${name}":${render(member)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}
