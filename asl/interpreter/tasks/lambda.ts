import type { Json, JsonObject } from '../../spec/states.ts';
import type { Run } from '../run.ts';
import { sdkMetadata } from './sdk-metadata.ts';

/** What `lambda:invoke` gives for a function's result. https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
export function invokeResult(run: Run, payload: Json): JsonObject {
  const length = String(Buffer.byteLength(JSON.stringify(payload)));
  const requestId = run.random.uuid();
  const date = new Date(run.clock.now()).toUTCString();
  const traceId = `root=1-${run.random.uuid().slice(0, 8)};sampled=0`;
  return {
    ExecutedVersion: '$LATEST',
    Payload: payload,
    ...sdkMetadata(requestId, {
      'X-Amz-Executed-Version': '$LATEST',
      'x-amzn-Remapped-Content-Length': '0',
      Connection: 'keep-alive',
      'x-amzn-RequestId': requestId,
      'Content-Length': length,
      Date: date,
      'X-Amzn-Trace-Id': traceId,
      'Content-Type': 'application/json',
    }),
    StatusCode: 200,
  };
}

/** The names under which a function's handler may be found, the fullest first: its ARN, its name, either without a qualifier. */
export function functionNames(name: string): string[] {
  const short = name.replace(/^.*:function:/, '');
  const unqualified = (text: string) => text.replace(/:[^:}]+$/, '');
  return [...new Set([name, ...(short === name ? [] : [unqualifiedArn(name)]), short, unqualified(short)])];
}

function unqualifiedArn(arn: string): string {
  return arn.replace(/(:function:[^:]+):[^:]+$/, '$1');
}
