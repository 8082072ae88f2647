import { writeFileSync } from 'node:fs';
import { peakMemory } from './peak-memory.ts';

/** Loaded into a command by `NODE_OPTIONS`: leaves the process's peak memory, in bytes, in a file. */
const file = process.env['AVESA_BENCH_PEAK_MEMORY'];
if (file !== undefined) {
  process.on('exit', () => {
    writeFileSync(file, String(peakMemory()));
  });
}
