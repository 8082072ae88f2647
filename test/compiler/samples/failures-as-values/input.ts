import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  act(name: string): Promise<string>;
  report(failures: { type: string; message: string }[]): Promise<void>;
}
const { act, report } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const attempt = async (name: string): Promise<{ ok: boolean; why?: string }> => {
  try {
    await act(name);
    return { ok: true };
  } catch (error) {
    return { ok: false, why: failureOf(error).type };
  }
};

/** Failures that are kept in variables, lists and objects, and thrown later as others. */
export async function failuresAsValues(input: { names: string[] }): Promise<unknown> {
  const failures: { type: string; message: string }[] = [];
  const byName: Record<string, string> = {};
  let last: { type: string; message: string } | undefined;
  for (const name of input.names) {
    try {
      await act(name);
      last = undefined;
    } catch (error) {
      last = failureOf(error);
      failures.push(failureOf(error));
      byName[name] = `${failureOf(error).type}/${failureOf(error).message}`;
    }
  }
  if (failures.length > 0) await report(failures);
  const known = failures.filter(({ type }) => ['Soft', 'Odd.Name'].includes(type)).map((t) => t.type);
  if (failures.some(({ type }) => type.startsWith('Fatal')))
    throw ApplicationFailure.nonRetryable(failures.map(({ type }) => type).join(), known[0] ?? 'Fatal');
  return { byName, last: last ?? null, known, again: [await attempt('x'), await attempt('y')] };
}
