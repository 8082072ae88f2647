import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createInterpreter } from '../../asl/interpreter/interpreter.ts';
import { serveParent } from '../child.ts';
import { peakMemory } from '../peak-memory.ts';

export interface MemoryPart {
  input: { iterations: number };
  /** Milliseconds, and bytes. */
  ready: {
    milliseconds: number;
    events: number;
    /** Heap in use before it starts. */
    before: number;
    /** More of it while the interpreter and the execution with its history are kept. */
    kept: number;
    /** More of it when they are let go. */
    left: number;
    /** The most that the process had resident before it starts, and at the end. */
    peak_before: number;
    peak: number;
  };
  end: null;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function heap(): Promise<number> {
  // What the last steps of a run hold goes with their turn of the event loop; one collection may come too soon for it.
  for (let turn = 0; turn < 3; turn++) {
    await nextTurn();
    collect();
  }
  return process.memoryUsage().heapUsed;
}

const item = { Type: 'Pass', Output: { item: '{% $states.input * 2 %}' }, End: true };
const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Each',
  States: {
    Each: { Type: 'Map', ItemProcessor: { StartAt: 'Item', States: { Item: item } }, End: true },
  },
} as const;

async function run(iterations: number) {
  const interpreter = createInterpreter({ machines: { machine: JSON.stringify(definition) } });
  const input = Array.from({ length: iterations }, (_, index) => index);
  const { status } = await interpreter.start({ machine: 'machine', input }).result;
  if (status !== 'SUCCEEDED') throw new Error(`a Map of ${iterations} iterations ended as ${status}`);
  return interpreter;
}

/** A function of its own, so that nothing of it is held when it has returned. */
async function runAndKeep(iterations: number, before: number) {
  const started = performance.now();
  const interpreter = await run(iterations);
  const milliseconds = performance.now() - started;
  const peak = peakMemory();
  const kept = (await heap()) - before;
  const [execution] = interpreter.executions();
  return { milliseconds, peak, kept, events: execution!.history().length };
}

serveParent<MemoryPart>(async ({ iterations }) => {
  await run(10);
  const [before, peak_before] = [await heap(), peakMemory()];
  const { milliseconds, peak, kept, events } = await runAndKeep(iterations, before);
  const left = (await heap()) - before;
  return {
    ready: { milliseconds, events, before, kept, left, peak_before, peak },
    end: () => Promise.resolve(null),
  };
});
