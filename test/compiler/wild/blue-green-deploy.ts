import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';

type Colour = 'blue' | 'green';
interface Release {
  service: string;
  image: string;
  steps?: number[];
}
const { liveColour, deploy, smokeTest, shift, metrics, scaleDown } = proxyActivities<{
  liveColour(service: string): Promise<Colour>;
  deploy(input: { service: string; colour: Colour; image: string }): Promise<void>;
  smokeTest(input: { service: string; colour: Colour }): Promise<{ passed: number; failed: number }>;
  shift(input: { service: string; to: Colour; percent: number }): Promise<void>;
  metrics(input: { service: string; colour: Colour }): Promise<{ errors: number; latency: number | null }>;
  scaleDown(input: { service: string; colour: Colour }): Promise<void>;
}>({ startToCloseTimeout: '15 minutes', retry: { maximumAttempts: 2, initialInterval: '10 seconds' } });

const other = (colour: Colour): Colour => (colour === 'blue' ? 'green' : 'blue');
const isBad = ({ errors, latency }: { errors: number; latency: number | null }): boolean =>
  errors > 0.02 || (latency ?? 0) > 800;

export async function release({
  service,
  image,
  steps = [5, 25, 100],
}: Release): Promise<{ live: Colour; rolledBack: boolean; percent: number }> {
  const live = await liveColour(service);
  const next = other(live);
  await deploy({ service, colour: next, image });
  const test = await smokeTest({ service, colour: next });
  if (test.failed > 0) {
    await scaleDown({ service, colour: next });
    throw ApplicationFailure.nonRetryable(
      `${test.failed} of ${test.passed + test.failed} checks failed`,
      'SmokeTestFailed',
    );
  }
  let reached = 0;
  for (const percent of steps) {
    await shift({ service, to: next, percent });
    reached = percent;
    await sleep(percent < 50 ? '5 minutes' : '30 minutes');
    const now = await metrics({ service, colour: next });
    if (isBad(now)) {
      await shift({ service, to: live, percent: 100 });
      await scaleDown({ service, colour: next });
      return { live, rolledBack: true, percent: reached };
    }
  }
  await scaleDown({ service, colour: live });
  return { live: next, rolledBack: false, percent: reached };
}
