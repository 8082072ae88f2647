import { limits } from '../limits.ts';
import type { StateType } from '../states.ts';
import { choices } from './choice.ts';
import { credentials } from './credentials.ts';
import { checkText } from './expressions.ts';
import { itemBatcher, itemReader, items, numberPath, processorConfig, resultWriter } from './map.ts';
import { path } from './paths.ts';
import type { Check } from './place.ts';
import { resource } from './resource.ts';
import { catches, retry } from './retry-catch.ts';
import { both, jsonataOnly, pathOnly } from './shape.ts';
import type { Field, Shape } from './shape.ts';
import { objectOrExpression, objectTemplate, staticResult, template } from './templates.ts';
import { anything, decimal, flag, list, literalText, oneOf, orExpression, text, timestamp, whole } from './values.ts';
import { assign } from './variables.ts';

type Fields = Record<string, Field>;

const queryLanguage = both(oneOf('JSONPath', 'JSONata'));
const machine: Fields = { Comment: both(text), StartAt: both(text), States: both(anything) };

/** The objects that hold states. The states themselves are walked by machines.ts. */
export const machineShapes = {
  top: {
    required: ['States', 'StartAt'],
    fields: {
      ...machine,
      QueryLanguage: queryLanguage,
      Version: both(oneOf('1.0')),
      TimeoutSeconds: both(whole(0, limits.seconds)),
    },
  },
  branch: { required: ['States', 'StartAt'], fields: machine },
  processor: { required: ['States', 'StartAt'], fields: { ...machine, ProcessorConfig: both(processorConfig) } },
} satisfies Record<string, Shape>;

const common: Fields = { Type: both(anything), Comment: both(text), QueryLanguage: queryLanguage };

const anyPath = path({ nothing: true });
const inputAndOutput: Fields = {
  InputPath: pathOnly(anyPath),
  OutputPath: pathOnly(anyPath),
  Output: jsonataOnly(template),
};
const outputOfResult: Fields = { ...inputAndOutput, Output: jsonataOnly(template, 'result') };

const transition: Fields = { Next: both(text), End: both(flag) };
const nextOrEnd = ['Next', 'End'];

const resultPath: Fields = {
  ResultPath: pathOnly(path({ reference: true, context: false, variables: false, nothing: true })),
};
const results: Fields = {
  ...resultPath,
  ResultSelector: pathOnly(objectTemplate),
  Assign: both(assign, 'result'),
  Retry: both(retry),
  Catch: both(catches),
};

const seconds = both(orExpression(whole(1, limits.seconds)));
const secondsPath = pathOnly(path({ reference: true }));

const computedText: Check = (value, place) => {
  (place.language === 'JSONata' ? checkText : literalText)(value, place);
};
const computedPath = pathOnly(path({ intrinsics: true }));

const substates = both(list(anything));

/** https://states-language.net/#statetypes; what AWS accepts of each type was measured with ValidateStateMachineDefinition. */
export const stateShapes: Record<StateType, Shape> = {
  Task: {
    required: ['Resource'],
    exactlyOne: [nextOrEnd],
    atMostOne: [
      ['TimeoutSeconds', 'TimeoutSecondsPath'],
      ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
    ],
    fields: {
      ...common,
      ...outputOfResult,
      ...transition,
      ...results,
      Resource: both(resource),
      Parameters: pathOnly(template),
      Arguments: jsonataOnly(template),
      Credentials: both(credentials),
      TimeoutSeconds: seconds,
      TimeoutSecondsPath: secondsPath,
      HeartbeatSeconds: seconds,
      HeartbeatSecondsPath: secondsPath,
    },
  },
  Wait: {
    exactlyOne: [nextOrEnd, ['SecondsPath', 'Seconds', 'TimestampPath', 'Timestamp']],
    fields: {
      ...common,
      ...inputAndOutput,
      ...transition,
      Assign: both(assign),
      Seconds: both(orExpression(whole(0, limits.seconds))),
      SecondsPath: secondsPath,
      Timestamp: both(orExpression(timestamp)),
      TimestampPath: secondsPath,
    },
  },
  Pass: {
    exactlyOne: [nextOrEnd],
    fields: {
      ...common,
      ...inputAndOutput,
      ...transition,
      ...resultPath,
      Assign: both(assign),
      Result: pathOnly(staticResult),
      Parameters: pathOnly(template),
    },
  },
  Succeed: { fields: { ...common, ...inputAndOutput } },
  Fail: {
    atMostOne: [
      ['Error', 'ErrorPath'],
      ['Cause', 'CausePath'],
    ],
    fields: {
      ...common,
      Error: both(computedText),
      ErrorPath: computedPath,
      Cause: both(computedText),
      CausePath: computedPath,
    },
  },
  Choice: {
    required: ['Choices'],
    fields: { ...common, ...inputAndOutput, Assign: both(assign), Choices: both(choices), Default: both(text) },
  },
  Parallel: {
    required: ['Branches'],
    exactlyOne: [nextOrEnd],
    fields: {
      ...common,
      ...outputOfResult,
      ...transition,
      ...results,
      Branches: substates,
      Parameters: pathOnly(template),
      Arguments: jsonataOnly(template),
    },
  },
  Map: {
    exactlyOne: [nextOrEnd, ['ItemProcessor', 'Iterator']],
    atMostOne: [
      ['ItemSelector', 'Parameters'],
      ['MaxConcurrency', 'MaxConcurrencyPath'],
      ['ToleratedFailureCount', 'ToleratedFailureCountPath'],
      ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
    ],
    fields: {
      ...common,
      ...outputOfResult,
      ...transition,
      ...results,
      ItemProcessor: both(anything),
      Iterator: both(anything),
      ItemsPath: pathOnly(path({ reference: true })),
      Items: jsonataOnly(items),
      ItemSelector: both(objectOrExpression),
      Parameters: pathOnly(template),
      MaxConcurrency: both(orExpression(whole(0))),
      MaxConcurrencyPath: pathOnly(numberPath),
      ItemReader: both(itemReader),
      ItemBatcher: both(itemBatcher),
      ResultWriter: both(resultWriter),
      ToleratedFailureCount: both(orExpression(whole(0))),
      ToleratedFailureCountPath: pathOnly(numberPath),
      ToleratedFailurePercentage: both(orExpression(decimal(0, 100))),
      ToleratedFailurePercentagePath: pathOnly(numberPath),
      Label: both(text),
    },
  },
};
