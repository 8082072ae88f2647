import { diagnostic } from './diagnostic.ts';

const preamble = `import { proxyActivities, sleep } from '@temporalio/workflow';

interface Activities {
  fetchOrder(input: { id: string }): Promise<{ id: string; items: string[] }>;
  ship(item: string): Promise<void>;
}
const { fetchOrder, ship } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});
`;
/** A whole file around a workflow's body. */
const file = (body: string, imports = ''): string => `${imports}${preamble}
export async function order(input: { id: string }): Promise<string> {
${body
  .trim()
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
}
`;
const constructs = "import { mapConcurrently, withRetries } from 'avesa/constructs';\n";

export const outerAssignment = diagnostic('ASL2201', 'error', {
  text: (name: string) =>
    `'${name}' is declared outside of the function that runs at the same time as others, and is assigned inside`,
  reason:
    'What runs at once in Step Functions reads the variables around it and cannot change them; in JavaScript the order of the changes would decide.',
  help: 'Return the value from the function, and compute from the results.',
  example: {
    wrong: file(
      `let shipped = 0;
const { items } = await fetchOrder(input);
await mapConcurrently(items, 3, async (item) => {
  await ship(item);
  shipped += 1;
});
await sleep('1 second');
return \`\${shipped}\`;`,
      constructs.replace(', withRetries', ''),
    ),
    right: file(
      `const { items } = await fetchOrder(input);
const done = await mapConcurrently(items, 3, async (item) => {
  await ship(item);
  return 1;
});
await sleep('1 second');
return \`\${done.length}\`;`,
      constructs.replace(', withRetries', ''),
    ),
  },
});

export const floatingPromise = diagnostic('ASL2202', 'error', {
  text: () => 'a promise is not awaited where it is made',
  reason: 'A state runs to its end before the next one begins: there is nothing that would go on beside the workflow.',
  help: "Write 'await' in front of it. For several at once use 'allOf([() => …, () => …])' or 'mapConcurrently'.",
  example: {
    wrong: file(`const fetched = fetchOrder(input);
await sleep('1 second');
await ship('paper');
return (await fetched).id;`),
    right: file(`const fetched = await fetchOrder(input);
await sleep('1 second');
await ship('paper');
return fetched.id;`),
  },
});

export const workflowInfoField = diagnostic('ASL2203', 'error', {
  text: (field: string) =>
    `workflowInfo() ${field === 'as a whole' ? 'as a whole' : `and its '${field}'`} has no counterpart in Step Functions`,
  reason: 'The context object of an execution knows its name, its id, its state machine and its start.',
  help: "Use 'workflowId', 'runId', 'workflowType' or 'startTime.getTime()' of it.",
  example: {
    wrong: file(
      `await ship(workflowInfo().taskQueue);
await sleep('1 second');
return (await fetchOrder(input)).id;`,
      "import { workflowInfo } from '@temporalio/workflow';\n",
    ),
    right: file(
      `await ship(workflowInfo().workflowId);
await sleep('1 second');
return (await fetchOrder(input)).id;`,
      "import { workflowInfo } from '@temporalio/workflow';\n",
    ),
  },
});

export const resultMayBeUndefined = diagnostic('ASL2204', 'error', {
  text: (type: string) => `the result may be undefined: '${type}'`,
  reason: 'Temporal tells undefined and null apart, Lambda makes both null.',
  help: "Let the activity or workflow give null instead: 'Promise<T | null>'. 'void' is fine.",
  example: {
    wrong: `import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  find(id: string): Promise<string | undefined>;
}
const { find } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

export async function lookUp(id: string): Promise<string> {
  const found = await find(id);
  return found ?? 'none';
}
`,
    right: `import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  find(id: string): Promise<string | null>;
}
const { find } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

export async function lookUp(id: string): Promise<string> {
  const found = await find(id);
  return found ?? 'none';
}
`,
  },
});

