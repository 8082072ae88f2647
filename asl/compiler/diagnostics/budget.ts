import { diagnostic } from './diagnostic.ts';

/** A whole file around a workflow's body, and what stands behind it. */
const file = (body: string, { sdk = 'proxyActivities', constructs = '', more = '' } = {}): string =>
  `import { ${sdk} } from '@temporalio/workflow';
${constructs === '' ? '' : `import { ${constructs} } from 'avesa/constructs';\n`}
interface Activities {
  copy(hour: number): Promise<void>;
  list(day: number): Promise<string[]>;
  send(text: string): Promise<void>;
}
const { copy, list, send } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

export async function main(input: { from: number }): Promise<void> {
${body
  .trim()
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
}
${more}`;

const ofDay = `
export async function day(input: { from: number }): Promise<void> {
  for (let hour = 0; hour < 24; hour += 1) await copy(input.from + hour);
}
`;

export const waitTooLong = diagnostic('ASL3001', 'error', {
  text: (seconds: number) => `a wait of ${seconds} seconds is longer than 31,536,000`,
  reason: 'An execution of Step Functions ends after a year, wherever it is.',
  help: 'End the execution, and let a schedule start another one for what comes then.',
  example: {
    wrong: file("await send('now');\nawait sleep('400 days');\nawait send('later');", {
      sdk: 'proxyActivities, sleep',
    }),
    right: file("await send('now');\nawait sleep('300 days');\nawait send('later');", {
      sdk: 'proxyActivities, sleep',
    }),
  },
});

export const eventsPass = diagnostic('ASL3002', 'error', {
  text: (run: string, where: string) => `${run} passes 25,000 events of history${where}`,
  reason:
    'Step Functions ends an execution that comes to 25,000 events. Each state has two of its own, and a Task three more.',
  help: 'Divide the work into batches, and run each as a child workflow: an execution of its own, with a history of its own. Give a loop an end.',
  example: {
    wrong: file('for (let hour = 0; hour < 8760; hour += 1) await copy(input.from + hour);'),
    right: file(
      'for (let count = 0; count < 365; count += 1)\n  await executeChild(day, { args: [{ from: input.from + count * 24 }] });',
      { sdk: 'executeChild, proxyActivities', more: ofDay },
    ),
  },
});

export const eventsMayPass = diagnostic('ASL3003', 'warning', {
  text: (what: string, share: string) =>
    `this ${what} passes 25,000 events of history if it comes to its end: ${share}`,
  reason:
    'Step Functions ends an execution that comes to 25,000 events. Each state has two of its own, and a Task three more.',
  help: 'Divide the work into batches, and run each as a child workflow; let a loop that waits ask less often, or end after fewer turns.',
  example: {
    wrong: file(
      'for (let hour = 0; hour < 8760; hour += 1) {\n  if ((await list(hour)).length === 0) break;\n  await copy(hour);\n}',
    ),
    right: file(
      'for (let hour = 0; hour < 744; hour += 1) {\n  if ((await list(hour)).length === 0) break;\n  await copy(hour);\n}',
    ),
  },
});

export const moreThanAtOnce = diagnostic('ASL3004', 'warning', {
  text: (count: number) => `a Map asks for ${count} iterations at once`,
  reason:
    'Step Functions runs 40 iterations of a Map at once, and lets the others wait: it takes longer than on Temporal.',
  help: 'Write at most 40, or divide the list into batches: a Map of child workflows, each with a Map of its own, has 40 times as many.',
  example: {
    wrong: file('await mapConcurrently(await list(input.from), 100, async (text) => await send(text));', {
      constructs: 'mapConcurrently',
    }),
    right: file('await mapConcurrently(await list(input.from), 40, async (text) => await send(text));', {
      constructs: 'mapConcurrently',
    }),
  },
});

export const valueTooLarge = diagnostic('ASL3005', 'error', {
  text: (bytes: number) => `a value of at least ${bytes} bytes`,
  reason: 'An input, an output and a variable of Step Functions have at most 262,144 bytes of UTF-8 each.',
  help: 'Keep the value where an activity can read it, and pass its name.',
  example: {
    wrong: file("await send('x'.repeat(300_000));"),
    right: file("await send('the-large-text');"),
  },
});

export const definitionTooLarge = diagnostic('ASL3006', 'error', {
  text: (bytes: number) => `the definition has ${bytes} bytes`,
  reason: 'A definition has at most 1,048,576 bytes of UTF-8.',
  help: 'Put a part of the workflow into a child workflow, a state machine of its own; let an activity hold large constants.',
  example: undefined,
});

export const nestedTooDeeply = diagnostic('ASL3007', 'error', {
  text: () => 'what this workflow computes is nested too deeply',
  reason:
    'What is computed between two states becomes one expression, in which hundreds of steps stand inside of each other.',
  help: 'Let an activity compute it, or put a part of the workflow into a child workflow.',
  example: undefined,
});
