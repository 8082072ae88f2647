import type { MapState, Processor } from '../../spec/states.ts';
import { limits } from '../../spec/limits.ts';
import { withAttempts } from '../attempts.ts';
import { record, type Outcome, type Visit } from '../frame.ts';
import { runInners } from '../inner.ts';
import { concurrencyOf, itemsOf, selectItem } from '../map/fields.ts';
import { runDistributed } from '../map/run-distributed.ts';
import { Payload } from '../payload.ts';
import { effectiveInput, finishWith } from '../templates.ts';

/** https://states-language.net/#map-state */
export function runMap(visit: Visit<MapState>): Promise<Outcome> {
  const processor = (visit.state.ItemProcessor ?? visit.state.Iterator)!;
  const distributed = processor.ProcessorConfig?.Mode === 'DISTRIBUTED';
  return withAttempts(visit, () => (distributed ? runDistributed(visit, processor) : runInline(visit, processor)), {
    givenUp: () => {
      record(visit.frame, 'MapStateFailed');
    },
  });
}

async function runInline(visit: Visit<MapState>, machine: Processor): Promise<Outcome> {
  const { frame, name } = visit;
  const { history } = frame.run;
  const effective = effectiveInput(visit);
  const limit = await concurrencyOf(visit, effective, limits.inlineMapConcurrency);
  const items = await itemsOf(visit, effective, false);
  const outputs = await runInners(visit, {
    count: items.length,
    limit,
    startedId: record(frame, 'MapStateStarted', { length: items.length }),
    start: async (index, thread) => {
      const selected = await selectItem(visit, effective, { index, value: items[index]![1] });
      history.add(thread, 'MapIterationStarted', { index, name });
      return { machine, input: new Payload(selected) };
    },
    succeeded: (index, thread) => history.add(thread, 'MapIterationSucceeded', { index, name }),
    failed: (index, thread) => history.add(thread, 'MapIterationFailed', { index, name }),
    aborted: (index, thread) => history.add(thread, 'MapIterationAborted', { index, name }),
  });
  // Measured on AWS: both of what follows point at the end of the last iteration.
  const { last } = frame.thread;
  record(frame, 'MapStateSucceeded');
  frame.thread.last = last;
  return finishWith(visit, outputs);
}
