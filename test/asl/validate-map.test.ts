import { expect, test } from 'vitest';
import { validate } from '../../asl/spec/validate.ts';
import { branch, distributed, expectAccepted, expectRefused, jsonata, map, only } from './validate-cases.ts';
import type { Acceptance, Refusal } from './validate-cases.ts';

const measured = 'cdk-preflight, measured with ValidateStateMachineDefinition 2026-09-05';
const numbers = 'floci#3733, measured 2026-09-16';
const readers = 'tiny-asl-machine Validation.ItemReader, recorded on AWS 2026';
const mapRule = 'https://states-language.net/#map-state';
const writerRule = 'https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html';

const getObject = 'arn:aws:states:::s3:getObject';
const reader = (ReaderConfig: unknown, fields: object = {}): object =>
  only(
    distributed({
      ItemReader: { Resource: getObject, Parameters: { Bucket: 'b', Key: 'k' }, ReaderConfig, ...fields },
    }),
  );
const config = '/States/S/ItemReader/ReaderConfig';
const mode = (ProcessorConfig: unknown): object => only(map({ ItemProcessor: branch({ ProcessorConfig }) }));
const processorConfig = '/States/S/ItemProcessor/ProcessorConfig';
const writer = (ResultWriter: unknown, machine = {}): object => only(distributed({ ResultWriter }), machine);
const batcher = (ItemBatcher: unknown): object => only(distributed({ ItemBatcher }));

const pairs = [
  { pair: ['MaxConcurrency', 'MaxConcurrencyPath'], at: '/States/S', of: (fields: object) => only(map({ ...fields })) },
  {
    pair: ['ToleratedFailureCount', 'ToleratedFailureCountPath'],
    at: '/States/S',
    of: (fields: object) => only(distributed({ ...fields })),
  },
  {
    pair: ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
    at: '/States/S',
    of: (fields: object) => only(distributed({ ...fields })),
  },
  { pair: ['MaxItemsPerBatch', 'MaxItemsPerBatchPath'], at: '/States/S/ItemBatcher', of: batcher },
  { pair: ['MaxInputBytesPerBatch', 'MaxInputBytesPerBatchPath'], at: '/States/S/ItemBatcher', of: batcher },
  { pair: ['MaxItems', 'MaxItemsPath'], at: config, of: (fields: object) => reader({ InputType: 'JSON', ...fields }) },
] as const;