export const failureField = diagnostic('ASL2205', 'error', {
  text: (what: string) => `a caught error has no '${what}' in Step Functions`,
  reason: 'A Catch knows the name of the error and its cause as text.',
  help: "Use 'failureOf(error)': its type and message are alike on both engines.",
  example: {
    wrong: file(
      `try {
  await ship(input.id);
} catch (error) {
  return error instanceof ActivityFailure ? (error.activityId ?? '') : '';
}
await sleep('1 second');
return (await fetchOrder(input)).id;`,
      "import { ActivityFailure } from '@temporalio/workflow';\n",
    ),
    right: file(
      `try {
  await ship(input.id);
} catch (error) {
  return failureOf(error).type;
}
await sleep('1 second');
return (await fetchOrder(input)).id;`,
      "import { failureOf } from 'avesa/constructs';\n",
    ),
  },
});

export const innerRetry = diagnostic('ASL2206', 'error', {
  text: (activity: string) => `'${activity}' is called inside of withRetries, and its own policy retries as well`,
  reason: 'Attempts would multiply, and each engine would count them differently.',
  help: "Give the activities that are called there a policy with 'maximumAttempts: 1'.",
  example: {
    wrong: file(
      `await withRetries([{ errors: ['All'], interval: '5 seconds', maximumAttempts: 3 }], () => ship(input.id));
await sleep('1 second');
return (await fetchOrder(input)).id;`,
      "import { withRetries } from 'avesa/constructs';\n",
    ),
    right: file(
      `await withRetries([{ errors: ['All'], interval: '5 seconds', maximumAttempts: 3 }], () => once.ship(input.id));
await sleep('1 second');
await ship(input.id);
return (await fetchOrder(input)).id;`,
      "import { withRetries } from 'avesa/constructs';\n",
    ).replace(
      '\nexport async',
      "const once = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });\n\nexport async",
    ),
  },
});

export const childRetrier = diagnostic('ASL2207', 'error', {
  text: () => "around a child workflow only 'All' and 'Timeout' can be retried",
  reason: 'Step Functions tells a parent that its child failed, not with which error.',
  help: "Write 'All', or let the child retry where it fails.",
  example: undefined,
});

export const unknownWorkflow = diagnostic('ASL2208', 'error', {
  text: (name: string) => `there is no workflow '${name}' in the files that are compiled`,
  reason: 'A child execution needs a state machine.',
  help: 'Pass the workflow function itself, or compile the file that exports it as well.',
  example: undefined,
});

export const workflowIdRepeats = diagnostic('ASL2209', 'error', {
  text: () => 'a workflowId in a loop, in a function that runs several times at once, or with retries',
  reason: "An execution's name cannot be used again for 90 days: the second start would fail.",
  help: 'Leave the workflowId out.',
  example: undefined,
});

export const childHandle = diagnostic('ASL2210', 'error', {
  text: () => 'the handle of a started child workflow is used',
  reason: 'Step Functions starts the execution and knows nothing more of it.',
  help: "Use 'executeChild' for a child that is waited for.",
  example: undefined,
});

export const sleepIsNoNumber = diagnostic('ASL2211', 'error', {
  text: (duration: string) => `sleep(${duration}) has no number of milliseconds, and no constant text that is one`,
  reason: 'A Wait counts seconds that an expression can compute.',
  help: "Write milliseconds, 'seconds * 1000', or a text such as '30 seconds'.",
  example: undefined,
});

export const sleepNotWhole = diagnostic('ASL2212', 'error', {
  text: (milliseconds: number) => `sleep(${milliseconds}) is no whole number of seconds`,
  reason: 'A Wait counts whole seconds.',
  help: 'Write a multiple of 1000 milliseconds.',
  example: {
    wrong: file(`await sleep(1500);
await ship(input.id);
return (await fetchOrder(input)).id;`),
    right: file(`await sleep(2000);
await ship(input.id);
return (await fetchOrder(input)).id;`),
  },
});

export const awaitInChain = diagnostic('ASL2213', 'error', {
  text: () => "'await' in the arguments of an optional call",
  reason: 'It would run only sometimes.',
  help: "Write an 'if' around it.",
  example: undefined,
});

export const closureUnknown = diagnostic('ASL2214', 'error', {
  text: (source: string) =>
    `'${source.length > 60 ? `${source.slice(0, 60)}…` : source}' is no function that the source shows`,
  reason: 'What runs in a Map, a Parallel or again and again has to be compiled where it stands.',
  help: 'Write an arrow function, or the name of a function of this or of an imported file.',
  example: undefined,
});

