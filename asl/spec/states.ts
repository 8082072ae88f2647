/**
 * The Amazon States Language as types: what a definition may hold, in both query languages.
 * https://states-language.net/ and https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 *
 * A state's query language is its own or the whole machine's, so one type per state holds the fields of both; `validate` says
 * which of them a given state may have.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type QueryLanguage = 'JSONPath' | 'JSONata';

/** `{% … %}`: a JSONata expression. Where a type names it beside another, both are accepted in a JSONata state. */
export type Expression = string;
/** `$.a.b[0]`, `$$.Execution.Id`, `$variable.field`. */
export type Path = string;
/** A path that names one place: fields and non-negative indexes alone. */
export type ReferencePath = string;
/** JSON in which JSONPath states read a field named `x.$` as a path or an intrinsic function, JSONata states `{% %}` strings. */
export type PayloadTemplate = Json;

export interface StateMachine extends Machine {
  /** Of every state that has none of its own, those in branches and processors too. */
  QueryLanguage?: QueryLanguage;
  Version?: string;
  /** Whole seconds. The execution then ends as TIMED_OUT. */
  TimeoutSeconds?: number;
}

/** What the top level, a Parallel's branches and a Map's processor have in common. */
export interface Machine {
  Comment?: string;
  StartAt: string;
  States: Record<string, State>;
}

export type Branch = Machine;

export interface Processor extends Machine {
  ProcessorConfig?: { Mode?: 'INLINE' | 'DISTRIBUTED'; ExecutionType?: 'STANDARD' | 'EXPRESS' };
}

export type State =
  TaskState | PassState | ChoiceState | WaitState | SucceedState | FailState | ParallelState | MapState;
export type StateType = State['Type'];

interface CommonFields {
  Comment?: string;
  QueryLanguage?: QueryLanguage;
}

interface InputAndOutput {
  /** JSONPath; `null` is `{}`. Default `$`. */
  InputPath?: Path | null;
  OutputPath?: Path | null;
  /** JSONata. */
  Output?: PayloadTemplate;
}

interface Assigning {
  Assign?: { [variable: string]: PayloadTemplate };
}

/** Exactly one of the two. */
interface Transition {
  Next?: string;
  End?: boolean;
}

interface Results {
  ResultSelector?: { [field: string]: PayloadTemplate };
  /** `null` discards the result. Default `$`. */
  ResultPath?: ReferencePath | null;
}

interface Failing {
  Retry?: Retrier[];
  Catch?: Catcher[];
}

export interface Retrier {
  Comment?: string;
  ErrorEquals: string[];
  /** Whole seconds before the first retry. Default 1. */
  IntervalSeconds?: number;
  /** Retries after the first try. Default 3; 0 never retries. */
  MaxAttempts?: number;
  /** At least 1. Default 2. */
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
}

export interface Catcher extends Assigning {
  Comment?: string;
  ErrorEquals: string[];
  Next: string;
  ResultPath?: ReferencePath | null;
  Output?: PayloadTemplate;
}

export interface TaskState extends CommonFields, InputAndOutput, Assigning, Transition, Results, Failing {
  Type: 'Task';
  /** An ARN. */
  Resource: string;
  Parameters?: PayloadTemplate;
  Arguments?: PayloadTemplate;
  Credentials?: PayloadTemplate;
  TimeoutSeconds?: number | Expression;
  TimeoutSecondsPath?: ReferencePath;
  HeartbeatSeconds?: number | Expression;
  HeartbeatSecondsPath?: ReferencePath;
}

export interface PassState extends CommonFields, InputAndOutput, Assigning, Transition {
  Type: 'Pass';
  Result?: Json;
  Parameters?: PayloadTemplate;
  ResultPath?: ReferencePath | null;
}

export interface ChoiceState extends CommonFields, InputAndOutput, Assigning {
  Type: 'Choice';
  Choices: ChoiceRule[];
  Default?: string;
}

/** A rule of either language: a test of JSONPath, or `Condition`. */
export type ChoiceRule = Assigning & { Comment?: string; Next: string; Output?: PayloadTemplate } & (
    ChoiceTest | { Condition: boolean | Expression }
  );

export type ChoiceTest = { And: ChoiceTest[] } | { Or: ChoiceTest[] } | { Not: ChoiceTest } | Comparison;

