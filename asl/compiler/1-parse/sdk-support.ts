import ts from 'typescript';
import {
  cancellationRefused,
  conditionRefused,
  continueAsNewRefused,
  externalRefused,
  messagesRefused,
  otherSdkRefused,
  sdkIgnored,
  sinksRefused,
  versioningRefused,
} from '../diagnostics/sdk.ts';
import type { DiagnosticKind } from '../diagnostics/diagnostic.ts';
import { knownFunction } from './sdk.ts';
import { isGlobal } from './symbols.ts';

type Refusal = DiagnosticKind<readonly [string]>;

const refusals: Readonly<Record<string, Refusal>> = {
  setHandler: messagesRefused,
  defineSignal: messagesRefused,
  defineQuery: messagesRefused,
  defineUpdate: messagesRefused,
  allHandlersFinished: messagesRefused,
  setDefaultSignalHandler: messagesRefused,
  currentUpdateInfo: messagesRefused,
  condition: conditionRefused,
  Trigger: conditionRefused,
  CancellationScope: cancellationRefused,
  cancellable: cancellationRefused,
  nonCancellable: cancellationRefused,
  withTimeout: cancellationRefused,
  continueAsNew: continueAsNewRefused,
  makeContinueAsNewFunc: continueAsNewRefused,
  patched: versioningRefused,
  deprecatePatch: versioningRefused,
  getExternalWorkflowHandle: externalRefused,
  proxySinks: sinksRefused,
};

/** Functions that expressions and awaits know. */
const supported: ReadonlySet<string> = new Set([
  'proxyActivities',
  'proxyLocalActivities',
  'executeChild',
  'startChild',
  'sleep',
  'workflowInfo',
  'uuid4',
  'isCancellation',
  'inWorkflowContext',
  'rootCause',
]);

/** The refusal of a function of the SDK; nothing for what can be said, or means nothing. */
export function refusedSdk(name: string): Refusal | undefined {
  if (refusals[name] !== undefined) return refusals[name];
  return supported.has(name) || ignored.has(name) ? undefined : otherSdkRefused;
}

const ignored: ReadonlySet<string> = new Set([
  'upsertSearchAttributes',
  'upsertMemo',
  'setCurrentDetails',
  'setWorkflowOptions',
  'trace',
  'debug',
  'info',
  'warn',
  'error',
]);

/** A call without a meaning for the outcome: `log.info(…)`, search attributes, `console.log(…)`. */
export function ignoredSdk(
  call: ts.CallExpression,
  checker: ts.TypeChecker,
): { kind: Refusal; name: string } | undefined {
  const { expression } = call;
  const isConsole =
    ts.isPropertyAccessExpression(expression) &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === 'console' &&
    isGlobal(expression.expression, checker);
  if (isConsole) return { kind: sdkIgnored, name: expression.getText() };
  const known = knownFunction(expression, checker);
  if (known?.from !== 'temporal' || !ignored.has(known.name)) return undefined;
  return { kind: sdkIgnored, name: expression.getText() };
}
