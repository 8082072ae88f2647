import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  executeChild,
  proxyActivities,
  TimeoutFailure,
} from '@temporalio/workflow';

interface Activities {
  act(name: string): Promise<string>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function inside(input: { name: string }): Promise<string> {
  if (input.name === 'own child') throw ApplicationFailure.create({ type: 'OfChild', message: 'm' });
  return await act(input.name);
}

/** Which failure it is, in tests of all forms. */
export async function instancesOfFailures(input: { name: string }): Promise<string> {
  try {
    if (input.name === 'own') throw ApplicationFailure.nonRetryable('mine', 'Mine');
    if (input.name.endsWith('child')) return await executeChild(inside, { args: [input] });
    return await act(input.name);
  } catch (error) {
    const isActivity = error instanceof ActivityFailure;
    if (error instanceof ApplicationFailure && error.type === 'Mine') return 'mine';
    if (error instanceof ChildWorkflowFailure) return `child ${isActivity}`;
    if (!(error instanceof ActivityFailure)) throw error;
    if (error.cause instanceof TimeoutFailure) return `late ${isActivity}`;
    if (error.cause instanceof ApplicationFailure) {
      switch (error.cause.type) {
        case 'Gone':
          return 'gone';
        case 'Busy':
          throw error;
      }
      return `other ${isActivity}`;
    }
    return 'never';
  }
}