export const concurrencyNotWhole = diagnostic('ASL2215', 'error', {
  text: (limit: string) => `'${limit}' is no whole number of at least 1`,
  reason: 'mapConcurrently takes no other limit.',
  help: 'Write how many may run at once.',
  example: undefined,
});

export const itemsNotAList = diagnostic('ASL2216', 'error', {
  text: (items: string) => `'${items}' is not surely a list`,
  reason: 'A Map goes through a list.',
  help: 'Give it a list type; of something that may be absent write `items ?? []`.',
  example: undefined,
});

export const optionUnknown = diagnostic('ASL2217', 'error', {
  text: () => 'mapConcurrently has no further options here',
  reason: 'Only a Map inside of the execution behaves as the same code on Temporal.',
  help: 'Leave the options out.',
  example: undefined,
});

export const bareAll = diagnostic('ASL2218', 'error', {
  text: () => 'Promise.all where its rejection is caught',
  reason: 'Promise.all leaves the other calls running; Step Functions stops them.',
  help: "Use 'mapConcurrently(items, limit, fn)' or 'allOf([() => …])': they stop and await the others on both engines.",
  example: undefined,
});

export const branchesNotListed = diagnostic('ASL2219', 'error', {
  text: () => 'the branches are not listed in an array literal, nor made by a map over items',
  reason: 'The branches of a Parallel are part of the definition.',
  help: "Write them as 'allOf([() => …, () => …])', or use mapConcurrently for a list of items.",
  example: undefined,
});

export const recursion = diagnostic('ASL2220', 'error', {
  text: (name: string) => `'${name}' calls itself`,
  reason: 'An async function is written out where it is called; this one would never end.',
  help: 'Write a loop, or make it a workflow of its own and start it with executeChild.',
  example: undefined,
});

export const spreadArgument = diagnostic('ASL2221', 'error', {
  text: () => 'a spread in the arguments of an async function',
  reason: 'Which parameter gets which value has to be known.',
  help: 'Write the arguments one by one.',
  example: undefined,
});

export const statementRefused = diagnostic('ASL2222', 'error', {
  text: (kind: string) => `a ${kind} is no part of a workflow that can be compiled`,
  reason: 'It has no counterpart in Step Functions.',
  help: "See 'docs/subset.md' for what there is.",
  example: undefined,
});

export const returnInTry = diagnostic('ASL2223', 'error', {
  text: () => "a promise is returned inside of 'try' without 'await'",
  reason: "JavaScript has left the 'try' before it is rejected: the 'catch' would not see it.",
  help: "Write 'return await'.",
  example: undefined,
});

export const throwsUnknown = diagnostic('ASL2224', 'error', {
  text: () => 'what is thrown is no ApplicationFailure and no caught error',
  reason: 'A plain Error makes Temporal try the workflow task again and again; Step Functions would end.',
  help: "Throw 'ApplicationFailure.create({ type, message })', or the error that was caught.",
  example: undefined,
});

export const catchPattern = diagnostic('ASL2225', 'error', {
  text: () => 'a pattern in catch',
  reason: 'A caught error is no plain object.',
  help: "Write 'catch (error)' and 'const { type, message } = failureOf(error)'.",
  example: undefined,
});

export const forAwait = diagnostic('ASL2226', 'error', {
  text: () => "'for await'",
  reason: 'There are no async iterators in Step Functions.',
  help: "Write 'for (const item of items)' with an await inside, or mapConcurrently.",
  example: undefined,
});

export const forInRefused = diagnostic('ASL2227', 'error', {
  text: () => 'this target of a loop is no variable',
  reason: 'The item of a turn is a variable.',
  help: "Write 'for (const item of items)'.",
  example: undefined,
});

export const notAList = diagnostic('ASL2228', 'error', {
  text: (type: string) => `a loop over '${type}', which is not surely a list`,
  reason: 'A state machine goes through a list by its index.',
  help: "Loop over a list: 'Object.entries(record)', 'text.split('')'.",
  example: undefined,
});

export const listChanges = diagnostic('ASL2229', 'error', {
  text: (name: string) => `'${name}' is changed inside of the loop that goes through it`,
  reason: 'The loop goes through the list as it was when it began.',
  help: "Collect into another list, or write 'while (list.length > 0)'.",
  example: undefined,
});

