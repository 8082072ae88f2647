import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { avesa, inFolder, type Recorded, type RecordedOptions } from './recorded.ts';

export type Files = Record<string, unknown>;

/** Runs `avesa exec` in a folder that holds these files: texts as they are, all else as JSON. */
export const exec = (
  files: Files,
  argv: readonly string[],
  options: RecordedOptions & { look?: (folder: string) => Promise<void> } = {},
): Promise<Recorded> =>
  inFolder(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
    const recorded = await avesa(['exec', ...argv], { cwd: folder, ...options });
    await options.look?.(folder);
    return recorded;
  });

export const machine = (states: Record<string, object>, more: object = {}): object => ({
  ...more,
  StartAt: Object.keys(states)[0],
  States: states,
});
export const json = ({ stdout }: Recorded): unknown => JSON.parse(stdout.join('\n'));
export const lines = ({ stdout }: Recorded): unknown[] => stdout.map((line) => JSON.parse(line) as unknown);

export const echo = machine({ Echo: { Type: 'Pass', End: true } });
export const waiting = machine({ Pause: { Type: 'Wait', Seconds: 90, Next: 'Done' }, Done: { Type: 'Succeed' } });
export const failing = machine({ Stop: { Type: 'Fail', Error: 'Broken', Cause: 'it\nbroke' } });
export const call = (name: string, more: object = {}): object => ({
  Type: 'Task',
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  End: true,
  ...more,
});
export const choosing = machine({
  Which: { Type: 'Choice', Choices: [{ Variable: '$.ok', BooleanEquals: true, Next: 'Good' }], Default: 'Bad' },
  Good: { Type: 'Succeed' },
  Bad: { Type: 'Fail', Error: 'NotOk' },
});
export const fixed = ['--start-time', '2026-01-01T00:00:00Z', '--seed', 'x'];
