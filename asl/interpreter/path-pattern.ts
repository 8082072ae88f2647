import { createContext, Script } from 'node:vm';
import type { PatternOperand } from '../spec/path.ts';
import { PathMiss } from './path-miss.ts';

/** Milliseconds that the regular expressions of one reading may still take. */
export interface PatternBudget {
  patternMilliseconds: number;
}

interface Arguments {
  pattern: RegExp;
  text: string;
}

const test = new Script('pattern.test(text)');
let context: Arguments | undefined;

/**
 * Whether a text matches, in bounded time: a backtracking expression such as (a+)+ may take years, and only code run by node:vm
 * can be interrupted while it matches. Throws a PathMiss.
 */
export function testPattern({ pattern, choices }: PatternOperand, text: string, budget: PatternBudget): boolean {
  // The call into node:vm costs more than most matches do. Without nesting, the ways to match are at most length ** choices.
  if ((text.length + 1) ** choices < 1e6) return pattern.test(text);
  context ??= createContext({}) as Arguments;
  Object.assign(context, { pattern, text });
  const start = performance.now();
  try {
    return test.runInContext(context, { timeout: Math.max(1, Math.ceil(budget.patternMilliseconds)) }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new PathMiss('The regular expression takes too long');
  } finally {
    budget.patternMilliseconds -= performance.now() - start;
  }
}
