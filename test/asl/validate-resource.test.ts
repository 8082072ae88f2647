import { expect, test } from 'vitest';
import { validate } from '../../asl/spec/validate.ts';
import { expectAccepted, expectRefused, jsonata, only, task } from './validate-cases.ts';
import type { Acceptance, Refusal } from './validate-cases.ts';

const measured = 'cdk-preflight, measured with ValidateStateMachineDefinition 2026-09-05';
const taskRule = 'https://states-language.net/#task-state';

const resources: Refusal[] = [
  ...['createToken', 'arn:aws:lambda:eu-west-1', '', 'http://example.com'].map((resource) => ({
    what: `the resource '${resource}'`,
    definition: only(task({ Resource: resource })),
    at: '/States/S/Resource',
    says: 'Value is not a valid resource ARN',
    source: 'aws-sam-cli-app-templates#185, CreateStateMachine 2022-02; cdk-preflight 2026-09-05',
  })),
  ...[
    'arn:aws:states:::lambda:invoke.sync',
    'arn:aws:states:::sqs:sendMessage.sync',
    'arn:aws:states:::dynamodb:getItem.waitForTaskToken',
    'arn:aws:states:::glue:startJobRun.waitForTaskToken',
    'arn:aws:states:::ecs:runTask.sync:2',
    'arn:aws:states:::aws-sdk:s3:getObject.sync',
  ].map((resource) => ({
    what: `the resource ${resource}`,
    definition: only(task({ Resource: resource })),
    at: '/States/S/Resource',
    says: `The resource provided ${resource} is not recognized.`,
    source: measured,
  })),
  ...['arn:aws:states:::lambda:invoke.later', 'arn:aws:states:::aws-sdk:s3', 'arn:aws:s3:::bucket:x'].map(
    (resource) => ({
      what: `the resource ${resource}`,
      definition: only(task({ Resource: resource })),
      at: '/States/S/Resource',
      says: `The resource provided ${resource} is not recognized.`,
      source: taskRule,
    }),
  ),
  {
    what: 'a resource that is no text',
    definition: only(task({ Resource: 1 })),
    at: '/States/S/Resource',
    says: 'Expected value of type String',
    source: taskRule,
  },
  {
    what: 'Credentials without a role',
    definition: only(task({ Credentials: {} })),
    at: '/States/S/Credentials',
    says: "The field 'RoleArn' is required but was missing",
    source: measured,
  },
  {
    what: 'Credentials for an activity',
    definition: only(
      task({ Resource: 'arn:aws:states:eu-west-1:123456789012:activity:a', Credentials: { RoleArn: 'r' } }),
    ),
    at: '/States/S/Credentials',
    says: "The field 'Credentials' is not supported for activities",
    source: measured,
  },
];

test.each(resources)('AWS refuses $what', expectRefused);

const accepted: Acceptance[] = [
  ...[
    'arn:aws:states:::lambda:invoke.waitForTaskToken',
    'arn:aws:states:::states:startExecution.sync:2',
    'arn:aws:states:::ecs:runTask.sync',
    'arn:aws:states:::aws-sdk:s3:getObject',
    'arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken',
    'arn:aws:states:::emr-serverless:startJobRun.sync',
    'arn:aws:states:::http:invoke',
    'arn:aws-cn:states:::sqs:sendMessage',
    'arn:aws:states:eu-west-1:123456789012:activity:work',
    'arn:aws:lambda:eu-west-1:123456789012:function:work:live',
    'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:work-${Environment}',
  ].map((resource) => ({
    what: `the resource ${resource}`,
    definition: only(task({ Resource: resource })),
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html',
  })),
  {
    what: 'a role by path',
    definition: only(task({ Credentials: { 'RoleArn.$': '$.role' } })),
    source: 'localstack test_credentials_base, recorded 2024-12-04',
  },
  {
    what: 'a computed role',
    definition: only(task({ Credentials: { RoleArn: '{% $states.input.role %}' } }), jsonata),
    source: 'localstack test_credentials_base, recorded 2024-12-04',
  },
];

test.each(accepted)('AWS accepts $what', expectAccepted);

test.each([
  {
    what: 'a resource that is still to be put in',
    state: task({ Resource: '${WorkFunctionArn}' }),
    code: 'UNRESOLVED_PLACEHOLDER',
    at: '/States/S/Resource',
  },
])('$what is doubtful', ({ state, code, at }) => {
  expect(validate(only(state))).toMatchObject([{ severity: 'warning', code, pointer: at }]);
});
