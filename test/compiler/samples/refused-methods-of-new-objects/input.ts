import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

interface Activities {
  say(text: string): Promise<string>;
}
const { say } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

class Step {
  constructor(id: string) {
    if (id === '') throw ApplicationFailure.nonRetryable('no id', 'NoId');
  }
  async run(id: string): Promise<string> {
    return await say(id);
  }
}
class OtherStep extends Step {
  override async run(): Promise<string> {
    return await say('other');
  }
}

export async function constructed(input: { id: string }): Promise<string> {
  return await new Step(input.id).run(input.id);
}
export async function dispatched(input: { id: string }): Promise<string> {
  return await (new OtherStep(input.id) as Step).run(input.id);
}
