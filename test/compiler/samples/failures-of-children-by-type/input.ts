import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  executeChild,
  proxyActivities,
} from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  work(id: string): Promise<string>;
  undo(id: string): Promise<void>;
}
const { work, undo } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function inner({ id }: { id: string }): Promise<string> {
  try {
    return await work(id);
  } catch (error) {
    if (failureOf(error).type === 'Soft') return 'soft';
    if (failureOf(error).type === 'Renamed') throw ApplicationFailure.nonRetryable('by the child', 'Other');
    throw error;
  }
}

export async function failuresOfChildrenByType(input: { ids: string[] }): Promise<string[]> {
  const out: string[] = [];
  for (const id of input.ids) {
    try {
      out.push(await executeChild(inner, { args: [{ id }] }));
    } catch (error) {
      const { type, message } = failureOf(error);
      switch (type) {
        case 'Other':
        case 'Known':
          out.push(`${type} ${message}`);
          await undo(id);
          break;
        case 'Timeout':
          out.push('late');
          break;
        default:
          if (error instanceof ActivityFailure) out.push('never');
          if (!(error instanceof ChildWorkflowFailure)) out.push('own');
          throw ApplicationFailure.create({ type: `Child${type}`, message: `${id}: ${message}` });
      }
    }
  }
  return out;
}
