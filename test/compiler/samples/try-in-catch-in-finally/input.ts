import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  act(name: string): Promise<string>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** A try in each block of another one. */
export async function tryInCatchInFinally(): Promise<string[]> {
  const out: string[] = [];
  const note = (where: string, error: unknown): string => `${where} ${failureOf(error).type}`;
  try {
    try {
      try {
        out.push(await act('a'));
      } finally {
        out.push(await act('b'));
      }
    } catch (error) {
      out.push(note('inner', error));
      try {
        out.push(await act('c'));
      } catch (second) {
        out.push(note('second', second));
        if (failureOf(error).type === 'Grave') throw error;
        throw ApplicationFailure.create({ type: 'New', message: failureOf(second).type });
      }
    } finally {
      try {
        out.push(await act('d'));
      } catch {
        out.push('d is ignored');
      }
    }
    out.push('after');
  } catch (error) {
    const { type, message } = failureOf(error);
    out.push(`outer ${type} ${message}`);
  }
  return out;
}
