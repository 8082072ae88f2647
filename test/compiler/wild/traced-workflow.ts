import {
  proxyActivities,
  workflowInfo,
  type ActivityInput,
  type Next,
  type WorkflowInboundCallsInterceptor,
  type WorkflowExecuteInput,
  type WorkflowInterceptors,
  type WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';

class TraceInterceptor implements WorkflowInboundCallsInterceptor, WorkflowOutboundCallsInterceptor {
  private readonly started = new Map<string, number>();

  async execute(input: WorkflowExecuteInput, next: Next<WorkflowInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    this.started.set(workflowInfo().workflowId, Date.now());
    return await next(input);
  }

  async scheduleActivity(
    input: ActivityInput,
    next: Next<WorkflowOutboundCallsInterceptor, 'scheduleActivity'>,
  ): Promise<unknown> {
    return await next({ ...input, headers: { ...input.headers } });
  }
}

export const interceptors = (): WorkflowInterceptors => {
  const trace = new TraceInterceptor();
  return { inbound: [trace], outbound: [trace] };
};

const { greet } = proxyActivities<{ greet(name: string): Promise<string> }>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

export async function traced(name: string): Promise<string> {
  return await greet(name);
}
