import { isRecord, refuse } from './place.ts';
import type { Check } from './place.ts';
import { objectOrExpression } from './templates.ts';

/** The role of another account: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html */
export const credentials: Check = (value, place) => {
  objectOrExpression(value, place);
  if (!isRecord(value) || Object.hasOwn(value, 'RoleArn')) return;
  if (place.language === 'JSONPath' && Object.hasOwn(value, 'RoleArn.$')) return;
  refuse(place, "The field 'RoleArn' is required but was missing");
};
