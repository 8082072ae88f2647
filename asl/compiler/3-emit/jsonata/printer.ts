import type { Json } from '../../../spec/states.ts';
import type { Expr, Lambda, Local } from '../../ir.ts';
import { mayBe, nullish, undefinedKind } from '../../kinds.ts';
import { binding, jsonLiteral, printed, textLiteral, within, type Printed } from './printed.ts';
import { printArray, printObject } from './constructors.ts';
import { printCall } from './operations.ts';
import { isName } from './words.ts';
import { printEqual, printIs, printKind, printText, printTruthy } from './tests.ts';
import { printSource } from './sources.ts';
import type { Surroundings } from './surroundings.ts';

/** Prints one expression. Names inside are its own: two of them never clash. */
export class Printer {
  readonly #surroundings: Surroundings;
  readonly #locals = new Map<Local, string>();
  readonly #taken = new Set<string>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Nothing that a variable of the machine, or a function, could be called. */
  nameOf(local: Local): string {
    const known = this.#locals.get(local);
    if (known !== undefined) return known;
    const base = `${local.name.replace(/[^A-Za-z0-9]/g, '') || 'value'}_`;
    let name = base;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${base}${count}`;
    this.#taken.add(name);
    this.#locals.set(local, name);
    return name;
  }

  /** A name for a value that is computed on the way. */
  fresh(name: string): string {
    return this.nameOf({ name });
  }

  text(expr: Expr, tightness: number = binding.choice): string {
    return within(this.print(expr), tightness);
  }

  lambda({ parameters, body }: Lambda): string {
    const names = parameters.map((parameter) => `$${this.nameOf(parameter)}`);
    return `function(${names.join(', ')}) { ${this.text(body)} }`;
  }

  print(expr: Expr): Printed {
    switch (expr.op) {
      case 'literal':
        return this.#literal(expr.value);
      case 'undefined':
        // A name that nobody has given a value.
        return printed('{}.none');
      case 'variable': {
        const name = `$${this.#surroundings.nameOf(expr.variable)}`;
        return printed(mayBe(expr.variable.kinds, undefinedKind) ? `${name}.v` : name);
      }
      case 'local':
        return printed(`$${this.nameOf(expr.local)}`);
      case 'source':
        return printSource(expr.source, this.#surroundings.moment);
      case 'member':
        return this.#member(expr);
      case 'lookup':
        return this.#guarded(expr.object, expr.strict, (object) =>
          printed(`$lookup(${object}, ${this.text(expr.key)})`),
        );
      case 'index':
        return this.#guarded(expr.list, expr.strict, (list) => this.#index(list, expr.index));
      case 'array':
        return printArray(expr, this);
      case 'object':
        return printObject(expr, this);
      case 'arithmetic':
        return this.#arithmetic(expr);
      case 'negate':
        return printed(`-${this.text(expr.value, binding.sign)}`, binding.sign);
      case 'concat':
        return printed(expr.parts.map((part) => this.text(part, binding.sum)).join(' & '), binding.concat);
      case 'text':
        return printText(expr.value, this);
      case 'not':
        return this.#not(expr.value);
      case 'and':
      case 'or':
        return this.#logic(expr);
      case 'truthy':
        return printTruthy(expr.value, this);
      case 'equal':
        return printEqual(expr.left, expr.right, this);
      case 'compare':
        return printed(
          `${this.text(expr.left, binding.concat)} ${expr.operator} ${this.text(expr.right, binding.concat)}`,
          binding.comparison,
        );
      case 'is':
        return printIs(expr.value, expr.of, this);
      case 'conditional':
        return this.#conditional(expr);
      case 'let':
        return this.#block(expr);
      case 'call':
        return printCall(expr, this);
      case 'fail':
        return printed(`$error(${textLiteral(expr.message)})`);
      case 'refused':
        throw new Error('what was refused is not printed');
    }
  }

  #literal(value: Json): Printed {
    if (typeof value === 'number')
      return printed(
        value < 0 ? `-${numberText(-value)}` : numberText(value),
        value < 0 ? binding.sign : binding.whole,
      );
    return printed(jsonLiteral(value));
  }

  #member({ object, key, strict }: Expr & { op: 'member' }): Printed {
    return this.#guarded(object, strict, (owner) =>
      isName(key) ? printed(`${owner}.${key}`) : printed(`$lookup(${owner}, ${textLiteral(key)})`),
    );
  }

  /** JavaScript fails where there is nothing to look into. */
  #guarded(owner: Expr, strict: boolean, print: (owner: string) => Printed): Printed {
    const whole = this.print(owner);
    // A path behind a constructor or a block would be read as a step of it.
    const text = /^[$\w.]+$/.test(whole.text) || whole.text.startsWith('$lookup(') ? whole.text : `(${whole.text})`;
    if (!strict || !mayBe(owner.kinds, nullish)) return print(text);
    const name = this.fresh('owner');
    const test = printKind(`$${name}`, owner.kinds, nullish);
    return printed(
      `($${name} := ${whole.text}; ${within(test, binding.or)} ? $error("TypeError") : ${print(`$${name}`).text})`,
    );
  }

  /** `list[i]` counts from the end below 0, and takes the floor of a fraction. */
  #index(list: string, at: Expr): Printed {
    if (at.op === 'literal') return printed(`(${list})[${this.text(at)}]`);
    const text = this.text(at);
    if (/^\$\w+$/.test(text) && isCounter(at)) return printed(`(${list})[${text}]`);
    const name = this.fresh('at');
    return printed(`($${name} := ${text}; $${name} >= 0 and $floor($${name}) = $${name} ? (${list})[$${name}])`);
  }

  #arithmetic({ operator, left, right }: Expr & { op: 'arithmetic' }): Printed {
    if (operator === '**') return printed(`$power(${this.text(left)}, ${this.text(right)})`);
    const isSum = operator === '+' || operator === '-';
    const tightness = isSum ? binding.sum : binding.product;
    const first = this.text(left, tightness);
    if ((operator === '/' || operator === '%') && !(right.op === 'literal' && right.value !== 0)) {
      const name = this.fresh('divisor');
      return printed(
        `($${name} := ${this.text(right)}; $${name} = 0 ? $error("division by zero") : ${first} ${operator} $${name})`,
      );
    }
    return printed(`${first} ${operator} ${this.text(right, tightness + 1)}`, tightness);
  }

  #not(value: Expr): Printed {
    // Of what may be undefined, both `=` and `!=` are false.
    if (value.op === 'equal' && !mayBe(value.left.kinds | value.right.kinds, undefinedKind)) {
      const [left, right] = [value.left, value.right].map((side) => this.text(side, binding.concat));
      return printed(`${left!} != ${right!}`, binding.comparison);
    }
    return printed(`$not(${this.text(value)})`);
  }

  /** JSONata computes both sides of `and` and `or`: only what cannot fail may stand there. */
  #logic({ op, left, right }: Expr & { op: 'and' | 'or' }): Printed {
    if (isSafe(right)) {
      const tightness = op === 'and' ? binding.and : binding.or;
      return printed(`${this.text(left, tightness)} ${op} ${this.text(right, tightness)}`, tightness);
    }
    const test = this.text(left, binding.or);
    const other = this.text(right, binding.or);
    return printed(op === 'and' ? `${test} ? ${other} : false` : `${test} ? true : ${other}`, binding.choice);
  }

  #conditional({ test, then, otherwise }: Expr & { op: 'conditional' }): Printed {
    const [condition, first] = [this.text(test, binding.or), this.text(then, binding.or)];
    if (then.op === 'undefined')
      return printed(`$not(${this.text(test)}) ? ${this.text(otherwise, binding.or)}`, binding.choice);
    if (otherwise.op === 'undefined') return printed(`${condition} ? ${first}`, binding.choice);
    return printed(`${condition} ? ${first} : ${this.text(otherwise, binding.choice)}`, binding.choice);
  }

  /** Names that follow each other are one block. */
  #block(expr: Expr & { op: 'let' }): Printed {
    const steps: string[] = [];
    let inner: Expr = expr;
    while (inner.op === 'let') {
      const value = this.text(inner.value);
      steps.push(`$${this.nameOf(inner.local)} := ${value}`);
      inner = inner.body;
    }
    return printed(`(${[...steps, this.text(inner)].join('; ')})`);
  }
}

