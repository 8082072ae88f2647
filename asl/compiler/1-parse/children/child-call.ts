import ts from 'typescript';
import {
  childOption,
  childOptionsNotRead,
  childPolicy,
  optionHasNoMeaning,
  tooManyArguments,
  workflowIsNoFunction,
} from '../../diagnostics/sdk.ts';
import { constantOf } from '../constant.ts';
import { durationMs } from '../duration.ts';
import type { Lowering } from '../scope.ts';
import { knownFunction } from '../sdk.ts';
import { unwrapped } from '../unwrapped.ts';
import { importedAt } from '../symbols.ts';

export interface ChildCall {
  /** The workflow's function, or its name. */
  workflow: ts.Declaration | string;
  name: string;
  argument: ts.Expression | undefined;
  workflowId: ts.Expression | undefined;
  timeoutSeconds: number | undefined;
  /** `executeChild`; else the execution is started, and nothing more. */
  waits: boolean;
}

/** `executeChild(workflow, options)` or `startChild(workflow, options)`. */
export function childCall(call: ts.CallExpression, lowering: Lowering): ChildCall | undefined {
  const known = knownFunction(call.expression, lowering.checker);
  if (known?.from !== 'temporal' || (known.name !== 'executeChild' && known.name !== 'startChild')) return undefined;
  const [target, options] = call.arguments;
  const waits = known.name === 'executeChild';
  const workflow = target && workflowOf(target, lowering.checker);
  if (target === undefined || workflow === undefined) {
    lowering.report(workflowIsNoFunction, target ?? call, target?.getText() ?? '');
    return { workflow: '', name: '', argument: undefined, workflowId: undefined, timeoutSeconds: undefined, waits };
  }
  const child = {
    workflow,
    name: target.getText(),
    argument: undefined,
    workflowId: undefined,
    timeoutSeconds: undefined,
    waits,
  };
  return { ...child, ...readOptions(options, waits, call, lowering) };
}

function workflowOf(node: ts.Expression, checker: ts.TypeChecker): ts.Declaration | string | undefined {
  const bare = unwrapped(node);
  const constant = constantOf(bare, checker)?.value;
  if (typeof constant === 'string') return constant;
  const symbol = importedAt(ts.isPropertyAccessExpression(bare) ? bare.name : bare, checker);
  const declared = symbol?.valueDeclaration;
  if (declared === undefined) return undefined;
  if (ts.isFunctionDeclaration(declared)) return declared.body === undefined ? symbol?.name : declared;
  if (!ts.isVariableDeclaration(declared) || declared.initializer === undefined) return undefined;
  const value = unwrapped(declared.initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : undefined;
}

type Options = Pick<ChildCall, 'argument' | 'workflowId' | 'timeoutSeconds'>;

function readOptions(
  node: ts.Expression | undefined,
  waits: boolean,
  call: ts.CallExpression,
  lowering: Lowering,
): Options {
  const options: Options = { argument: undefined, workflowId: undefined, timeoutSeconds: undefined };
  let policy: ts.Expression | undefined;
  const bare = node && unwrapped(node);
  if (bare !== undefined && !ts.isObjectLiteralExpression(bare)) lowering.report(childOptionsNotRead, bare);
  for (const property of bare !== undefined && ts.isObjectLiteralExpression(bare) ? bare.properties : []) {
    const name =
      property.name !== undefined && (ts.isIdentifier(property.name) || ts.isStringLiteralLike(property.name))
        ? property.name.text
        : '';
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    if (value === undefined) lowering.report(childOptionsNotRead, property);
    else if (name === 'args') options.argument = argumentOf(value, lowering);
    else if (name === 'workflowId') options.workflowId = value;
    else if (name === 'workflowExecutionTimeout') options.timeoutSeconds = secondsOf(value, lowering);
    else if (name === 'parentClosePolicy') policy = value;
    else if (ignoredOptions.has(name)) lowering.report(optionHasNoMeaning, property, name);
    else lowering.report(childOption, property, name);
  }
  checkPolicy(policy, waits, call, lowering);
  return options;
}

const ignoredOptions: ReadonlySet<string> = new Set([
  'taskQueue',
  'searchAttributes',
  'typedSearchAttributes',
  'memo',
  'priority',
  'staticSummary',
  'staticDetails',
  'cancellationType',
  'workflowTaskTimeout',
  'versioningIntent',
]);

function argumentOf(node: ts.Expression, lowering: Lowering): ts.Expression | undefined {
  const bare = unwrapped(node);
  if (!ts.isArrayLiteralExpression(bare) || bare.elements.some(ts.isSpreadElement)) {
    lowering.report(childOptionsNotRead, bare);
    return undefined;
  }
  if (bare.elements.length > 1) lowering.report(tooManyArguments, bare.elements[1]!, 'the child workflow');
  return bare.elements[0];
}

function secondsOf(node: ts.Expression, lowering: Lowering): number | undefined {
  const ms = durationMs(constantOf(node, lowering.checker)?.value);
  if (ms !== undefined && ms >= 1000 && ms % 1000 === 0) return ms / 1000;
  lowering.report(childOptionsNotRead, node);
  return undefined;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A child that is waited for ends with its parent; one that is only started goes on. */
function checkPolicy(
  node: ts.Expression | undefined,
  waits: boolean,
  call: ts.CallExpression,
  { checker, report }: Lowering,
): void {
  const value = node && (constantOf(node, checker)?.value ?? node.getText());
  const text = value === undefined ? undefined : asText(value).replace(/^.*\./, '').replace('PARENT_CLOSE_POLICY_', '');
  const isAbandoned = text === 'ABANDON';
  if (waits ? isAbandoned || text === 'REQUEST_CANCEL' : !isAbandoned)
    report(childPolicy, node ?? call, waits ? 'executeChild' : 'startChild');
}
