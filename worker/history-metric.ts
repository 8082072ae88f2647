import { metricMeter, workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { metricNames } from './metrics.ts';

/** Counts each ended execution's history events: Temporal's counterpart of state transitions. Runs in the workflow sandbox. */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const { name, description } = metricNames.StateTransitions;
  const counter = metricMeter.createCounter(name, undefined, description);
  return {
    inbound: [
      {
        async execute(input, next) {
          try {
            return await next(input);
          } finally {
            counter.add(workflowInfo().historyLength);
          }
        },
      },
    ],
  };
};
