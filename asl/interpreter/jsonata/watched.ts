import { createContext, Script } from 'node:vm';
import { limits } from '../../spec/limits.ts';

/** What was watched took longer than an expression may. */
export class Overtime extends Error {
  override readonly name = 'Overtime';
}

const script = new Script('task()');
const sandbox: { task?: () => unknown } = createContext({});

/** Runs something that might never end. What it runs must hold nothing that a sudden end would leave half done. */
export const watched = <Result>(task: () => Result): Result => {
  sandbox.task = task;
  try {
    return script.runInContext(sandbox, { timeout: limits.expressionMilliseconds }) as Result;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new Overtime();
    throw error;
  } finally {
    delete sandbox.task;
  }
};
