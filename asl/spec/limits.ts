/**
 * AWS's limits for Standard workflows, kept as data.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const limits = {
  /** Bytes of UTF-8 of a definition. */
  definitionBytes: 1_048_576,
  /** Characters of a state's name. */
  stateNameLength: 80,
  /** Characters of a variable's name. */
  variableNameLength: 80,
  /** Bytes of UTF-8 of an input, an output or a result. */
  payloadBytes: 262_144,
  /** Bytes of UTF-8 of one variable, and of all that one Assign sets. */
  variableBytes: 262_144,
  /** Bytes of UTF-8 of all variables of an execution. */
  allVariablesBytes: 10_485_760,
  /** Characters of a cause. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ExecutionFailedEventDetails.html */
  causeLength: 32_768,
  /** Events of one execution; the last one is the failure itself. */
  historyEvents: 25_000,
  /** Iterations at once of an inline Map, whatever it asks for. */
  inlineMapConcurrency: 40,
  /** Child executions at once of a distributed Map. */
  distributedMapConcurrency: 10_000,
  /** Whole seconds of an execution: a year. */
  executionSeconds: 31_536_000,
  /** Executions that start one another, each from the one before. Ours: AWS counts a million that are open at once. */
  nestedExecutions: 1000,
  /** Whole seconds of a Wait or a time-out. */
  seconds: 99_999_999,
  /** Attempts of one retrier. */
  maxAttempts: 99_999_999,
  /** Whole seconds of MaxDelaySeconds, exclusive. */
  maxDelaySeconds: 31_622_400,
  /** Calls inside each other in one field. https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
  nestedIntrinsics: 10,
  /** Characters that States.Base64Encode, States.Base64Decode and States.Hash take. */
  intrinsicCharacters: 10_000,
  /** Items that States.ArrayRange makes. */
  rangeItems: 1000,
  /** One JSONata expression, in milliseconds. */
  expressionMilliseconds: 1000,
} as const;
