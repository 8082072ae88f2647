import type { ComparisonOperator } from '../states.ts';
import { checkExpression } from './expressions.ts';
import { path } from './paths.ts';
import { inside, isRecord, refuse, refuseWithHint } from './place.ts';
import type { Check, JsonRecord, Place } from './place.ts';
import { both, checkShape, jsonataOnly, pathOnly } from './shape.ts';
import type { Field, Shape } from './shape.ts';
import { template } from './templates.ts';
import { flag, list, literalText, number, text, timestamp } from './values.ts';
import { assign } from './variables.ts';

const referencePath = path({ reference: true });
const operand: Check = (value, place) => {
  if (typeof value !== 'string' || value.startsWith('$')) referencePath(value, place);
  else refuse(place, "Value is not a Reference Path: Reference path didn't start with '$'");
};

/** In the order in which AWS names them. */
const operatorFields: Record<ComparisonOperator, Field> = {
  StringEquals: pathOnly(literalText),
  IsBoolean: pathOnly(flag),
  StringLessThan: pathOnly(literalText),
  IsNumeric: pathOnly(flag),
  BooleanEquals: pathOnly(flag),
  StringLessThanEqualsPath: pathOnly(operand),
  NumericLessThan: pathOnly(number),
  NumericGreaterThan: pathOnly(number),
  NumericLessThanPath: pathOnly(operand),
  StringMatches: pathOnly(literalText),
  TimestampLessThanEqualsPath: pathOnly(operand),
  NumericEquals: pathOnly(number),
  TimestampGreaterThan: pathOnly(timestamp),
  StringGreaterThanEqualsPath: pathOnly(operand),
  TimestampGreaterThanEqualsPath: pathOnly(operand),
  TimestampLessThanEquals: pathOnly(timestamp),
  NumericLessThanEqualsPath: pathOnly(operand),
  TimestampEquals: pathOnly(timestamp),
  BooleanEqualsPath: pathOnly(operand),
  IsTimestamp: pathOnly(flag),
  StringLessThanEquals: pathOnly(literalText),
  NumericLessThanEquals: pathOnly(number),
  StringLessThanPath: pathOnly(operand),
  TimestampGreaterThanPath: pathOnly(operand),
  StringGreaterThan: pathOnly(literalText),
  StringGreaterThanPath: pathOnly(operand),
  IsString: pathOnly(flag),
  StringEqualsPath: pathOnly(operand),
  TimestampEqualsPath: pathOnly(operand),
  TimestampLessThan: pathOnly(timestamp),
  StringGreaterThanEquals: pathOnly(literalText),
  NumericGreaterThanPath: pathOnly(operand),
  NumericGreaterThanEquals: pathOnly(number),
  NumericEqualsPath: pathOnly(operand),
  TimestampLessThanPath: pathOnly(operand),
  IsNull: pathOnly(flag),
  IsPresent: pathOnly(flag),
  TimestampGreaterThanEquals: pathOnly(timestamp),
  NumericGreaterThanEqualsPath: pathOnly(operand),
};

const test: Shape = {
  fields: {
    Comment: both(text),
    And: pathOnly(
      list((value, place) => {
        nestedRule(value, place);
      }),
    ),
    Or: pathOnly(
      list((value, place) => {
        nestedRule(value, place);
      }),
    ),
    Not: pathOnly((value, place) => {
      nestedRule(value, place);
    }),
    Variable: pathOnly(operand),
    ...operatorFields,
  },
};

const rule: Shape = {
  required: ['Next'],
  fields: {
    ...test.fields,
    Next: both(text),
    Assign: both(assign),
    Output: jsonataOnly(template),
    Condition: jsonataOnly((value, place) => {
      if (typeof value !== 'boolean') checkExpression(value, place);
    }),
  },
};

/** https://states-language.net/#choice-state */
export const choices: Check = list((value, place) => {
  checkRule(value, place, rule);
});

const nestedRule: Check = (value, place) => {
  checkRule(value, place, test);
};

const forms = ['And', 'Or', 'Not', 'Variable', 'Condition'];

const checkRule = (value: unknown, place: Place, shape: Shape): void => {
  if (!isRecord(value)) {
    refuse(place, 'Expected value of type Object');
    return;
  }
  checkShape(value, place, shape);
  const known = forms.filter((form) => Object.hasOwn(value, form));
  if (known.length !== 1) refuse(place, `The object must have only one of the following fields, [${forms.join(', ')}]`);
  checkOperators(value, place);
};

const checkOperators = (value: JsonRecord, place: Place): void => {
  const operators = Object.keys(value).filter((name) => Object.hasOwn(operatorFields, name));
  if (Object.hasOwn(value, 'Variable')) {
    const all = `[${Object.keys(operatorFields).join(', ')}]`;
    if (operators.length === 0) refuse(place, `This object should have only one of the following fields: ${all}`);
    if (operators.length > 1) {
      refuseWithHint(
        place,
        `There should only be one of the following fields: ${all}`,
        `here are ${operators.join(', ')}`,
      );
    }
    return;
  }
  for (const name of operators) refuse(inside(place, name), `Field '${name}' is not supported without Variable`);
};
