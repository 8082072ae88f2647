import { checkText } from './expressions.ts';
import { fieldOf, inside, isRecord, refuse, warn } from './place.ts';
import type { Check, JsonRecord, Place } from './place.ts';
import { path } from './paths.ts';
import { both, checkShape, jsonataOnly, pathOnly, shaped } from './shape.ts';
import type { Shape } from './shape.ts';
import { objectOrExpression, template } from './templates.ts';
import { anything, list, oneOf, orExpression, text, whole } from './values.ts';

/** The paths of a Map's numbers read the state's input or variables, never the context object. */
export const numberPath: Check = path({ reference: true, context: false });

/** Where the items stand in the definition; a distributed Map may also take an object. */
export const items: Check = (value, place) => {
  if (typeof value === 'string') checkItemsText(value, place);
  else if (Array.isArray(value) || isRecord(value)) template(value, place);
  else refuse(place, 'Expected value of type Array');
};

const checkItemsText = (value: string, place: Place): void => {
  if (value.startsWith('{%') || value.endsWith('%}')) checkText(value, place);
  else refuse(place, 'JSONata string must start with {% and end with %}');
};

export const processorConfig: Check = (value, place) => {
  if (!isRecord(value)) {
    refuse(place, 'Expected value of type Object');
    return;
  }
  const mode = fieldOf(value, 'Mode');
  checkShape(value, place, mode === 'DISTRIBUTED' ? distributed : inline);
  const isModeless = mode === undefined && Object.hasOwn(value, 'ExecutionType');
  if (isModeless)
    warn(inside(place, 'ExecutionType'), 'DISTRIBUTED_ONLY', "ExecutionType counts only with Mode 'DISTRIBUTED'");
  if (mode === 'INLINE' && Object.hasOwn(value, 'ExecutionType')) {
    refuse(inside(place, 'ExecutionType'), "Field 'ExecutionType' is not supported with Mode 'INLINE'");
  }
};

const inline: Shape = {
  fields: { Mode: both(oneOf('INLINE', 'DISTRIBUTED')), ExecutionType: both(oneOf('STANDARD', 'EXPRESS')) },
};
const distributed: Shape = { ...inline, required: ['ExecutionType'] };

const resourceOf =
  (...actions: string[]): Check =>
  (value, place) => {
    if (typeof value !== 'string') refuse(place, 'Expected value of type String');
    else if (!actions.some((action) => new RegExp(`^arn:[^:]+:states:::${action}$`).test(value))) {
      refuse(place, `The field 'Resource' does not match any of the allowed values: [${actions.join(', ')}]`);
    }
  };

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
export const itemReader: Check = shaped({
  required: ['Resource'],
  fields: {
    Resource: both(resourceOf('s3:getObject', 's3:listObjectsV2')),
    Parameters: pathOnly(template),
    Arguments: jsonataOnly(template),
    ReaderConfig: both((value, place) => {
      readerConfig(value, place);
    }),
  },
});

const readerFields: Shape = {
  atMostOne: [['MaxItems', 'MaxItemsPath']],
  fields: {
    InputType: both(anything),
    Transformation: both(oneOf('NONE', 'LOAD_AND_FLATTEN')),
    ManifestType: both(oneOf('ATHENA_DATA', 'S3_INVENTORY')),
    MaxItems: both(orExpression(whole(0, 100_000_000))),
    MaxItemsPath: pathOnly(numberPath),
    CSVHeaderLocation: both(oneOf('FIRST_ROW', 'GIVEN')),
    CSVHeaders: both(list(text)),
    CSVDelimiter: both(oneOf('COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB')),
    ItemsPointer: both((value, place) => {
      checkItemsPointer(value, place);
    }),
  },
};

/** The fields that only some types of input have. */
const fieldsByInput: Record<string, string[]> = {
  CSV: ['CSVHeaderLocation', 'CSVHeaders', 'CSVDelimiter', 'ManifestType'],
  JSON: ['ItemsPointer'],
  JSONL: ['ManifestType'],
  MANIFEST: ['ManifestType'],
  PARQUET: ['ManifestType'],
};
const inputFields = new Set(Object.values(fieldsByInput).flat());

const readerConfig: Check = (value, place) => {
  if (!isRecord(value)) {
    refuse(place, 'Expected value of type Object');
    return;
  }
  checkShape(value, place, readerFields);
  const type = fieldOf(value, 'InputType');
  if (type === undefined) {
    if (fieldOf(value, 'Transformation') === 'LOAD_AND_FLATTEN') refuse(place, "The field 'InputType' is required");
  } else if (typeof type !== 'string' || !Object.hasOwn(fieldsByInput, type)) {
    const known = Object.keys(fieldsByInput).join(', ');
    refuse(inside(place, 'InputType'), `The field 'InputType' should have one of these values: [${known}]`);
  } else checkInput(value, type, place);
};