export const optionalInput = diagnostic('ASL2230', 'warning', {
  text: () => "the workflow's input may be left out",
  reason: 'An execution of Step Functions that is started without an input has the input {}.',
  help: 'Make the parameter required, and its fields optional.',
  example: undefined,
});

export const duplicateTag = diagnostic('ASL2231', 'error', {
  text: (name: string) => `two states are called '${name}'`,
  reason: 'State names are unique in the whole definition.',
  help: "Give one of them another name with '@state'.",
  example: undefined,
});

export const tagIsNoName = diagnostic('ASL2232', 'error', {
  text: (name: string) => `'${name}' cannot be the name of a state`,
  reason: 'A name has at most 80 characters.',
  help: 'Write a shorter one.',
  example: undefined,
});

export const mixedNonRetryable = diagnostic('ASL2233', 'error', {
  text: () =>
    "'All' around activities whose policies list different non-retryable types, or where such a type is thrown as well",
  reason: 'Temporal asks which activity has failed; Step Functions knows only the name of the error.',
  help: 'Give the activities inside one policy, or name the errors that are to be retried.',
  example: undefined,
});

export const orderMatters = diagnostic('ASL2234', 'error', {
  text: (name: string) => `'${name}' is read beside an await of a function that changes it`,
  reason:
    'JavaScript reads it before or after the function runs, as the expression has it; the states of the function come first here.',
  help: 'Await the function in a statement of its own.',
  example: undefined,
});

export const invalidDefinition = diagnostic('ASL9001', 'error', {
  text: (problem: string) => `the compiler made a definition that is not valid: ${problem}`,
  reason: 'This is a fault of the compiler.',
  help: 'Please report it with the source.',
  example: undefined,
});

export const awaitMisplaced = diagnostic('ASL2235', 'error', {
  text: () => "'await' stands where no state can be made of it",
  reason: 'The expression around it is computed as one, inside of a state.',
  help: 'Await it in a statement of its own, before.',
  example: undefined,
});

export const branchGivesUndefined = diagnostic('ASL2236', 'error', {
  text: () => 'what runs here at the same time as others may give undefined',
  reason: 'An iteration and a branch give JSON, where undefined is null: a test of undefined would be false.',
  help: 'Give null instead, and test for that.',
  example: {
    wrong: file(
      `const notes = await mapConcurrently([input.id, 'x'], 2, async (id) => {
  const order = await fetchOrder({ id });
  return order.id === 'x' ? undefined : order.id;
});
return notes.find((note) => note !== undefined) ?? '';`,
      "import { mapConcurrently } from 'avesa/constructs';\n",
    ),
    right: file(
      `const notes = await mapConcurrently([input.id, 'x'], 2, async (id) => {
  const order = await fetchOrder({ id });
  return order.id === 'x' ? null : order.id;
});
return notes.find((note) => note !== null) ?? '';`,
      "import { mapConcurrently } from 'avesa/constructs';\n",
    ),
  },
});

export const inputDefault = diagnostic('ASL2237', 'error', {
  text: () => "the workflow's input has a default",
  reason: 'A started execution always has an input, {} if none is given: the default would never be taken.',
  help: "Let the fields be optional, and give each its default: '{ size = 10 }: { size?: number } = {}'.",
  example: {
    wrong: `${preamble}
export async function order(input: { id: string } = { id: 'none' }): Promise<string> {
  return (await fetchOrder(input)).id;
}
`,
    right: `${preamble}
export async function order({ id = 'none' }: { id?: string } = {}): Promise<string> {
  return (await fetchOrder({ id })).id;
}
`,
  },
});

export const awaitedUnknown = diagnostic('ASL2238', 'error', {
  text: (callee: string) =>
    `'${callee.replace(/\s+/g, ' ').slice(-60).trimStart()}' is awaited, and there is no state for what it does`,
  reason:
    'A state is made of an activity, a child workflow, a timer, and of what is written out of functions that the source shows; of promises only of Promise.all.',
  help: 'Call an activity of a constant name, or a function of this or of an imported file.',
  example: {
    wrong: file("await Promise.race([ship('paper'), ship('wood')]);\nreturn 'x';"),
    right: file("await Promise.all([ship('paper'), ship('wood')]);\nreturn 'x';"),
  },
});
