/** `avesa/asl`: the Amazon States Language in this process. Definitions are validated and run as AWS does it. */
export {
  createInterpreter,
  InvalidDefinition,
  type Interpreter,
  type InterpreterOptions,
  type Start,
} from './interpreter/interpreter.ts';
export type { ExecutionStatus } from './interpreter/execution.ts';
export type { ExecutionDescription, RunningExecution } from './interpreter/running-execution.ts';
export type { Wait } from './interpreter/run.ts';
export { ExecutionNameTaken, StartRefused } from './interpreter/start-refused.ts';
export type { HistoryEvent } from './interpreter/history.ts';
export type { MachineCoverage } from './interpreter/coverage.ts';
export { folderObjects } from './interpreter/map/folder-objects.ts';
export type { ObjectStore, StoredObject } from './interpreter/map/object-store.ts';
export type { ActivityTask } from './interpreter/tasks/activities.ts';
export {
  TaskFailure,
  TaskTokenError,
  type Callbacks,
  type TaskCall,
  type TaskClock,
  type TaskHandler,
  type TaskHandlers,
} from './interpreter/tasks/handler.ts';
export { MockConfigError, readMockConfig, type MockConfig } from './interpreter/tasks/mock-config.ts';
export type { Json, JsonObject, State, StateMachine } from './spec/states.ts';
export { validate, type Problem } from './spec/validate.ts';
export {
  compile as transpile,
  type Compilation,
  type CompiledMachine,
  type CompileOptions,
  type SourceMap,
} from './compiler/compile.ts';
export type { Budget, Repeat } from './compiler/4-budget/budget.ts';
export type { Diagnostic, Severity } from './compiler/diagnostics/diagnostic.ts';
export { substitute, substitutionsOf, type Substitutions } from './compiler/substitute.ts';
