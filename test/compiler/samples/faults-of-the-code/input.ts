import { executeChild, proxyActivities } from '@temporalio/workflow';
import { failureOf, mapConcurrently, withRetries } from 'avesa/constructs';

interface Order {
  lines: { sku: string; note?: { text: string } }[];
}
interface Activities {
  load(id: string): Promise<Order>;
  note(text: string): Promise<void>;
}
const { load, note } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** What the code itself throws by a fault has one type on both engines, wherever it is caught. */
export async function faultsOfTheCode(input: { id: string; how: string }): Promise<string> {
  try {
    if (input.how === 'task') {
      const order = await load(input.id);
      return order.lines[0]!.note!.text;
    }
    if (input.how === 'map') {
      const texts = await mapConcurrently(['a', 'b'], 2, async (id) => {
        const order = await load(id);
        return order.lines.find((line) => line.sku === id)!.note!.text;
      });
      return texts.join('+');
    }
    if (input.how === 'retries') {
      return await withRetries(
        [
          { errors: ['WorkflowError'], interval: '1 second', maximumAttempts: 2 },
          { errors: ['All'], interval: '1 second', maximumAttempts: 3 },
        ],
        async () => {
          const order = await load(input.id);
          return order.lines[0]!.note!.text;
        },
      );
    }
    return await executeChild(faultyChild, { args: [{ id: input.id }] });
  } catch (error) {
    const { type } = failureOf(error);
    if (type === 'TypeError') return 'never';
    if (type === 'WorkflowError') {
      await note('a fault');
      return 'fault';
    }
    return `not a fault: ${type}`;
  }
}

export async function faultyChild(input: { id: string }): Promise<string> {
  const order = await load(input.id);
  return order.lines[0]!.note!.text;
}
