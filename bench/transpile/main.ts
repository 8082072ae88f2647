import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurns } from '../measure.ts';
import { packageRoot } from '../package-root.ts';
import { report } from './report.ts';
import { checkDefinitions, transpile, tsc } from './sides.ts';

const repetitions = 21;

const out = await mkdtemp(join(tmpdir(), 'avesa-bench-'));
try {
  const sides = { ours: () => transpile(out), tsc };
  // The first run of each reads from the disk what later ones find in memory.
  for (const side of Object.values(sides)) await side();
  await checkDefinitions(out);
  const told = (label: keyof typeof sides) => async (repetition: number) => {
    const milliseconds = await sides[label]();
    process.stderr.write(`${repetition + 1} of ${repetitions}: ${label}, ${milliseconds.toFixed(0)} ms\n`);
    return milliseconds;
  };
  const results = report(await inTurns(repetitions, { ours: told('ours'), tsc: told('tsc') }));
  process.stdout.write(results);
  await writeFile(join(packageRoot, 'bench', 'transpile-results.md'), results);
} finally {
  await rm(out, { recursive: true, force: true });
}
