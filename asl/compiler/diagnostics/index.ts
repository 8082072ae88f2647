import type { DiagnosticKind } from './diagnostic.ts';
import * as budget from './budget.ts';
import * as expressions from './expressions.ts';
import * as flow from './flow.ts';
import * as reading from './reading.ts';
import * as sdk from './sdk.ts';

type AnyKind = DiagnosticKind;

/** Every finding there is, by its code. */
export const diagnosticKinds: readonly AnyKind[] = [reading, expressions, sdk, flow, budget]
  .flatMap((module) => Object.values(module as Readonly<Record<string, AnyKind>>))
  .sort((left, right) => (left.code < right.code ? -1 : 1));

export const diagnosticKind = (code: string): AnyKind | undefined => diagnosticKinds.find((kind) => kind.code === code);
