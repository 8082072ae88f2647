import { diagnostic, type DiagnosticKind } from './diagnostic.ts';

/** A whole file: options of its activities, and the body of its workflow. */
const file = (
  body: string,
  { imports = '', options = "startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 }" } = {},
): string =>
  `import { proxyActivities${imports.startsWith('!') ? `, ${imports.slice(1)}` : ''} } from '@temporalio/workflow';
${imports.startsWith('!') || imports === '' ? '' : `${imports}\n`}
interface Activities {
  ship(id: string): Promise<string>;
}
const { ship } = proxyActivities<Activities>({ ${options} });

export async function order(id: string): Promise<string> {
${body
  .trim()
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
}
`;
const retry = 'retry: { maximumAttempts: 3 }';

export const optionsNotConstant = diagnostic('ASL2101', 'error', {
  text: (activity: string) => `the options of '${activity}' are not constant`,
  reason: 'Time-outs and retries are part of the definition: they have to be known when the workflow is compiled.',
  help: 'Write literal values, or constants of this or of an imported file.',
  example: {
    wrong: file('return await ship(id);', { options: `startToCloseTimeout: Math.max(5, 60) * 1000, ${retry}` }),
    right: file('return await ship(id);'),
  },
});

export const noTimeout = diagnostic('ASL2102', 'error', {
  text: (activity: string) => `the policy of '${activity}' has no startToCloseTimeout`,
  reason: 'It becomes the TimeoutSeconds of the Task: the time of one attempt.',
  help: "Write 'startToCloseTimeout'. A scheduleToCloseTimeout, over all attempts, has no counterpart.",
  example: {
    wrong: file('return await ship(id);', { options: `scheduleToCloseTimeout: '1 minute', ${retry}` }),
    right: file('return await ship(id);'),
  },
});

export const unboundedRetry = diagnostic('ASL2103', 'error', {
  text: (activity: string) => `the policy of '${activity}' has no retry.maximumAttempts`,
  reason: 'Temporal then retries without end, Step Functions does not.',
  help: 'Write the number that you mean; the first try counts.',
  example: {
    wrong: file('return await ship(id);', { options: "startToCloseTimeout: '1 minute'" }),
    right: file('return await ship(id);'),
  },
});

export const intervalNotWhole = diagnostic('ASL2104', 'error', {
  text: (name: string, value: string) => `${name} ${value} is no whole number of seconds of at least 1`,
  reason: 'Step Functions counts whole seconds.',
  help: 'Write whole seconds.',
  example: {
    wrong: file('return await ship(id);', { options: "startToCloseTimeout: '1500 ms', retry: { maximumAttempts: 3 }" }),
    right: file('return await ship(id);', {
      options: "startToCloseTimeout: '2 seconds', retry: { maximumAttempts: 3 }",
    }),
  },
});

export const wrongOption = diagnostic('ASL2105', 'error', {
  text: (name: string, value: string, expected: string) => `${name} is ${value}, not ${expected}`,
  reason: 'Neither engine takes it.',
  help: 'Write a value that they take.',
  example: {
    wrong: file('return await ship(id);', {
      options: "startToCloseTimeout: '1 minute', retry: { maximumAttempts: 0.5 }",
    }),
    right: file('return await ship(id);'),
  },
});

export const optionHasNoCounterpart = diagnostic('ASL2106', 'error', {
  text: (name: string) => `the option '${name}' has no counterpart in Step Functions`,
  reason: 'Leaving it out would change when the activity fails or how often it runs.',
  help: 'Use startToCloseTimeout and retry.',
  example: {
    wrong: file('return await ship(id);', {
      options: `startToCloseTimeout: '1 minute', scheduleToStartTimeout: '1 minute', ${retry}`,
    }),
    right: file('return await ship(id);'),
  },
});

export const optionHasNoMeaning = diagnostic('ASL2107', 'note', {
  text: (name: string) => `the option '${name}' is left out`,
  reason: 'Step Functions has nothing like it, and the outcome does not depend on it.',
  help: 'Nothing has to be done.',
  example: undefined,
});

export const heartbeatHasNoMeaning = diagnostic('ASL2108', 'note', {
  text: () => 'heartbeatTimeout is left out',
  reason: 'A Lambda function cannot send heartbeats to a Task: the Task would end it.',
  help: 'Nothing has to be done; the function’s own time limit ends one that hangs.',
  example: undefined,
});

export const localActivity = diagnostic('ASL2109', 'error', {
  text: () => 'local activities',
  reason: 'Step Functions has no worker that could run one beside the workflow.',
  help: "Use 'proxyActivities'.",
  example: {
    wrong: file('return await ship(id);').replaceAll('proxyActivities', 'proxyLocalActivities'),
    right: file('return await ship(id);'),
  },
});

export const tooManyArguments = diagnostic('ASL2110', 'error', {
  text: (name: string) => `more than one argument for ${name.includes(' ') ? name : `'${name}'`}`,
  reason: 'A Lambda function and an execution have one input.',
  help: 'Pass one object.',
  example: {
    wrong: file("return await ship(id, 'fast');").replace('ship(id: string)', 'ship(id: string, how: string)'),
    right: file('return await ship(`${id} fast`);'),
  },
});

