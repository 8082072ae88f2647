/**
 * The subset of ConnectWise's `conditions` that the demo source understands: comparisons `= != < <= > >=` of a field (`id`,
 * `status/name`, `status.name`) with a number, "string", [date-time], true, false or null, joined by `and`, `or` and
 * parentheses; `and` binds tighter. https://developer.connectwise.com/Best_Practices/PSA_API_Requests#Conditions
 */
export type Condition = Comparison | { all: Condition[] } | { any: Condition[] };
export interface Comparison {
  /** Lower case, as names match without regard to case. */
  field: string[];
  operator: Operator;
  value: Literal;
}
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Literal =
  | { type: 'number'; value: number | bigint }
  | { type: 'string'; value: string }
  | { type: 'datetime'; value: number }
  | { type: 'boolean'; value: boolean }
  | { type: 'null'; value: null };

/** Not of the subset; the message says what and where. */
export class ConditionError extends Error {
  override readonly name = 'ConditionError';
}

interface Token {
  kind: 'field' | 'operator' | 'number' | 'string' | 'datetime' | 'word' | '(' | ')' | 'end';
  text: string;
  at: number;
}

const shapes: [Exclude<Token['kind'], 'end'>, RegExp][] = [
  ['number', /-?\d+(?:\.\d+)?/y],
  ['word', /(?:and|or|true|false|null)(?![\w./])/iy],
  ['field', /[a-z_]\w*(?:[./][a-z_]\w*)*/iy],
  ['operator', /!=|<=|>=|=|<|>/y],
  ['string', /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y],
  ['datetime', /\[[^\]]*\]/y],
  ['(', /\(/y],
  [')', /\)/y],
];

function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    if (at >= text.length) return [...found, { kind: 'end', text: 'the end', at }];
    const token = tokenAt(text, at);
    found.push(token);
    at += token.text.length;
  }
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const [match] = shape.exec(text) ?? [];
    if (match !== undefined) return { kind, text: match, at };
  }
  throw new ConditionError(`unexpected '${text.slice(at, at + 20)}' at position ${at}`);
}

/** @throws ConditionError */
export function parseConditions(text: string): Condition {
  const queue = tokens(text);
  const condition = parseAny(queue);
  if (queue[0]!.kind !== 'end') refuse(queue[0]!, "'and', 'or' or the end");
  return condition;
}

function parseAny(queue: Token[]): Condition {
  const any = [parseAll(queue)];
  while (takeWord(queue, 'or')) any.push(parseAll(queue));
  return any.length === 1 ? any[0]! : { any };
}

function parseAll(queue: Token[]): Condition {
  const all = [parseOne(queue)];
  while (takeWord(queue, 'and')) all.push(parseOne(queue));
  return all.length === 1 ? all[0]! : { all };
}

function parseOne(queue: Token[]): Condition {
  const token = queue.shift()!;
  if (token.kind === '(') {
    const inner = parseAny(queue);
    take(queue, ')', "')'");
    return inner;
  }
  if (token.kind !== 'field') refuse(token, 'a field');
  const operator = take(queue, 'operator', 'one of = != < <= > >=');
  const value = literal(queue.shift()!);
  const ordered = operator.text !== '=' && operator.text !== '!=';
  if (ordered && (value.type === 'null' || value.type === 'boolean')) refuse(operator, `= or != before ${value.type}`);
  return { field: token.text.toLowerCase().split(/[./]/), operator: operator.text as Operator, value };
}

function take(queue: Token[], kind: Token['kind'], expected: string): Token {
  const token = queue.shift()!;
  return token.kind === kind ? token : refuse(token, expected);
}

function takeWord(queue: Token[], word: string): boolean {
  const found = queue[0]!.kind === 'word' && queue[0]!.text.toLowerCase() === word;
  if (found) queue.shift();
  return found;
}

function literal(token: Token): Literal {
  const inner = token.text.slice(1, -1);
  if (token.kind === 'number') {
    return { type: 'number', value: token.text.includes('.') ? Number(token.text) : BigInt(token.text) };
  }
  if (token.kind === 'string') return { type: 'string', value: inner.replace(/\\(.)/gs, '$1') };
  if (token.kind === 'datetime') {
    const value = parseInstant(inner.trim());
    return value === undefined
      ? refuse(token, 'a date-time as in [2026-01-31T09:30:00Z]')
      : { type: 'datetime', value };
  }
  const words = { true: true, false: false, null: null } as const;
  const word = token.text.toLowerCase();
  if (token.kind !== 'word' || !(word in words)) return refuse(token, 'a value');
  const value = words[word as keyof typeof words];
  return value === null ? { type: 'null', value } : { type: 'boolean', value };
}

/** Epoch ms of an RFC 3339 date-time, or of a date alone (UTC). */
export function parseInstant(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/i.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

function refuse(token: Token, expected: string): never {
  throw new ConditionError(`expected ${expected} at position ${token.at}, found ${token.text}`);
}
