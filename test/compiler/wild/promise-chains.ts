import { log, proxyActivities, sleep } from '@temporalio/workflow';

const { geocode, weather, store } = proxyActivities<{
  geocode(city: string): Promise<{ lat: number; lon: number }>;
  weather(at: { lat: number; lon: number }): Promise<{ celsius: number }>;
  store(input: { city: string; celsius: number }): Promise<void>;
}>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 3 } });

const measure = (city: string): Promise<number> =>
  geocode(city)
    .then((place) => weather(place))
    .then(({ celsius }) => celsius);

export async function forecast(cities: string[]): Promise<number[]> {
  const measured = cities.map((city) => measure(city).then((celsius) => store({ city, celsius }).then(() => celsius)));
  const slow = sleep('1 minute').then(() => log.warn('this takes long'));
  void slow;
  return await Promise.all(measured)
    .catch((err: unknown) => {
      log.error('failed', { err });
      return [];
    })
    .finally(() => log.info('done'));
}

export async function first(cities: string[]): Promise<number> {
  const settled = await Promise.allSettled(cities.map(measure));
  const good = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  return good[0] ?? (await Promise.any([measure('London'), measure('Paris')]));
}
