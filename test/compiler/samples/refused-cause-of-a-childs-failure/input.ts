import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  executeChild,
  proxyActivities,
} from '@temporalio/workflow';

interface Activities {
  charge(order: { id: string }): Promise<string>;
}
const { charge } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function child(order: { id: string }): Promise<string> {
  return await charge(order);
}
export async function workflow(order: { id: string }): Promise<string> {
  try {
    return await executeChild(child, { args: [order] });
  } catch (error) {
    if (error instanceof ChildWorkflowFailure && error.cause instanceof ActivityFailure)
      return 'an activity of the child failed';
    if (error instanceof ChildWorkflowFailure && error.cause instanceof ApplicationFailure) return 'the child failed';
    throw error;
  }
}
