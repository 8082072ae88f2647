import type { ParallelState } from '../../spec/states.ts';
import { withAttempts } from '../attempts.ts';
import { record, type Outcome, type Visit } from '../frame.ts';
import { runInners } from '../inner.ts';
import { Payload } from '../payload.ts';
import { argumentsOf, effectiveInput, finishWith } from '../templates.ts';

/** https://states-language.net/#parallel-state */
export function runParallel(visit: Visit<ParallelState>): Promise<Outcome> {
  return withAttempts(visit, () => runBranches(visit), {
    givenUp: () => {
      record(visit.frame, 'ParallelStateFailed');
    },
  });
}

async function runBranches(visit: Visit<ParallelState>): Promise<Outcome> {
  const { state, frame } = visit;
  const input = new Payload(await argumentsOf(visit, effectiveInput(visit)));
  const outputs = await runInners(visit, {
    count: state.Branches.length,
    limit: state.Branches.length,
    startedId: record(frame, 'ParallelStateStarted'),
    start: (index) => ({ machine: state.Branches[index]!, input }),
  });
  const { last } = frame.thread;
  record(frame, 'ParallelStateSucceeded');
  // Measured on AWS: the exit points at the last event inside.
  frame.thread.last = last;
  return finishWith(visit, outputs);
}
