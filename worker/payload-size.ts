import type { PayloadCodec, SerializationContext } from '@temporalio/common';
import type { Log } from '../activities/ports.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: a task's, state's or execution's input or output. */
export const awsPayloadBytes = 262_144;

/**
 * Warns of every input or output that Step Functions would refuse. A codec, because each value passes one exactly once, in
 * the bytes that count.
 */
export function payloadSizeWarning(log: Log): PayloadCodec {
  return {
    encode: (payloads, context) => {
      const bytes = payloads.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
      if (bytes > awsPayloadBytes) {
        log.warn(
          { ...ownerOf(context), bytes, limit: awsPayloadBytes },
          'an input or output would not fit AWS Step Functions',
        );
      }
      return Promise.resolve(payloads);
    },
    decode: (payloads) => Promise.resolve(payloads),
  };
}

function ownerOf(context: SerializationContext | undefined): object {
  if (context === undefined) return {};
  return context.type === 'workflow'
    ? { workflow: context.workflowId }
    : { workflow: context.workflowId, activity: context.activityId };
}
