import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  check(id: string): Promise<string>;
}
const { check } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function throwsOfEveryForm(input: { how: string }): Promise<string> {
  try {
    switch (input.how) {
      case 'create':
        throw ApplicationFailure.create({ type: 'Made', message: 'created', nonRetryable: true });
      case 'non-retryable':
        throw ApplicationFailure.nonRetryable('never again', 'Never');
      case 'retryable':
        throw ApplicationFailure.retryable('perhaps', 'Perhaps');
      case 'new':
        throw new ApplicationFailure('made anew', 'Anew');
      case 'computed':
        throw ApplicationFailure.create({ type: `Type${input.how.length}`, message: `how: ${input.how}` });
    }
    const answer = await check(input.how);
    if (answer === 'no') throw ApplicationFailure.nonRetryable('it said no', 'No');
    return answer;
  } catch (error) {
    const { type, message } = failureOf(error);
    if (type === 'No') throw ApplicationFailure.nonRetryable(`finally: ${message}`, 'ReallyNo');
    return `${type}: ${message}`;
  }
}
