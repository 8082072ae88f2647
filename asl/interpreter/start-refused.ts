/** What was to be started is not there, or cannot be. */
export class StartRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartRefused';
  }
}

/** There is another execution of this name. */
export class ExecutionNameTaken extends StartRefused {
  readonly executionArn: string;

  constructor(executionArn: string) {
    super(`there is an execution '${executionArn}' already`);
    this.name = 'ExecutionNameTaken';
    this.executionArn = executionArn;
  }
}
