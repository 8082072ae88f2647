import { test } from 'vitest';
import { branch, distributed, expectAccepted, expectRefused, map, only, parallel, pass } from './validate-cases.ts';
import type { Acceptance, Refusal } from './validate-cases.ts';

const fieldMatrix = 'cdk-preflight, measured with ValidateStateMachineDefinition 2026-09-05';

const two = (first: object, second: object): object => ({ StartAt: 'A', States: { A: first, B: second } });

const names: Refusal[] = [
  {
    what: 'a name in the machine and in a processor',
    definition: only(map({ ItemProcessor: { StartAt: 'S', States: { S: pass() } } })),
    at: '/States/S/ItemProcessor/States/S',
    says: 'Duplicate State name: S',
    code: 'DUPLICATE_STATE_NAME',
    source: 'cfn-lint#3616, CloudFormation deployment 2024-08',
  },
  {
    what: 'a name in two branches',
    definition: only(parallel({ Branches: [branch(), branch()] })),
    at: '/States/S/Branches/1/States/Inner',
    says: 'Duplicate State name: Inner',
    code: 'DUPLICATE_STATE_NAME',
    source: 'sfnx, measured 2026-09',
  },
  {
    what: 'a name of 81 characters',
    definition: { StartAt: 'é'.repeat(81), States: { ['é'.repeat(81)]: pass() } },
    at: `/States/${'é'.repeat(81)}`,
    says: 'exceeds the 80-character limit allowed by the service',
    code: 'INVALID_STATE_NAME',
    source: fieldMatrix,
  },
  {
    what: 'an empty name',
    definition: { StartAt: '', States: { '': pass() } },
    at: '/States/',
    says: 'cannot be empty',
    code: 'INVALID_STATE_NAME',
    source: 'https://states-language.net/#states-fields',
  },
  {
    what: 'a Label that two Maps have',
    definition: two(
      distributed({ Label: 'L', End: undefined, Next: 'B' }),
      distributed({ Label: 'L', ItemProcessor: { ...processor(), StartAt: 'Other', States: { Other: pass() } } }),
    ),
    at: '/States/B/Label',
    says: 'Duplicate Label name: L',
    code: 'DUPLICATE_LABEL_NAME',
    source: fieldMatrix,
  },
  {
    what: 'a Label of 41 characters',
    definition: only(distributed({ Label: 'l'.repeat(41) })),
    at: '/States/S/Label',
    says: 'exceeds the 40-character limit allowed by the service',
    code: 'INVALID_LABEL_NAME',
    source: fieldMatrix,
  },
  ...[' ', '*', '{', '"', '/', ':', '$'].map((character) => ({
    what: `a Label with '${character}'`,
    definition: only(distributed({ Label: `a${character}b` })),
    at: '/States/S/Label',
    says: 'must not be empty nor hold',
    code: 'INVALID_LABEL_NAME',
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html',
  })),
];

function processor(): object {
  return { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
}

test.each(names)('AWS refuses $what', expectRefused);

const accepted: Acceptance[] = [
  {
    what: 'a name of 80 characters outside of the BMP',
    definition: { StartAt: '😀'.repeat(80), States: { ['😀'.repeat(80)]: pass() } },
    source: 'https://states-language.net/#states-fields',
  },
  {
    what: 'states named like fields of all objects',
    definition: JSON.parse(
      '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass","Next":"constructor"},"constructor":{"Type":"Pass","End":true}}}',
    ) as object,
    source: 'https://states-language.net/#states-fields',
  },
];

test.each(accepted)('AWS accepts $what', expectAccepted);