export const retriersNotConstant = diagnostic('ASL2111', 'error', {
  text: () => 'the retriers are not constant',
  reason: 'They are part of the definition: they have to be known when the workflow is compiled.',
  help: 'Write literal values, or constants of this or of an imported file.',
  example: undefined,
});

export const deadRetrier = diagnostic('ASL2112', 'warning', {
  text: (errors: string) => `the retrier for ${errors} never decides`,
  reason: 'The first entry that matches an error decides: all of its errors are taken by entries before it.',
  help: "Put special entries first, 'All' last.",
  example: undefined,
});

export const reservedName = diagnostic('ASL2113', 'error', {
  text: (name: string) => `'${name}' is a name of Step Functions`,
  reason: "Names that start with 'States.' are reserved, and mean nothing to Temporal.",
  help: "Write 'Timeout' for States.Timeout, 'All' for States.ALL, and a name of your own for a failure.",
  example: {
    wrong: file("throw ApplicationFailure.create({ type: 'States.Timeout', message: id });", {
      imports: '!ApplicationFailure',
    }),
    right: file("throw ApplicationFailure.create({ type: 'TooLate', message: id });", {
      imports: '!ApplicationFailure',
    }),
  },
});

export const workflowIsNoFunction = diagnostic('ASL2114', 'error', {
  text: (source: string) => `'${source}' is no workflow function, and no constant name of one`,
  reason: 'A child execution needs a state machine.',
  help: 'Pass the function itself.',
  example: undefined,
});

export const childOptionsNotRead = diagnostic('ASL2115', 'error', {
  text: () => 'the options of the child workflow are not written out',
  reason: 'Its input, name and time limit are fields of the state.',
  help: "Write '{ args: [input] }' with plain properties; a time limit is a constant of whole seconds.",
  example: undefined,
});

export const childOption = diagnostic('ASL2116', 'error', {
  text: (name: string) => `the option '${name}' of a child workflow has no counterpart in Step Functions`,
  reason: 'Leaving it out would change how the child runs.',
  help: "Use args, workflowId and workflowExecutionTimeout; for retries write 'withRetries' around the child.",
  example: undefined,
});

export const childPolicy = diagnostic('ASL2117', 'error', {
  text: (name: string) => `the parentClosePolicy of ${name}`,
  reason:
    'On Step Functions an execution that is waited for is stopped with its parent, and one that is only started goes on.',
  help: "Leave it out for executeChild; write 'ABANDON' for startChild.",
  example: undefined,
});

export const detailsDoNotCross = diagnostic('ASL2118', 'warning', {
  text: (name: string) => `'${name}' of a failure is left out`,
  reason: 'A Fail state has an error name and a text.',
  help: 'Put what is needed into the message.',
  example: undefined,
});

const family = (
  code: `ASL21${number}`,
  text: string,
  reason: string,
  help: string,
): DiagnosticKind<readonly [string]> =>
  diagnostic(code, 'error', { text: (name: string) => `${text}: '${name}'`, reason, help, example: undefined });

export const messagesRefused = family(
  'ASL2120',
  'signals, queries and updates',
  'An execution of Step Functions cannot be sent a message while it runs.',
  'Let an activity wait for what the message would bring, or start an execution for each message.',
);
export const conditionRefused = family(
  'ASL2121',
  'waiting for a condition',
  'Only a state can end, and nothing but the workflow itself changes its variables.',
  "Ask an activity in a loop with 'sleep' in between.",
);
export const cancellationRefused = family(
  'ASL2122',
  'cancellation scopes',
  'A state that runs cannot be cancelled by the workflow; mapConcurrently and allOf stop the siblings of a failed call.',
  'Use a time-out, or mapConcurrently and allOf.',
);
export const continueAsNewRefused = family(
  'ASL2123',
  'continuing as new',
  'An execution ends with its output; it cannot become another one.',
  "Start this workflow again with 'executeChild', or divide the work into batches.",
);
export const versioningRefused = family(
  'ASL2124',
  'patches',
  'A running execution keeps the definition that it was started with.',
  'Use Worker Versioning with pinned workflows, which is what Step Functions’ versions and aliases are.',
);
export const externalRefused = family(
  'ASL2125',
  'handles of other workflows',
  'Step Functions has no messages between executions.',
  "Use 'executeChild' for one that is waited for.",
);
export const sinksRefused = family('ASL2126', 'sinks', 'There is no worker beside the execution.', 'Use an activity.');
export const otherSdkRefused = family(
  'ASL2127',
  "this part of Temporal's SDK",
  'It has no counterpart in Step Functions.',
  "See 'docs/subset.md' for what there is.",
);
export const sdkIgnored = diagnostic('ASL2128', 'note', {
  text: (name: string) => `'${name}' is left out`,
  reason: 'The outcome does not depend on it.',
  help: 'Nothing has to be done: the history of the execution shows what happened.',
  example: undefined,
});
