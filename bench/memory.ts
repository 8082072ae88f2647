import { inTurns } from './measure.ts';
import { runPipeline, type Stage } from './pipeline.ts';

export type Memory = Record<'less' | 'more', number[]>;

const repetitions = 3;

/** The most memory, in bytes, that a worker has resident while it reads a table; each run has a worker of its own. */
export async function measureMemory(
  stage: Stage & { say: (text: string) => void },
  entries: Record<'less' | 'more', number>,
): Promise<Memory> {
  const run = (tenant: 'less' | 'more') => async (repetition: number) => {
    const { peak_memory } = await runPipeline(stage, tenant, entries[tenant]);
    const amount = `${(peak_memory / 1e6).toFixed(0)} MB for ${entries[tenant]} records`;
    stage.say(`memory ${repetition + 1} of ${repetitions}: ${amount}`);
    return peak_memory;
  };
  return inTurns(repetitions, { less: run('less'), more: run('more') });
}
