import { once } from 'node:events';
import { createServer } from 'node:net';
import { Runtime } from '@temporalio/worker';
import { afterEach, expect, test } from 'vitest';
import type { MetricName } from '../../activities/ports.ts';
import { chooseFreePorts } from '../../worker/free-ports.ts';
import { createLog } from '../../worker/log.ts';
import { createMetrics, metricNames } from '../../worker/metrics.ts';
import { installRuntime } from '../../worker/runtime.ts';

const log = createLog({ level: 'silent' });
afterEach(async () => {
  await Runtime.instance().shutdown();
});

const scrape = async (address: string) => (await fetch(`http://${address}/metrics`)).text();

test('each of the twelve is at the Prometheus endpoint under its name, with its labels', async () => {
  const [port] = await chooseFreePorts(1);
  const metrics_address = `127.0.0.1:${port}`;
  const metrics = createMetrics(installRuntime({ log, log_level: 'info', metrics_address }));
  const names = Object.keys(metricNames) as MetricName[];
  expect(names).toHaveLength(12);
  for (const name of names) {
    const isCounter = metricNames[name].name.endsWith('_total');
    if (isCounter) metrics.count(name, 2, { tenant: 'acme' });
    if (isCounter) metrics.count(name, 3, { tenant: 'acme' });
    else metrics.gauge(name, 1.5, { tenant: 'acme' });
  }
  const text = await scrape(metrics_address);
  for (const { name, description } of Object.values(metricNames)) {
    expect(text).toContain(`# HELP ${name} ${description}`);
    expect(text).toContain(`${name}{tenant="acme"} ${name.endsWith('_total') ? 5 : 1.5}`);
  }
});

test('what would be below zero is zero: a watermark ahead of this host', async () => {
  const [port] = await chooseFreePorts(1);
  const metrics_address = `127.0.0.1:${port}`;
  createMetrics(installRuntime({ log, log_level: 'info', metrics_address })).gauge('DataFreshness', -30, {
    tenant: 'acme',
  });
  expect(await scrape(metrics_address)).toContain('avesa_data_freshness_seconds{tenant="acme"} 0');
});

test('without an endpoint counting does nothing', () => {
  const metrics = createMetrics(installRuntime({ log, log_level: 'info', metrics_address: null }));
  expect(() => {
    metrics.count('ChunksProcessed', 1, {});
    metrics.gauge('ErrorRate', 1, {});
  }).not.toThrow();
});

test('an address in use is one clear line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  expect(() => installRuntime({ log, log_level: 'info', metrics_address: `127.0.0.1:${port}` })).toThrow(
    `AVESA_METRICS_ADDRESS: cannot listen at 127.0.0.1:${port}: Address already in use`,
  );
  other.close();
});
