import { workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/**
 * Workflows of many samples share one worker: each has its sample's name before its own, its children too. Activities that are to
 * time out, named behind the `!` of the root's id, have one second: the time-skipping server does not skip while one runs.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let children = 0;
  return {
    outbound: [
      {
        startChildWorkflowExecution(input, next) {
          const { workflowType, workflowId } = workflowInfo();
          children += 1;
          const options = { ...input.options, workflowId: `${workflowId}/${children}` };
          return next({ ...input, workflowType: `${workflowType.split('$')[0]!}$${input.workflowType}`, options });
        },
        scheduleActivity(input, next) {
          const [, timesOut = ''] = workflowInfo().workflowId.split('/')[0]!.split('!');
          if (!timesOut.split(',').includes(input.activityType)) return next(input);
          return next({ ...input, options: { ...input.options, startToCloseTimeout: 1_000 } });
        },
      },
    ],
  };
};
