import { expect, test } from 'vitest';
import {
  branch,
  distributed,
  errorsOf,
  expectAccepted,
  expectRefused,
  jsonata,
  map,
  only,
  parallel,
  pass,
  task,
} from './validate-cases.ts';
import type { Acceptance, Refusal } from './validate-cases.ts';

const fieldMatrix = 'cdk-preflight, measured with ValidateStateMachineDefinition 2026-09-05';
const languages = 'floci#2968, measured 2026-09';

const queryLanguages: Refusal[] = [
  {
    what: 'JSONPath in a JSONata machine, and nothing more of its Output',
    definition: only(pass({ QueryLanguage: 'JSONPath', Output: { v: '{% 1 %}' } }), jsonata),
    at: '/States/S',
    says: "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
    source: languages,
  },
  {
    what: 'JSONPath in a branch of a JSONata machine',
    definition: only(
      parallel({ Branches: [branch({ States: { Inner: pass({ QueryLanguage: 'JSONPath' }) } })] }),
      jsonata,
    ),
    at: '/States/S/Branches/0/States/Inner',
    says: "'QueryLanguage' can not be 'JSONPath'",
    source: languages,
  },
  {
    what: 'a language that a Map does not hand on to its processor',
    definition: only(map({ ...jsonata, ItemProcessor: branch({ States: { Inner: pass({ Output: 1 }) } }) })),
    at: '/States/S/ItemProcessor/States/Inner/Output',
    says: "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage",
    source: languages,
  },
  {
    what: 'a language of a processor',
    definition: only(map({ ItemProcessor: branch(jsonata) })),
    at: '/States/S/ItemProcessor/QueryLanguage',
    says: "Field 'QueryLanguage' is not supported",
    source: languages,
  },
  {
    what: 'a language of an Iterator',
    definition: only(map({ ItemProcessor: undefined, Iterator: branch(jsonata) })),
    at: '/States/S/Iterator/QueryLanguage',
    says: "Field 'QueryLanguage' is not supported",
    source: languages,
  },
  {
    what: 'a language of a branch',
    definition: only(parallel({ Branches: [branch(jsonata)] })),
    at: '/States/S/Branches/0/QueryLanguage',
    says: "Field 'QueryLanguage' is not supported",
    source: languages,
  },
  {
    what: 'a language in lower case, which counts as JSONata',
    definition: only(pass({ QueryLanguage: 'jsonpath', Output: 1 })),
    at: '/States/S/QueryLanguage',
    says: 'Value should be one of the following: [JSONPath, JSONata]',
    source: languages,
  },
  ...['InputPath', 'OutputPath', 'ResultPath', 'Parameters', 'Result'].map((field) => ({
    what: `${field} in a JSONata Pass`,
    definition: only(pass({ [field]: '$.a' }), jsonata),
    at: `/States/S/${field}`,
    says: `The QueryLanguage is set to 'JSONata', but field '${field}' is only supported for the 'JSONPath' QueryLanguage`,
    source: languages,
  })),
  ...['ResultSelector', 'TimeoutSecondsPath', 'HeartbeatSecondsPath'].map((field) => ({
    what: `${field} in a JSONata Task`,
    definition: only(task({ [field]: '$.a' }), jsonata),
    at: `/States/S/${field}`,
    says: `field '${field}' is only supported for the 'JSONPath' QueryLanguage`,
    source: fieldMatrix,
  })),
  ...['ItemsPath', 'MaxConcurrencyPath', 'ToleratedFailureCountPath', 'ToleratedFailurePercentagePath'].map(
    (field) => ({
      what: `${field} in a JSONata Map`,
      definition: only(distributed({ [field]: '$.a' }), jsonata),
      at: `/States/S/${field}`,
      says: `field '${field}' is only supported for the 'JSONPath' QueryLanguage`,
      source: 'floci#3733, measured 2026-09-16',
    }),
  ),
  {
    what: 'Arguments in a JSONPath Task',
    definition: only(task({ Arguments: {} })),
    at: '/States/S/Arguments',
    says: "The QueryLanguage is set to 'JSONPath', but field 'Arguments' is only supported for the 'JSONata' QueryLanguage",
    source: languages,
  },
  {
    what: 'Items in a JSONPath Map',
    definition: only(map({ Items: [1] })),
    at: '/States/S/Items',
    says: "field 'Items' is only supported for the 'JSONata' QueryLanguage",
    source: languages,
  },
  {
    what: 'ErrorPath in a JSONata Fail',
    definition: only({ Type: 'Fail', ErrorPath: '$.a' }, jsonata),
    at: '/States/S/ErrorPath',
    says: "field 'ErrorPath' is only supported for the 'JSONPath' QueryLanguage",
    source: fieldMatrix,
  },
];

test.each(queryLanguages)('AWS refuses $what', expectRefused);

const accepted: Acceptance[] = [
  {
    what: 'a JSONata state in a JSONPath machine',
    definition: only(pass({ ...jsonata, Output: '{% 1 %}' })),
    source: languages,
  },
  {
    what: 'a JSONata state in a JSONata machine',
    definition: only(pass({ ...jsonata, Output: 1 }), jsonata),
    source: languages,
  },
  {
    what: 'a JSONPath state in a JSONPath machine',
    definition: only(pass({ QueryLanguage: 'JSONPath', InputPath: '$.a' })),
    source: languages,
  },
  {
    what: 'a JSONata state in a processor of a JSONPath machine',
    definition: only(map({ ItemProcessor: branch({ States: { Inner: pass({ ...jsonata, Output: 1 }) } }) })),
    source: languages,
  },
];

test.each(accepted)('AWS accepts $what', expectAccepted);

test('a JSONPath Map that a JSONata machine refuses is checked all the same', () => {
  const definition = only(map({ QueryLanguage: 'JSONPath', MaxConcurrency: -1 }), jsonata);
  expect(errorsOf(definition)).toMatchObject([{ pointer: '/States/S' }, { pointer: '/States/S/MaxConcurrency' }]);
});
