/** What a Task's Resource names. https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export type Resource =
  | { kind: 'lambda'; arn: string }
  | { kind: 'activity'; arn: string }
  | {
      kind: 'service';
      arn: string;
      /** `lambda`, `states`, `aws-sdk:s3`, … */
      type: string;
      /** With its pattern, as histories have it: `invoke`, `startExecution.sync:2`. */
      name: string;
      action: string;
      pattern: 'sync' | 'sync:2' | 'waitForTaskToken' | undefined;
    };

const service = /^arn:[^:]*:states:[^:]*:[^:]*:((?:aws-sdk:)?[^:]+):([^.]+)(?:\.(sync:2|sync|waitForTaskToken))?$/;

export function parseResource(arn: string): Resource {
  if (/^arn:[^:]*:states:[^:]*:[^:]*:activity:/.test(arn)) return { kind: 'activity', arn };
  const [, type, action, pattern] = service.exec(arn) ?? [];
  // Whatever is not a service's action is called as a function: AWS itself takes nothing else.
  if (type === undefined || action === undefined) return { kind: 'lambda', arn };
  const name = pattern === undefined ? action : `${action}.${pattern}`;
  return {
    kind: 'service',
    arn,
    type,
    name,
    action,
    pattern: pattern as 'sync' | 'sync:2' | 'waitForTaskToken' | undefined,
  };
}
