import type { Json, MapState, Processor } from '../../spec/states.ts';
import { limits } from '../../spec/limits.ts';
import { errors, failureDetails, StateFailure } from '../failure.ts';
import { withinLimit } from '../finish.ts';
import { record, type Outcome, type Visit } from '../frame.ts';
import { Payload } from '../payload.ts';
import { effectiveInput, finishWith, templateOf } from '../templates.ts';
import { batchLimit, concurrencyOf, itemsOf, maxItemsOf, selectItem, toleranceOf } from './fields.ts';
import { readItems } from './read-items.ts';
import { runChildren, type ChildInput } from './run-children.ts';
import { writeResults } from './write-results.ts';

type Item = [key: string | undefined, value: Json];

/** A Map whose items are executions of their own. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
export async function runDistributed(visit: Visit<MapState>, processor: Processor): Promise<Outcome> {
  const { frame, state } = visit;
  const effective = effectiveInput(visit);
  const concurrency = await concurrencyOf(visit, effective, limits.distributedMapConcurrency);
  const given = state.ItemReader === undefined ? await itemsOf(visit, effective, true) : [];
  record(frame, 'MapStateStarted', { length: given.length });
  const tolerance = await toleranceOf(visit, effective);
  const maxItems = state.ItemReader === undefined ? Infinity : await unlessReader(visit, effective);
  const run = mapRun(visit);
  const started = record(frame, 'MapRunStarted', { mapRunArn: run.arn });
  const result = await recorded(visit, async () => {
    if (typeof maxItems !== 'number') throw maxItems;
    const { items, source } = await itemsToRun(visit, effective, given, maxItems);
    const inputs = await childInputs(visit, effective, items, source);
    const children = await runChildren(visit, {
      processor,
      label: run.label,
      eventId: started,
      inputs,
      concurrency,
      tolerance,
    });
    return writeResults(visit, run.arn, children, effective);
  });
  record(frame, 'MapRunSucceeded');
  record(frame, 'MapStateSucceeded');
  // Measured on AWS: the exit points at the start of the run.
  frame.thread.last = started;
  return finishWith(visit, result);
}

/** With what AWS's context object has as their source, in a distributed Map alone. */
async function itemsToRun(
  visit: Visit<MapState>,
  effective: Json,
  given: Item[],
  maxItems: number,
): Promise<{ items: Item[]; source: string }> {
  const reader = visit.state.ItemReader;
  if (reader === undefined) return { items: given, source: 'STATE_DATA' };
  const { items, source } = await readItems(visit, reader, effective, maxItems);
  return { items: items.map((value): Item => [undefined, value]), source };
}

/** A value that is no number fails the state; one that is none of its kind fails the run, once that has begun. */
async function unlessReader(visit: Visit<MapState>, effective: Json): Promise<number | StateFailure> {
  try {
    return await maxItemsOf(visit, effective);
  } catch (error) {
    if (error instanceof StateFailure && error.errorName === errors.itemReaderFailed) return error;
    throw error;
  }
}

function mapRun({ frame, state }: Visit<MapState>): { arn: string; label: string } {
  const { run } = frame;
  const label = state.Label ?? run.random.uuid();
  const { region, accountId } = run.host;
  return {
    label,
    arn: `arn:aws:states:${region}:${accountId}:mapRun:${run.machineName}/${label}:${run.random.uuid()}`,
  };
}

async function recorded<T>(visit: Visit, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    visit.frame.cancellation.throwIfCancelled();
    if (error instanceof StateFailure && error.errorName !== errors.runtime) {
      error.eventId = record(visit.frame, 'MapRunFailed', failureDetails(error));
    }
    throw error;
  }
}

/** The children's inputs: one per item, or per batch of them. */
async function childInputs(
  visit: Visit<MapState>,
  effective: Json,
  items: Item[],
  source: string,
): Promise<ChildInput[]> {
  const selected: Json[] = [];
  for (const [index, [key, value]] of items.entries()) {
    selected.push(await selectItem(visit, effective, { index, key, value, source }));
  }
  const inputs =
    visit.state.ItemBatcher === undefined
      ? selected.map((item) => ({ input: new Payload(item), items: 1 }))
      : await batches(visit, effective, selected);
  for (const { input } of inputs) withinLimit(visit, input);
  return inputs;
}

async function batches(visit: Visit<MapState>, effective: Json, items: Json[]): Promise<ChildInput[]> {
  const { BatchInput: template } = visit.state.ItemBatcher!;
  const most = await batchLimit(visit, 'MaxItemsPerBatch', effective);
  const bytes = Math.min(await batchLimit(visit, 'MaxInputBytesPerBatch', effective), limits.payloadBytes);
  const shared =
    template === undefined
      ? {}
      : { BatchInput: await templateOf(visit, 'ItemBatcher/BatchInput', template, { input: effective }) };
  const batch = (some: Json[]): ChildInput => ({ input: new Payload({ ...shared, Items: some }), items: some.length });
  const frame = Buffer.byteLength(batch([]).input.text);
  const made: ChildInput[] = [];
  let current: Json[] = [];
  let size = frame;
  for (const item of items) {
    const more = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (current.length > 0 && (current.length >= most || size + more > bytes)) {
      made.push(batch(current));
      current = [];
      size = frame;
    }
    current.push(item);
    size += more;
  }
  if (current.length > 0) made.push(batch(current));
  return made;
}
