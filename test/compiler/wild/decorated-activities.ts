import { proxyActivities } from '@temporalio/workflow';

const registry: Record<string, string> = {};

function step(name: string) {
  return (_: object, key: string): void => {
    registry[key] = name;
  };
}

const { call } = proxyActivities<{ call(input: { step: string; value: number }): Promise<number> }>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 2 },
});

class Pipeline {
  @step('double')
  async double(value: number): Promise<number> {
    return await call({ step: registry.double, value });
  }

  @step('halve')
  async halve(value: number): Promise<number> {
    return await call({ step: registry.halve, value });
  }
}

export async function decorated(value: number): Promise<number> {
  const pipeline = new Pipeline();
  return await pipeline.halve(await pipeline.double(value));
}
