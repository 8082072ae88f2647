import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, type Settings } from '../../worker/config.ts';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('that are absent have their defaults, all below the data folder', () => {
    const data = resolve('.avesa');
    expect(readConfig({})).toMatchObject({
      data,
      lake: `${data}/lake`,
      state: `${data}/state.db`,
      temporal: { address: null, namespace: 'default', api_key: null, tls: false },
      task_queue: 'avesa',
      metrics_address: null,
      log_level: 'info',
    });
  });

  test('that are empty are absent', () => {
    expect(readConfig({ AVESA_DATA: '', TEMPORAL_ADDRESS: '', AVESA_ACTIVITY_SLOTS: '' })).toEqual(readConfig({}));
  });

  test('of the command line come before those of the environment', () => {
    const options: Settings = { AVESA_TASK_QUEUE: 'mine', AVESA_DATA: '/data' };
    expect(readConfig({ AVESA_TASK_QUEUE: 'theirs', AVESA_LOG_LEVEL: 'warn' }, options)).toMatchObject({
      task_queue: 'mine',
      log_level: 'warn',
      lake: '/data/lake',
    });
  });

  test.each([
    { env: { TEMPORAL_API_KEY: 'k', TEMPORAL_ADDRESS: 'h:1' }, tls: true },
    {
      env: { TEMPORAL_TLS_CLIENT_CERT_PATH: 'c', TEMPORAL_TLS_CLIENT_KEY_PATH: 'k', TEMPORAL_ADDRESS: 'h:1' },
      tls: true,
    },
    { env: { TEMPORAL_TLS_SERVER_CA_CERT_PATH: 'ca', TEMPORAL_ADDRESS: 'h:1' }, tls: true },
    { env: { TEMPORAL_TLS: 'true', TEMPORAL_ADDRESS: 'h:1' }, tls: true },
    { env: { TEMPORAL_TLS: 'false', TEMPORAL_ADDRESS: 'h:1' }, tls: false },
    { env: { TEMPORAL_ADDRESS: '[::1]:7233' }, tls: false },
  ] as { env: Record<string, string>; tls: boolean }[])('$env have TLS: $tls', ({ env, tls }) => {
    expect(readConfig(env).temporal.tls).toBe(tls);
  });

  test.each([
    ['TEMPORAL_ADDRESS', 'localhost', "TEMPORAL_ADDRESS: must be HOST:PORT: 'localhost'"],
    ['TEMPORAL_ADDRESS', 'http://localhost:7233', "TEMPORAL_ADDRESS: must be HOST:PORT: 'http://localhost:7233'"],
    ['AVESA_METRICS_ADDRESS', '9464', "AVESA_METRICS_ADDRESS: must be HOST:PORT: '9464'"],
    ['AVESA_ACTIVITY_SLOTS', '0', "AVESA_ACTIVITY_SLOTS: must be from 1 to 10000: '0'"],
    ['AVESA_ACTIVITY_SLOTS', 'many', "AVESA_ACTIVITY_SLOTS: must be a whole number: 'many'"],
    ['AVESA_SHUTDOWN_GRACE_SECONDS', '-1', "AVESA_SHUTDOWN_GRACE_SECONDS: must be a whole number: '-1'"],
    [
      'AVESA_DUCKDB_MEMORY',
      'lots',
      "AVESA_DUCKDB_MEMORY: must be a size as DuckDB reads it, as in '1GB' or '50%': 'lots'",
    ],
    ['AVESA_DUCKDB_THREADS', '1.5', "AVESA_DUCKDB_THREADS: must be a whole number: '1.5'"],
    ['TEMPORAL_TLS', 'yes', "TEMPORAL_TLS: must be 'true' or 'false': 'yes'"],
  ])('%s=%s is one line of complaint', (name, value, problem) => {
    expect(problemsOf({ [name]: value })).toEqual([problem]);
  });

  test('that are wrong are all named at once', () => {
    const problems = problemsOf({ AVESA_LOG_LEVEL: 'loud', AVESA_ACTIVITY_SLOTS: 'x', TEMPORAL_ADDRESS: 'y' });
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'AVESA_ACTIVITY_SLOTS',
      'AVESA_LOG_LEVEL',
      'TEMPORAL_ADDRESS',
    ]);
  });

  test.each([
    { env: { TEMPORAL_TLS_CLIENT_CERT_PATH: 'c', TEMPORAL_ADDRESS: 'h:1' }, says: 'set both or none' },
    { env: { TEMPORAL_API_KEY: 'k', TEMPORAL_TLS: 'false', TEMPORAL_ADDRESS: 'h:1' }, says: 'needs TLS' },
    {
      env: { TEMPORAL_TLS_SERVER_CA_CERT_PATH: 'ca', TEMPORAL_TLS: 'false', TEMPORAL_ADDRESS: 'h:1' },
      says: 'needs TLS',
    },
    { env: { TEMPORAL_API_KEY: 'k' }, says: 'must be set where' },
    { env: { TEMPORAL_TLS_SERVER_CA_CERT_PATH: 'ca' }, says: 'must be set where' },
    {
      env: { TEMPORAL_TLS_CLIENT_CERT_PATH: 'c', TEMPORAL_TLS_CLIENT_KEY_PATH: 'k' },
      says: 'must be set where',
    },
  ] as { env: Record<string, string>; says: string }[])(
    'that contradict each other are refused: $says',
    ({ env, says }) => {
      expect(problemsOf(env)).toEqual([expect.stringContaining(says)]);
    },
  );

  test('never show an API key in a complaint', () => {
    const env = { TEMPORAL_API_KEY: 'k-3f9a-key', TEMPORAL_TLS: 'maybe', TEMPORAL_ADDRESS: 'nowhere' };
    expect(problemsOf(env).join()).not.toContain('3f9a');
    expect(problemsOf({ TEMPORAL_API_KEY: 'k-3f9a-key' }).join()).not.toContain('3f9a');
  });
});
