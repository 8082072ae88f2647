import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogLevel } from '../../worker/config.ts';
import { createLog, sdkLogger } from '../../worker/log.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avesa-log-'));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
async function written(level: LogLevel, write: (log: ReturnType<typeof createLog>) => void) {
  const file = join(folder, 'logs', `${++count}.log`);
  write(createLog({ level, file }));
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line is one JSON object with time, level, fields and message', async () => {
  const [line] = await written('info', (log) => {
    log.info({ job_id: 'job-1', chunks: 3 }, 'table planned');
  });
  expect(line).toMatchObject({ level: 'info', job_id: 'job-1', chunks: 3, msg: 'table planned', pid: process.pid });
  expect(new Date(line!['time'] as string).toISOString()).toBe(line!['time']);
});

test('credentials are written neither in fields nor in messages nor in errors', async () => {
  const lines = await written('info', (log) => {
    log.warn({ headers: { authorization: 'Basic c2VjcmV0cw==' } }, 'sent Authorization: Basic c2VjcmV0cw==');
    log.error({ error: new Error('https://user:c2VjcmV0cw@host failed') }, 'failed');
  });
  expect(lines).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toContain('c2VjcmV0');
});

test('an error keeps its type, message and stack', async () => {
  const [line] = await written('info', (log) => {
    log.error({ error: new RangeError('out of it') }, 'failed');
  });
  expect(line!['error']).toMatchObject({ type: 'RangeError', message: 'out of it' });
  expect((line!['error'] as { stack: string }).stack).toContain('log.test');
});

test.each([
  { level: 'warn', lines: ['warn', 'error'] },
  { level: 'debug', lines: ['debug', 'debug', 'info', 'warn', 'error'] },
  { level: 'silent', lines: [] },
] as const)("the SDK's messages come at our levels: $level", async ({ level, lines }) => {
  const found = await written(level, (log) => {
    const sdk = sdkLogger(log);
    const meta = { taskToken: 'AAAA', taskQueue: 'avesa' };
    sdk.trace('m', meta);
    sdk.debug('m', meta);
    sdk.info('m', meta);
    sdk.warn('m', meta);
    sdk.error('m', meta);
  });
  expect(found.map((line) => line['level'])).toEqual(lines);
  expect(JSON.stringify(found)).not.toContain('AAAA');
  for (const line of found) expect(line).toMatchObject({ taskQueue: 'avesa', msg: 'm' });
});