const checkInput = (config: JsonRecord, type: string, place: Place): void => {
  const headers = type === 'CSV' ? fieldOf(config, 'CSVHeaderLocation') : 'none';
  if (headers === undefined) {
    refuse(place, "The field 'CSVHeaderLocation' is required"); // AWS then says no more
    return;
  }
  for (const name of Object.keys(config)) {
    if (!inputFields.has(name) || fieldsByInput[type]?.includes(name)) continue;
    refuse(inside(place, name), `Field '${name}' is not supported with InputType '${type}'`);
  }
  if (headers === 'GIVEN' && !Object.hasOwn(config, 'CSVHeaders'))
    refuse(place, 'These fields are required: [CSVHeaders]');
};

const checkItemsPointer: Check = (value, place) => {
  if (typeof value !== 'string') refuse(place, 'Expected value of type String');
  else if (value !== '' && !value.startsWith('/')) {
    refuse(place, `Invalid input: JSON Pointer expression must start with '/': "${value}"`);
  }
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html */
export const itemBatcher: Check = (value, place) => {
  shaped(batcher)(value, place);
  if (!isRecord(value) || limitsOfBatch.some((name) => Object.hasOwn(value, name))) return;
  refuse(place, `This object should have at least one of the following fields: [${limitsOfBatch.join(', ')}]`);
};

const batcher: Shape = {
  atMostOne: [
    ['MaxItemsPerBatch', 'MaxItemsPerBatchPath'],
    ['MaxInputBytesPerBatch', 'MaxInputBytesPerBatchPath'],
  ],
  fields: {
    BatchInput: both(objectOrExpression),
    MaxItemsPerBatch: both(orExpression(whole(0))),
    MaxItemsPerBatchPath: pathOnly(numberPath),
    MaxInputBytesPerBatch: both(orExpression(whole(0))),
    MaxInputBytesPerBatchPath: pathOnly(numberPath),
  },
};
const limitsOfBatch = batcher.atMostOne?.flat() ?? [];

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
export const resultWriter: Check = (value, place) => {
  shaped(writer)(value, place);
  if (!isRecord(value)) return;
  const destination = place.language === 'JSONata' ? 'Arguments' : 'Parameters';
  const [hasResource, hasDestination] = [Object.hasOwn(value, 'Resource'), Object.hasOwn(value, destination)];
  if (hasResource !== hasDestination) {
    refuse(place, `These fields are required: [${hasResource ? destination : 'Resource'}]`);
  } else if (!hasResource && !Object.hasOwn(value, 'WriterConfig')) {
    refuse(place, `These fields are required: [Resource, ${destination}], or WriterConfig`);
  }
  const where = fieldOf(value, 'Arguments');
  if (isRecord(where) && !Object.hasOwn(where, 'Prefix')) {
    refuse(inside(place, 'Arguments'), 'These fields are required: [Prefix]');
  }
};

const writer: Shape = {
  fields: {
    Resource: both(resourceOf('s3:putObject')),
    Parameters: pathOnly(template),
    Arguments: jsonataOnly(template),
    WriterConfig: both(
      shaped({
        fields: {
          OutputType: both(oneOf('JSON', 'JSONL')),
          Transformation: both(oneOf('NONE', 'COMPACT', 'FLATTEN')),
        },
      }),
    ),
  },
};

/** Fields without effect in an inline Map, which AWS accepts in one all the same. */
const distributedOnly = [
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'ToleratedFailureCount',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentage',
  'ToleratedFailurePercentagePath',
  'Label',
];

export const checkMode = (state: JsonRecord, place: Place): void => {
  if (isDistributed(state)) return;
  for (const name of distributedOnly) {
    if (!Object.hasOwn(state, name)) continue;
    const message = `${name} counts only in a distributed Map: give the processor a ProcessorConfig with Mode 'DISTRIBUTED'`;
    warn(inside(place, name), 'DISTRIBUTED_ONLY', message);
  }
};

export const isDistributed = (state: JsonRecord): boolean =>
  ['ItemProcessor', 'Iterator'].some((name) => {
    const processor = fieldOf(state, name);
    const config = isRecord(processor) ? fieldOf(processor, 'ProcessorConfig') : undefined;
    return isRecord(config) && fieldOf(config, 'Mode') === 'DISTRIBUTED';
  });
