import jsonata from 'jsonata';
import type { JsonataNode, NodeOf } from '../../spec/jsonata-ast.ts';
import { JsonataError, jsonataErrorOf } from './errors.ts';
import { bind, checkTime, frameOf, variableOf } from './run.ts';
import type { Frame } from './run.ts';
import { arityOf, isFunction, Lambda, Native, TailCall } from './values.ts';
import type { Callable, Compile, Evaluate } from './values.ts';

/** Calls a function with arguments; `context` stands in for a first argument that is left out. */
export const call = (callee: unknown, args: unknown[], context: unknown, frame: Frame): unknown => {
  let result = callOnce(callee, args, context, frame);
  while (result instanceof TailCall) {
    checkTime(frame.run);
    result = callOnce(result.callee(), result.args(), context, frame);
  }
  return result;
};

const callOnce = (callee: unknown, args: unknown[], context: unknown, frame: Frame): unknown => {
  if (!isFunction(callee)) throw new JsonataError({ code: 'T1006' });
  const valid = callee.validate ? callee.validate(args, context) : args;
  if (callee instanceof Native) return callee.implementation(valid, frame);
  const inner = frameOf(frame.run, callee.frame);
  for (const [index, parameter] of callee.parameters.entries()) bind(inner, parameter, valid[index]);
  return callee.body(callee.input, inner);
};

/** `f(x)`, and `x ~> f(y)`, which gives x as the first argument. */
export const compileCall = (node: NodeOf<'function'>, compile: Compile): CallWithFirst => {
  const callee = compile(node.procedure);
  const args = node.arguments.map(compile);
  const name = nameOf(node.procedure);
  return (input, frame, ...first) => {
    const target = callee(input, frame);
    if (target === undefined) refuseForgottenDollar('T1005', node, frame);
    const given = [...first, ...args.map((evaluate) => evaluate(input, frame))].map((value) => passed(value, frame));
    try {
      return call(target, given, input, frame);
    } catch (error) {
      throw located(error, node.position, name);
    }
  };
};

type CallWithFirst = (input: unknown, frame: Frame, ...first: unknown[]) => unknown;

/** A function that is given as an argument does not see the context of whoever calls it. */
const passed = (value: unknown, frame: Frame): unknown =>
  isFunction(value) && !(value instanceof Native && value.pattern)
    ? new Native(arityOf(value), (args) => call(value, args, null, frame))
    : value;

const located = (cause: unknown, position = 0, token: string | undefined): unknown => {
  const error = jsonataErrorOf(cause);
  if (!error) return cause;
  error.details.position ??= position;
  if (token !== undefined) error.details.token ??= token;
  return error;
};

const nameOf = (procedure: JsonataNode): string | undefined => {
  const named = procedure.type === 'path' ? procedure.steps[0]! : procedure;
  return named.type === 'name' || named.type === 'variable' ? named.value : undefined;
};

/** `sum(x)` for `$sum(x)`. */
const refuseForgottenDollar = (
  code: string,
  { procedure, position = 0 }: NodeOf<'function' | 'partial'>,
  frame: Frame,
): void => {
  const token = nameOf(procedure);
  if (procedure.type === 'path' && token !== undefined && variableOf(frame, token)) {
    throw new JsonataError({ code, position, token });
  }
};

/** A body that ends with a call gives that call back to be made by the caller. */
export const compileLambda = (node: NodeOf<'lambda'>, compile: Compile): Evaluate => {
  if (node.thunk) return compileTailCall(node.body as NodeOf<'function'>, compile);
  const parameters = node.arguments.map(({ value }) => value);
  const body = compile(node.body);
  const { signature } = node;
  const validate = signature && ((args: unknown[], context: unknown) => signature.validate(args, context));
  return (input, frame) => new Lambda(parameters, body, input, frame, validate);
};

const compileTailCall = (node: NodeOf<'function'>, compile: Compile): Evaluate => {
  const callee = compile(node.procedure);
  const args = node.arguments.map(compile);
  return (input, frame) =>
    new TailCall(
      () => callee(input, frame),
      () => args.map((evaluate) => evaluate(input, frame)),
    );
};

const hole = Symbol('hole');

/** `f(?, x)`: the function of what is left open. */
export const compilePartial = (node: NodeOf<'partial'>, compile: Compile): Evaluate => {
  const callee = compile(node.procedure);
  const args = node.arguments.map((argument) => (argument.type === 'operator' ? () => hole : compile(argument)));
  return (input, frame) => {
    const given = args.map((evaluate) => evaluate(input, frame));
    const target = callee(input, frame);
    if (target === undefined) refuseForgottenDollar('T1007', node, frame);
    if (!isFunction(target)) {
      throw new JsonataError({ code: 'T1008', position: node.position ?? 0, token: nameOf(node.procedure) ?? '' });
    }
    return partialOf(target, given);
  };
};

const partialOf = (target: Callable, given: unknown[]): Native => {
  const open = given.flatMap((value, index) => (value === hole ? [index] : []));
  return new Native(open.length, (args, frame) => {
    const all = [...given];
    for (const [position, index] of open.entries()) all[index] = args[position];
    return call(withoutSignature(target), all, undefined, frame);
  });
};

/** A partial application checks no types. */
const withoutSignature = (target: Callable): Callable =>
  target instanceof Native
    ? new Native(target.arity, target.implementation)
    : new Lambda(target.parameters, target.body, target.input, target.frame);

const chainTree = jsonata('function($f, $g) { function($x){ $g($f($x)) } }').ast() as unknown as JsonataNode;

/** `x ~> f`, and `f ~> g`, the function that does one after the other. */
export const compileApply = ({ lhs, rhs, position = 0 }: NodeOf<'apply'>, compile: Compile): Evaluate => {
  const left = compile(lhs);
  if (rhs.type === 'function') {
    const callWith = compileCall(rhs, compile);
    return (input, frame) => callWith(input, frame, left(input, frame));
  }
  const right = compile(rhs);
  const chain = compile(chainTree);
  return (input, frame) => {
    const first = left(input, frame);
    const target = right(input, frame);
    if (!isFunction(target)) throw new JsonataError({ code: 'T2006', position, value: target });
    if (isFunction(first)) return call(chain(null, frame), [first, target], null, frame);
    return call(target, [first], null, frame);
  };
};
