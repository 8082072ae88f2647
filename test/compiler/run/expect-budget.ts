import { expect } from 'vitest';
import type { Budget } from '../../../asl/compiler/4-budget/budget.ts';
import type { RunOnInterpreter } from './on-interpreter.ts';

/** A run in which nothing fails has no fewer events than its budget says. */
export function expectBudget({ events }: RunOnInterpreter, budget: Budget): void {
  if (events.some((type) => /Failed|TimedOut|Aborted/.test(type))) return;
  expect(events.length).toBeGreaterThanOrEqual(budget.events ?? Infinity);
}
