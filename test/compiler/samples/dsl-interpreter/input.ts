import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';

type Step =
  | { type: 'call'; name: string; argument?: string; into?: string }
  | { type: 'wait'; seconds: number }
  | { type: 'set'; into: string; value: string };
interface Activities {
  call(input: { name: string; argument: string }): Promise<string>;
}
const { call } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function runSteps(input: {
  steps: Step[];
  variables: Record<string, string>;
}): Promise<Record<string, string>> {
  const variables = { ...input.variables };
  for (const [index, step] of input.steps.entries()) {
    switch (step.type) {
      case 'call': {
        const argument = step.argument === undefined ? '' : (variables[step.argument] ?? step.argument);
        const result = await call({ name: step.name, argument });
        if (step.into !== undefined) variables[step.into] = result;
        break;
      }
      case 'wait':
        await sleep(step.seconds * 1000);
        break;
      case 'set':
        variables[step.into] = `${step.value}#${index}`;
        break;
      default:
        throw ApplicationFailure.nonRetryable('no such step', 'UnknownStep');
    }
  }
  return variables;
}
