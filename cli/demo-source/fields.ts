/**
 * Reads fields out of a record's own JSON text, so that what is shown of them are the record's own bytes: no number is rounded.
 * For valid JSON objects only.
 */

/** The members of a JSON object's text: name to the value's text; of a repeated name the last counts, as in JSON.parse. */
export function members(object: string): Map<string, string> {
  const found = new Map<string, string>();
  let at = skipSpace(object, 0) + 1;
  for (at = skipSpace(object, at); object[at] !== '}'; at = skipSpace(object, at)) {
    if (object[at] === ',') at = skipSpace(object, at + 1);
    const nameEnd = valueEnd(object, at);
    const name = JSON.parse(object.slice(at, nameEnd)) as string;
    const start = skipSpace(object, skipSpace(object, nameEnd) + 1);
    at = valueEnd(object, start);
    found.set(name, object.slice(start, at));
  }
  return found;
}

/** The text of the value at a path; names match without regard to case, as ConnectWise's do. Undefined: there is none. */
export function fieldText(record: string, path: readonly string[]): string | undefined {
  let text: string | undefined = record;
  for (const step of path) {
    if (!text?.startsWith('{')) return undefined;
    const wanted = step.toLowerCase();
    text = [...members(text)].findLast(([name]) => name.toLowerCase() === wanted)?.[1];
  }
  return text;
}

/** A record with only the members that the paths lead to. */
export function project(record: string, paths: readonly (readonly string[])[]): string {
  if (!record.startsWith('{') || paths.some((path) => path.length === 0)) return record;
  const kept = [...members(record)].flatMap(([name, text]) => {
    const below = paths.filter(([step]) => step!.toLowerCase() === name.toLowerCase()).map((path) => path.slice(1));
    return below.length === 0 ? [] : [`${JSON.stringify(name)}:${project(text, below)}`];
  });
  return `{${kept.join(',')}}`;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (' \t\n\r'.includes(text[at] ?? '.')) at++;
  return at;
}

/** Where the value that starts here ends. */
function valueEnd(text: string, from: number): number {
  if (text[from] === '"') return stringEnd(text, from);
  let at = from;
  if (text[from] !== '{' && text[from] !== '[') {
    while (at < text.length && !',]} \t\n\r'.includes(text[at]!)) at++;
    return at;
  }
  for (let depth = 0; at < text.length; at++) {
    if (text[at] === '"') at = stringEnd(text, at) - 1;
    else if (text[at] === '{' || text[at] === '[') depth++;
    else if ((text[at] === '}' || text[at] === ']') && --depth === 0) return at + 1;
  }
  return at;
}

function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