/** Digits that JSONata reads: it has no `1e21`. */
const numberText = (value: number): string =>
  Number.isInteger(value) && value >= 1e21 ? BigInt(value).toString() : String(value);

const isCounter = (expr: Expr): boolean => expr.op === 'variable' && expr.variable.isCounter === true;

/** Whether computing it can do no harm where it is not needed. */
function isSafe(expr: Expr): boolean {
  switch (expr.op) {
    case 'literal':
    case 'variable':
    case 'local':
    case 'source':
    case 'undefined':
      return true;
    case 'member':
      return !expr.strict && isSafe(expr.object);
    case 'equal':
    case 'and':
    case 'or':
      return isSafe(expr.left) && isSafe(expr.right);
    case 'compare':
      // Of nothing or of different kinds it would fail.
      return isSafe(expr.left) && isSafe(expr.right) && !isGuessed(expr.left) && !isGuessed(expr.right);
    case 'not':
    case 'is':
    case 'truthy':
      return isSafe(expr.value);
    case 'call':
      return (
        expr.function === 'includes' && expr.arguments.every((argument) => argument.op !== 'lambda' && isSafe(argument))
      );
    default:
      return false;
  }
}

/** A place whose type a test before may have made what it is. */
const isGuessed = (expr: Expr): boolean => expr.op !== 'literal';