/** A `Variable` and exactly one operator. */
export type Comparison = { Variable: Path } & { [operator in ComparisonOperator]?: Json };

type Relation = 'Equals' | 'GreaterThan' | 'GreaterThanEquals' | 'LessThan' | 'LessThanEquals';

/** Operators that take a literal. Each has a twin that ends with `Path`. */
export type LiteralOperator = 'BooleanEquals' | `${'Numeric' | 'String' | 'Timestamp'}${Relation}`;
export type TypeTest = `Is${'Boolean' | 'Null' | 'Numeric' | 'Present' | 'String' | 'Timestamp'}`;
export type ComparisonOperator = LiteralOperator | `${LiteralOperator}Path` | TypeTest | 'StringMatches';

export interface WaitState extends CommonFields, InputAndOutput, Assigning, Transition {
  Type: 'Wait';
  Seconds?: number | Expression;
  SecondsPath?: Path;
  /** RFC 3339 with an upper-case T and Z or an offset. */
  Timestamp?: string;
  TimestampPath?: Path;
}

export interface SucceedState extends CommonFields, InputAndOutput {
  Type: 'Succeed';
}

export interface FailState extends CommonFields {
  Type: 'Fail';
  Error?: string;
  ErrorPath?: Path;
  Cause?: string;
  CausePath?: Path;
}

export interface ParallelState extends CommonFields, InputAndOutput, Assigning, Transition, Results, Failing {
  Type: 'Parallel';
  Branches: Branch[];
  Parameters?: PayloadTemplate;
  Arguments?: PayloadTemplate;
}

export interface MapState extends CommonFields, InputAndOutput, Assigning, Transition, Results, Failing {
  Type: 'Map';
  ItemProcessor?: Processor;
  /** Deprecated form of ItemProcessor. */
  Iterator?: Processor;
  ItemsPath?: Path;
  /** JSONata. */
  Items?: Json;
  ItemSelector?: PayloadTemplate;
  /** Deprecated form of ItemSelector. */
  Parameters?: PayloadTemplate;
  /** 0 has no limit but AWS's own. */
  MaxConcurrency?: number | Expression;
  MaxConcurrencyPath?: ReferencePath;
  /** From here on only with ProcessorConfig.Mode DISTRIBUTED. */
  ItemReader?: ItemReader;
  ItemBatcher?: ItemBatcher;
  ResultWriter?: ResultWriter;
  ToleratedFailureCount?: number | Expression;
  ToleratedFailureCountPath?: ReferencePath;
  /** 0 to 100. */
  ToleratedFailurePercentage?: number | Expression;
  ToleratedFailurePercentagePath?: ReferencePath;
  Label?: string;
}

export interface ItemReader {
  Resource: string;
  Parameters?: PayloadTemplate;
  Arguments?: PayloadTemplate;
  ReaderConfig?: ReaderConfig;
}

export interface ReaderConfig {
  InputType?: 'CSV' | 'JSON' | 'JSONL' | 'PARQUET' | 'MANIFEST';
  Transformation?: 'NONE' | 'LOAD_AND_FLATTEN';
  CSVHeaderLocation?: 'FIRST_ROW' | 'GIVEN';
  CSVHeaders?: string[];
  CSVDelimiter?: 'COMMA' | 'PIPE' | 'SEMICOLON' | 'SPACE' | 'TAB';
  ManifestType?: 'ATHENA_DATA' | 'S3_INVENTORY';
  ItemsPointer?: string;
  MaxItems?: number | Expression;
  MaxItemsPath?: ReferencePath;
}

export interface ItemBatcher {
  BatchInput?: PayloadTemplate;
  MaxItemsPerBatch?: number | Expression;
  MaxItemsPerBatchPath?: ReferencePath;
  MaxInputBytesPerBatch?: number | Expression;
  MaxInputBytesPerBatchPath?: ReferencePath;
}

export interface ResultWriter {
  Resource?: string;
  Parameters?: PayloadTemplate;
  Arguments?: PayloadTemplate;
  WriterConfig?: { OutputType?: 'JSON' | 'JSONL'; Transformation?: 'NONE' | 'COMPACT' | 'FLATTEN' };
}
