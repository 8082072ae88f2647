import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  echo(value: unknown): Promise<string>;
}
const { echo } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

// {% this comment is no expression %}
/** Values and keys with the marks of JSONata, JSONPath and templates, quotes, breaks and control characters. */
export async function textsThatLookLikeExpressions(input: { text: string }): Promise<unknown> {
  const { text } = input;
  await echo('{% $states.input %}');
  await echo({ '{% key %}': '{%', 'a.$': '$.x', 'b.$': [text], Payload: '%}' });
  await echo(['$', '$$', '$.a', 'States.Format(1)', '{{ y }}', '`', '\\', '"', "'", '/* no */', '// no']);
  await echo(`${text} {% 1 + 1 %} \u2028 \u0000 \t "${text}"`);
  if (text === '{% x %}' || text === '"') return `{% ${text} %}`;
  try {
    await echo(`{% ${text}`);
    throw ApplicationFailure.create({ type: '{% T %}', message: `{% ${text} %} "quoted"\n` });
  } catch (error) {
    const { type, message } = failureOf(error);
    return { type, message, 'y.$': '$.z', '{% k %}': 1 };
  }
}
