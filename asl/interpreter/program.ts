import { parseIntrinsic, isIntrinsic, type IntrinsicCall } from '../spec/intrinsic.ts';
import { expressionIn, isExpression, parseJsonata, type ParsedExpression } from '../spec/jsonata.ts';
import { javaHashOrder } from './java-hash-order.ts';
import { parsePath, type Path } from '../spec/path.ts';
import type { Json, QueryLanguage, State, StateMachine } from '../spec/states.ts';

/** A definition made ready to run: every path, intrinsic function, expression and template of it is parsed once, when first met. */
export class Program {
  readonly definition: StateMachine;
  readonly #language: QueryLanguage;
  readonly #paths = new Map<string, Path>();
  readonly #expressions = new Map<string, Expression>();
  readonly #pathTemplates = new Map<Json, PathTemplate>();
  readonly #expressionTemplates = new Map<Json, ExpressionTemplate>();

  constructor(definition: StateMachine) {
    this.definition = definition;
    this.#language = definition.QueryLanguage ?? 'JSONPath';
  }

  isJsonata(state: State): boolean {
    return (state.QueryLanguage ?? this.#language) === 'JSONata';
  }

  path(text: string): Path {
    return memo(this.#paths, text, parsePath);
  }

  expression(text: string): Expression {
    return memo(this.#expressions, text, (whole) => {
      const source = expressionIn(whole);
      return { source, parsed: parseJsonata(source) };
    });
  }

  /** A payload template of a JSONPath state: fields named `x.$` hold a path or an intrinsic function. */
  pathTemplate(template: Json): PathTemplate {
    return memo(this.#pathTemplates, template, (json) => this.#compilePaths(json));
  }

  /** A payload template of a JSONata state: strings `{% … %}` are expressions. */
  expressionTemplate(template: Json): ExpressionTemplate {
    return memo(this.#expressionTemplates, template, (json) => this.#compileExpressions(json));
  }

  query(text: string): Query {
    return isIntrinsic(text)
      ? { kind: 'intrinsic', text, call: parseIntrinsic(text) }
      : { kind: 'path', path: this.path(text) };
  }

  #compilePaths(json: Json): PathTemplate {
    if (Array.isArray(json)) {
      const items = json.map((item) => this.#compilePaths(item));
      return items.every(isLiteral) ? { kind: 'literal', value: json } : { kind: 'array', items };
    }
    if (json === null || typeof json !== 'object') return { kind: 'literal', value: json };
    const entries = Object.entries(json);
    const fields = entries
      .filter(([key]) => !key.endsWith('.$'))
      .map(([key, value]): [string, PathTemplate] => [key, this.#compilePaths(value)]);
    // Measured on AWS: fields to be read come last, in the order of a HashMap.
    const queries = javaHashOrder(
      entries.filter(([key]) => key.endsWith('.$')),
      ([key]) => key.slice(0, -2),
    ).map(([key, value]): [string, Query] => [key, this.query(value as string)]);
    if (queries.length === 0 && fields.every(([, field]) => isLiteral(field))) return { kind: 'literal', value: json };
    return { kind: 'object', fields: [...fields, ...queries] };
  }

  #compileExpressions(json: Json): ExpressionTemplate {
    if (typeof json === 'string') {
      return isExpression(json)
        ? { kind: 'expression', expression: this.expression(json) }
        : { kind: 'literal', value: json };
    }
    if (Array.isArray(json)) {
      const items = json.map((item) => this.#compileExpressions(item));
      return items.every(isLiteral) ? { kind: 'literal', value: json } : { kind: 'array', items };
    }
    if (json === null || typeof json !== 'object') return { kind: 'literal', value: json };
    const fields = Object.entries(json).map(([key, value]): [string, ExpressionTemplate] => [
      key,
      this.#compileExpressions(value),
    ]);
    return fields.every(([, field]) => isLiteral(field))
      ? { kind: 'literal', value: json }
      : { kind: 'object', fields };
  }
}

export interface Expression {
  /** Without its `{%` and `%}`. */
  source: string;
  parsed: ParsedExpression;
}

export type Query = { kind: 'path'; path: Path } | { kind: 'intrinsic'; text: string; call: IntrinsicCall };

interface Literal {
  kind: 'literal';
  value: Json;
}

export type PathTemplate =
  Literal | { kind: 'array'; items: PathTemplate[] } | { kind: 'object'; fields: [string, PathTemplate | Query][] };

export type ExpressionTemplate =
  | Literal
  | { kind: 'expression'; expression: Expression }
  | { kind: 'array'; items: ExpressionTemplate[] }
  | { kind: 'object'; fields: [string, ExpressionTemplate][] };

function isLiteral(part: { kind: string }): boolean {
  return part.kind === 'literal';
}

function memo<K, V>(known: Map<K, V>, key: K, make: (key: K) => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make(key);
    known.set(key, value);
  }
  return value;
}
