import { ApplicationFailure, executeChild, proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Hyperparameters {
  learningRate: number;
  layers: number;
  dropout: number;
}
interface Trained {
  modelUri: string;
  accuracy: number;
}
interface Ml {
  splitDataset(uri: string): Promise<{ train: string; test: string }>;
  train(input: { dataset: string; parameters: Hyperparameters }): Promise<string>;
  evaluate(input: { modelUri: string; dataset: string }): Promise<number>;
  register(input: Trained & { tags: string[] }): Promise<{ version: number }>;
}
const { splitDataset, evaluate, register } = proxyActivities<Ml>({
  startToCloseTimeout: '30 minutes',
  retry: { maximumAttempts: 3 },
});
const gpu = proxyActivities<Ml>({ startToCloseTimeout: '12 hours', taskQueue: 'gpu', retry: { maximumAttempts: 1 } });

/** All combinations of the values that are to be tried. */
function grid(rates: number[], layers: number[], dropouts: number[]): Hyperparameters[] {
  return rates.flatMap((learningRate) =>
    layers.flatMap((count) => dropouts.map((dropout) => ({ learningRate, layers: count, dropout }))),
  );
}

export async function trial(input: { train: string; test: string; parameters: Hyperparameters }): Promise<Trained> {
  const modelUri = await gpu.train({ dataset: input.train, parameters: input.parameters });
  const accuracy = await evaluate({ modelUri, dataset: input.test });
  return { modelUri, accuracy };
}

export async function trainModel(input: {
  dataset: string;
  wanted: number;
  rates: number[];
  maxParallel: number;
}): Promise<{ version: number; accuracy: number }> {
  const { train, test } = await splitDataset(input.dataset);
  const candidates = grid(input.rates, [2, 4], [0, 0.25]);
  const trained = await mapConcurrently(candidates, 4, (parameters) =>
    executeChild(trial, { args: [{ train, test, parameters }] }),
  );
  const best = trained.reduce<Trained | null>(
    (top, each) => (top === null || each.accuracy > top.accuracy ? each : top),
    null,
  );
  if (best === null || best.accuracy < input.wanted) {
    throw ApplicationFailure.create({
      type: 'NotGoodEnough',
      message: best === null ? 'nothing was trained' : `best was ${Math.round(best.accuracy * 100)} %`,
      nonRetryable: true,
    });
  }
  const { version } = await register({ ...best, tags: ['auto', `candidates:${candidates.length}`] });
  return { version, accuracy: best.accuracy };
}
