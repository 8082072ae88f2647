import { ActivityFailure, ApplicationFailure, proxyActivities, TimeoutFailure } from '@temporalio/workflow';

interface Activities {
  work(name: string): Promise<string>;
}
const { work } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function catchByInstance(input: { name: string }): Promise<string> {
  try {
    if (input.name === 'own') throw ApplicationFailure.create({ type: 'Own', message: 'my own' });
    return await work(input.name);
  } catch (error) {
    if (error instanceof ApplicationFailure) return `application ${error.type ?? ''}`;
    if (error instanceof ActivityFailure) {
      if (error.cause instanceof TimeoutFailure) return 'timed out';
      if (error.cause instanceof ApplicationFailure && error.cause.type === 'Gone') return 'gone';
      return 'some activity failure';
    }
    throw error;
  }
}
