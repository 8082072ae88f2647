import { refuse, warn } from './place.ts';
import type { Check, Place } from './place.ts';

/** A Task's Resource: a Lambda function, an activity or a service integration. */
export const resource: Check = (value, place) => {
  if (typeof value !== 'string') {
    refuse(place, 'Expected value of type String');
  } else if (/^\$\{[^}]+\}$/.test(value)) {
    warn(place, 'UNRESOLVED_PLACEHOLDER', `'${value}' stands for an ARN; put the ARN there before you deploy`);
  } else {
    // What CloudFormation or SAM would put in has no part in the form.
    checkArn(value, value.replaceAll(/\$\{[^}]*\}/g, 'x'), place);
  }
};

const checkArn = (written: string, arn: string, place: Place): void => {
  const [prefix, partition = '', service, region, account, kind = '', ...rest] = arn.split(':');
  if (prefix !== 'arn' || partition === '' || rest.length === 0) refuse(place, 'Value is not a valid resource ARN');
  else if (service === 'states' && region === '' && account === '')
    checkIntegration(written, kind, rest.join(':'), place);
  else if (!(service === 'lambda' && kind === 'function') && !(service === 'states' && kind === 'activity')) {
    refuse(place, notRecognized(written));
  }
};

const notRecognized = (arn: string): string =>
  `The resource provided ${arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`;

/** https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html */
const checkIntegration = (written: string, service: string, action: string, place: Place): void => {
  const form =
    service === 'aws-sdk' ? /^[\w-]+:\w+(\.waitForTaskToken)?$/ : /^\w+(\.waitForTaskToken|\.sync|\.sync:2)?$/;
  const parts = form.exec(action);
  const pattern = parts?.[1] ?? '';
  const isKnown =
    parts !== null &&
    /^[\w-]+$/.test(service) &&
    !(pattern.startsWith('.sync') && withoutJobs.has(service)) &&
    !(pattern === '.waitForTaskToken' && withoutCallbacks.has(service)) &&
    !(pattern === '.sync:2' && service !== 'states');
  if (!isKnown) refuse(place, notRecognized(written));
};

const withoutJobs = new Set(['lambda', 'sns', 'sqs', 'dynamodb', 'events', 'apigateway', 'aws-sdk', 'http']);

const withoutCallbacks = new Set([
  'athena',
  'batch',
  'codebuild',
  'databrew',
  'dynamodb',
  'elasticmapreduce',
  'emr-containers',
  'emr-serverless',
  'glue',
  'mediaconvert',
  'sagemaker',
]);