const refused: Refusal[] = [
  {
    what: 'a Map without processor',
    definition: only(map({ ItemProcessor: undefined })),
    at: '/States/S',
    says: 'This object should have only one of the following fields: [ItemProcessor, Iterator]',
    source: measured,
  },
  {
    what: 'a Map with two processors',
    definition: only(map({ Iterator: branch({ StartAt: 'J', States: { J: { Type: 'Succeed' } } }) })),
    at: '/States/S',
    says: 'There should only be one of the following fields: [ItemProcessor, Iterator]',
    source: measured,
  },
  {
    what: 'a processor that is no object',
    definition: only(map({ ItemProcessor: [] })),
    at: '/States/S/ItemProcessor',
    says: 'Expected value of type Object',
    source: mapRule,
  },
  {
    what: 'a processor without States',
    definition: only(map({ ItemProcessor: { StartAt: 'A' } })),
    at: '/States/S/ItemProcessor',
    says: 'These fields are required: [States]',
    source: mapRule,
  },
  {
    what: 'ItemSelector beside Parameters',
    definition: only(map({ ItemSelector: {}, Parameters: {} })),
    at: '/States/S',
    says: 'There should only be one of the following fields: [ItemSelector, Parameters]',
    source: 'tiny-asl-machine Map.State, recorded on AWS 2026',
  },
  {
    what: 'a ProcessorConfig of the whole machine',
    definition: only(map(), { ProcessorConfig: {} }),
    at: '/ProcessorConfig',
    says: "Field 'ProcessorConfig' is not supported",
    source: mapRule,
  },
  {
    what: 'a distributed Map without ExecutionType',
    definition: mode({ Mode: 'DISTRIBUTED' }),
    at: processorConfig,
    says: 'These fields are required: [ExecutionType]',
    source: measured,
  },
  {
    what: 'an inline Map with ExecutionType',
    definition: mode({ Mode: 'INLINE', ExecutionType: 'STANDARD' }),
    at: `${processorConfig}/ExecutionType`,
    says: "Field 'ExecutionType' is not supported",
    source: measured,
  },
  {
    what: 'another ExecutionType',
    definition: mode({ Mode: 'DISTRIBUTED', ExecutionType: 'FAST' }),
    at: `${processorConfig}/ExecutionType`,
    says: 'Value should be one of the following: [STANDARD, EXPRESS]',
    source: measured,
  },
  {
    what: 'another Mode',
    definition: mode({ Mode: 'LOCAL' }),
    at: `${processorConfig}/Mode`,
    says: 'Value should be one of the following: [INLINE, DISTRIBUTED]',
    source: mapRule,
  },
  {
    what: 'a ProcessorConfig that is a text',
    definition: mode('INLINE'),
    at: processorConfig,
    says: 'Expected value of type Object',
    source: mapRule,
  },
  ...pairs.map(({ pair: [literal, path], at, of }) => ({
    what: `${literal} beside ${path}`,
    definition: of({ [literal]: 1, [path]: '$.n' }),
    at,
    says: `There should only be one of the following fields: [${literal}, ${path}]`,
    source: numbers,
  })),
  ...pairs.map(({ pair: [literal], at, of }) => ({
    what: `${literal} below 0`,
    definition: of({ [literal]: -1 }),
    at: `${at}/${literal}`,
    says: 'Minimum value is 0',
    source: numbers,
  })),
  ...pairs.map(({ pair: [, path], at, of }) => ({
    what: `${path} of the context object`,
    definition: of({ [path]: '$$.Execution.Input.n' }),
    at: `${at}/${path}`,
    says: 'Value is not a Reference Path',
    source: numbers,
  })),
  {
    what: 'ToleratedFailurePercentage 101',
    definition: only(distributed({ ToleratedFailurePercentage: 101 })),
    at: '/States/S/ToleratedFailurePercentage',
    says: 'Maximum value is 100.0',
    source: numbers,
  },
  {
    what: 'MaxConcurrency as text',
    definition: only(map({ MaxConcurrency: '5' })),
    at: '/States/S/MaxConcurrency',
    says: 'Expected value of type Integer',
    source: measured,
  },
  {
    what: 'MaxConcurrency 1.5',
    definition: only(map({ MaxConcurrency: 1.5 })),
    at: '/States/S/MaxConcurrency',
    says: 'Expected value of type Integer',
    source: mapRule,
  },
  {
    what: 'MaxItems 100000001',
    definition: reader({ InputType: 'JSON', MaxItems: 100_000_001 }),
    at: `${config}/MaxItems`,
    says: 'Maximum value is 100000000',
    source: numbers,
  },
  {
    what: 'a reader of something else',
    definition: reader({ InputType: 'JSON' }, { Resource: 'arn:aws:states:::s3:putObject' }),
    at: '/States/S/ItemReader/Resource',
    says: "The field 'Resource' does not match any of the allowed values",
    source: measured,
  },
  {
    what: 'a reader without Resource',
    definition: reader({ InputType: 'JSON' }, { Resource: undefined }),
    at: '/States/S/ItemReader',
    says: 'These fields are required: [Resource]',
    source: mapRule,
  },
  {
    what: 'CSV without CSVHeaderLocation',
    definition: reader({ InputType: 'CSV' }),
    at: config,
    says: "The field 'CSVHeaderLocation' is required",
    source: readers,
  },
  {
    what: 'CSV of an inventory',
    definition: reader({ ManifestType: 'S3_INVENTORY', InputType: 'CSV' }),
    at: config,
    says: "The field 'CSVHeaderLocation' is required",
    source: readers,
  },
  {
    what: 'CSV with ItemsPointer',
    definition: reader({ InputType: 'CSV', ItemsPointer: '/a' }),
    at: config,
    says: "The field 'CSVHeaderLocation' is required",
    source: readers,
  },
  {
    what: 'given headers that are not given',
    definition: reader({ InputType: 'CSV', CSVHeaderLocation: 'GIVEN' }),
    at: config,
    says: 'These fields are required: [CSVHeaders]',
    source: readers,
  },
  {
    what: 'headers for JSON',
    definition: reader({ InputType: 'JSON', CSVHeaderLocation: 'FIRST_ROW' }),
    at: `${config}/CSVHeaderLocation`,
    says: "Field 'CSVHeaderLocation' is not supported",
    source: readers,
  },
  {
    what: 'a manifest of JSON',
    definition: reader({ ManifestType: 'ATHENA_DATA', InputType: 'JSON' }),
    at: `${config}/ManifestType`,
    says: "Field 'ManifestType' is not supported",
    source: readers,
  },
  {
    what: 'LOAD_AND_FLATTEN without InputType',
    definition: reader({ Transformation: 'LOAD_AND_FLATTEN' }, { Resource: 'arn:aws:states:::s3:listObjectsV2' }),
    at: config,
    says: "The field 'InputType' is required",
    source: readers,
  },
  {
    what: 'an ItemsPointer that is none',
    definition: reader({ InputType: 'JSON', ItemsPointer: 'data/items' }),
    at: `${config}/ItemsPointer`,
    says: `Invalid input: JSON Pointer expression must start with '/': "data/items"`,
    source: readers,
  },
  {
    what: 'another InputType',
    definition: reader({ InputType: 'XML' }),
    at: `${config}/InputType`,
    says: "The field 'InputType' should have one of these values",
    source: mapRule,
  },
  {
    what: 'another delimiter',
    definition: reader({ InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', CSVDelimiter: ';' }),
    at: `${config}/CSVDelimiter`,
    says: 'Value should be one of the following: [COMMA, PIPE, SEMICOLON, SPACE, TAB]',
    source: mapRule,
  },
  {
    what: 'a batcher without size',
    definition: batcher({ BatchInput: {} }),
    at: '/States/S/ItemBatcher',
    says: 'at least one of the following fields',
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html',
  },
  {
    what: 'an unknown field of a batcher',
    definition: batcher({ MaxItemsPerBatch: 1, Size: 1 }),
    at: '/States/S/ItemBatcher/Size',
    says: "Field 'Size' is not supported",
    source: mapRule,
  },
  {
    what: 'a writer of nothing',
    definition: writer({}),
    at: '/States/S/ResultWriter',
    says: 'These fields are required: [Resource, Parameters], or WriterConfig',
    source: writerRule,
  },
  {
    what: 'a writer to nowhere',
    definition: writer({ Resource: 'arn:aws:states:::s3:putObject' }),
    at: '/States/S/ResultWriter',
    says: 'These fields are required: [Parameters]',
    source: writerRule,
  },
  {
    what: 'a writer with another resource',
    definition: writer({ Resource: getObject, Parameters: { Bucket: 'b' } }),
    at: '/States/S/ResultWriter/Resource',
    says: "The field 'Resource' does not match any of the allowed values",
    source: writerRule,
  },
  {
    what: 'Parameters of a writer in JSONata',
    definition: writer(
      { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Prefix: 'p' }, Parameters: {} },
      jsonata,
    ),
    at: '/States/S/ResultWriter/Parameters',
    says: "field 'Parameters' is only supported for the 'JSONPath' QueryLanguage",
    source: writerRule,
  },
  {
    what: 'a writer in JSONata without a Prefix',
    definition: writer({ Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b' } }, jsonata),
    at: '/States/S/ResultWriter/Arguments',
    says: 'These fields are required: [Prefix]',
    source: 'iwamot/sfnx docs/design.md, States (measured 09-2026)',
  },
  {
    what: 'Items that are plain text',
    definition: only(map({ Items: '$.a' }), jsonata),
    at: '/States/S/Items',
    says: 'JSONata string must start with {% and end with %}',
    source: mapRule,
  },
  {
    what: 'Items that are a number',
    definition: only(map({ Items: 1 }), jsonata),
    at: '/States/S/Items',
    says: 'Expected value of type Array',
    source: mapRule,
  },
];

test.each(refused)('AWS refuses $what', expectRefused);

const accepted: Acceptance[] = [
  {
    what: 'an Iterator',
    definition: only(map({ ItemProcessor: undefined, Iterator: branch(), Parameters: { 'v.$': '$$.Map.Item.Value' } })),
    source: 'localstack test_map_state_legacy, recorded 2024',
  },
  {
    what: 'a distributed Iterator',
    definition: only(
      map({
        ItemProcessor: undefined,
        Iterator: branch({ ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } }),
      }),
    ),
    source: 'localstack test_map_state_legacy_config_distributed, recorded 2024',
  },
  {
    what: 'ItemSelector with an Iterator',
    definition: only(map({ ItemProcessor: undefined, Iterator: branch(), ItemSelector: {} })),
    source: 'tiny-asl-machine Map.State, recorded on AWS 2026',
  },
  { what: 'an empty ProcessorConfig', definition: mode({}), source: mapRule },
  { what: 'an inline ProcessorConfig', definition: mode({ Mode: 'INLINE' }), source: mapRule },
  {
    what: 'ItemsPath beside ItemReader, which wins',
    definition: only(
      distributed({
        ItemsPath: '$.a',
        ItemReader: { Resource: getObject, Parameters: {}, ReaderConfig: { InputType: 'JSON' } },
      }),
    ),
    source: 'localstack test_map_item_reader_base_json_with_items_path, recorded 2025-01-09',
  },
  {
    what: 'a reader of a listing',
    definition: reader(undefined, { Resource: 'arn:aws:states:::s3:listObjectsV2' }),
    source: 'localstack test_map_item_reader_base_list_objects_v2, recorded 2023-09-21',
  },
  {
    what: 'a reader of CSV',
    definition: reader({
      InputType: 'CSV',
      CSVHeaderLocation: 'GIVEN',
      CSVHeaders: ['a'],
      CSVDelimiter: 'PIPE',
      MaxItemsPath: '$.n',
    }),
    source: 'localstack test_map_item_reader_base_csv_headers_decl, recorded 2023-09-21',
  },
  {
    what: 'a reader of an inventory',
    definition: reader({ ManifestType: 'S3_INVENTORY', MaxItems: 0 }),
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html',
  },
  { what: 'a reader of Parquet', definition: reader({ InputType: 'PARQUET' }), source: readers },
  {
    what: 'batches by variables',
    definition: batcher({ MaxItemsPerBatchPath: '$n', MaxInputBytesPerBatchPath: '$m', BatchInput: { 'a.$': '$.b' } }),
    source: 'localstack MAP_STATE_REFERENCE_IN_MAX_PER_BATCH_PATH, recorded 2024-11-18',
  },
  {
    what: 'a writer that only formats',
    definition: writer({ WriterConfig: { OutputType: 'JSONL', Transformation: 'FLATTEN' } }),
    source: writerRule,
  },
  {
    what: 'a computed destination',
    definition: writer({ Resource: 'arn:aws:states:::s3:putObject', Arguments: '{% $states.input.to %}' }, jsonata),
    source: writerRule,
  },
  {
    what: 'literal items with expressions',
    definition: only(map({ Items: [1, "{% $number('2') %}", 3] }), jsonata),
    source: 'localstack test_base_map[ITEMS], recorded 2025-07-22',
  },
  {
    what: 'computed numbers',
    definition: only(
      distributed({
        Items: '{% [1] %}',
        MaxConcurrency: '{% 1 %}',
        ToleratedFailureCount: '{% 1 %}',
        ToleratedFailurePercentage: '{% 1.5 %}',
        ItemSelector: { i: '{% $states.context.Map.Item.Index %}' },
      }),
      jsonata,
    ),
    source: 'localstack test_base_map, recorded 2025-07-22',
  },
  {
    what: 'a very high MaxConcurrency',
    definition: only(map({ MaxConcurrency: 9_007_199_254_740_991 })),
    source: mapRule,
  },
  {
    what: 'tolerance of 0.5 percent',
    definition: only(distributed({ ToleratedFailurePercentage: 0.5, Label: 'Rows-1_a' })),
    source: numbers,
  },
];

test.each(accepted)('AWS accepts $what', expectAccepted);

test.each([
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'ToleratedFailureCount',
  'ToleratedFailurePercentage',
  'Label',
])('%s of an inline Map is doubtful', (field) => {
  const values: Record<string, unknown> = {
    ItemReader: { Resource: getObject, Parameters: {} },
    ItemBatcher: { MaxItemsPerBatch: 1 },
    ResultWriter: { WriterConfig: {} },
    ToleratedFailureCount: 1,
    ToleratedFailurePercentage: 1,
    Label: 'L',
  };
  expect(validate(only(map({ [field]: values[field] })))).toMatchObject([
    { severity: 'warning', code: 'DISTRIBUTED_ONLY', pointer: `/States/S/${field}` },
  ]);
});

test('an ExecutionType without Mode is doubtful', () => {
  expect(validate(mode({ ExecutionType: 'EXPRESS' }))).toMatchObject([
    { code: 'DISTRIBUTED_ONLY', pointer: `${processorConfig}/ExecutionType` },
  ]);
});
