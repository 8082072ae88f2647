import { readFile, rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { CircuitOpen, Unauthorized } from '../../activities/errors.ts';
import { Problem, Problems, WrongUsage } from '../../cli/problems.ts';
import { report } from '../../cli/report.ts';

function reported(error: unknown, argv: string[] = []): { code: number; stderr: string[] } {
  const stderr: string[] = [];
  const code = report(error, { stderr: (text) => stderr.push(text), signal: new AbortController().signal }, argv);
  return { code, stderr };
}
const system = (code: string, path?: string) => Object.assign(new Error(`${code}: …`), { code, path });

describe('an error becomes words and a code', () => {
  test.each<{ error: unknown; code: number; stderr: string[] }>([
    { error: new Problem('no such thing: look there'), code: 1, stderr: ['avesa: no such thing: look there'] },
    { error: new Problems(['one', 'two']), code: 1, stderr: ['avesa: one', 'avesa: two'] },
    { error: new WrongUsage('what?'), code: 64, stderr: ['avesa: what?'] },
    { error: new Unauthorized('tenant acme: refused'), code: 1, stderr: ['avesa: tenant acme: refused'] },
    { error: new CircuitOpen('two\nlines'), code: 1, stderr: ['avesa: two lines'] },
    {
      error: system('ENOSPC', '/data/x'),
      code: 1,
      stderr: ["avesa: the disk is full, at '/data/x': free some space, then repeat the command"],
    },
    {
      error: system('EROFS', '/data/x'),
      code: 1,
      stderr: ["avesa: cannot write '/data/x': the file system is read-only; set AVESA_DATA to a folder that is not"],
    },
    {
      error: system('EACCES', '/data/x'),
      code: 1,
      stderr: ["avesa: no permission to use '/data/x': change its owner or mode, or set AVESA_DATA to another folder"],
    },
    {
      error: Object.assign(new Error('14 UNAVAILABLE: no connection'), { name: 'ServiceError' }),
      code: 1,
      stderr: ['avesa: the Temporal server failed: 14 UNAVAILABLE: no connection'],
    },
    {
      error: new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:2') }),
      code: 1,
      stderr: ['avesa: a request to the demo source failed: fetch failed: connect ECONNREFUSED 127.0.0.1:2'],
    },
  ])('$error is $code', ({ error, code, stderr }) => {
    expect(reported(error)).toEqual({ code, stderr });
  });

  test.each([{ error: new TypeError('x is not a function') }, { error: 'a text' }, { error: undefined }])(
    'what is not known, $error, is a bug whose stack goes to a file',
    async ({ error }) => {
      const { code, stderr } = reported(error, ['run', '--json']);
      expect({ code, lines: stderr.length }).toEqual({ code: 70, lines: 1 });
      expect(stderr[0]).toMatch(/^avesa: this is a bug of avesa: .*; --debug prints it\)$/);
      const file = /the stack is in ([^;]+);/.exec(stderr[0]!)![1]!;
      const log = await readFile(file, 'utf8');
      await rm(file);
      expect(log).toContain(error instanceof Error ? error.stack : String(error));
      expect(log).toContain('["run","--json"]');
    },
  );

  test('--debug prints the stack, of a known error too', () => {
    const problem = new Problem('no', undefined, new Error('because'));
    expect(reported(problem, ['--debug']).stderr.join('\n')).toMatch(
      /^avesa: no\n.*Problem: no\n +at .*caused by Error: because/s,
    );
    const bug = reported(new TypeError('oops'), ['--debug']).stderr.join('\n');
    expect(bug).toMatch(
      /^avesa: this is a bug of avesa: TypeError: oops \(the stack follows\)\nTypeError: oops\n +at /,
    );
  });

  test('a stop that the user asked for is not a bug', () => {
    const stop = new AbortController();
    stop.abort();
    const stderr: string[] = [];
    const code = report(stop.signal.reason, { stderr: (text) => stderr.push(text), signal: stop.signal }, []);
    expect({ code, stderr }).toEqual({ code: 1, stderr: ['avesa: stopped'] });
  });
});
