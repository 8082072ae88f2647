import type { Json, ParallelState } from '../../spec/states.ts';
import { withAttempts } from '../attempts.ts';
import { evaluateTemplate } from '../expressions.ts';
import { finishExpressions, finishResult } from '../finish.ts';
import { record, type Outcome, type Visit } from '../frame.ts';
import { runInners } from '../inner.ts';
import { inputOf, resolveTemplate } from '../path-dataflow.ts';
import { Payload } from '../payload.ts';

/** https://states-language.net/#parallel-state */
export function runParallel(visit: Visit<ParallelState>): Promise<Outcome> {
  return withAttempts(visit, () => runBranches(visit), {
    givenUp: () => {
      record(visit.frame, 'ParallelStateFailed');
    },
  });
}

async function runBranches(visit: Visit<ParallelState>): Promise<Outcome> {
  const { state, jsonata, frame } = visit;
  const input = new Payload(await branchInput(visit));
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
  return jsonata ? finishExpressions(visit, outputs, { result: outputs }) : finishResult(visit, outputs);
}

async function branchInput(visit: Visit<ParallelState>): Promise<Json> {
  const { state, input, jsonata } = visit;
  if (jsonata)
    return state.Arguments === undefined ? input.value : evaluateTemplate(visit, 'Arguments', state.Arguments);
  const effective = inputOf(visit);
  return state.Parameters === undefined ? effective : resolveTemplate(visit, state.Parameters, { input: effective });
}
