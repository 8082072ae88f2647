/** There is another execution of this name. */
export class ExecutionNameTaken extends Error {
  readonly executionArn: string;

  constructor(executionArn: string) {
    super(`there is an execution '${executionArn}' already`);
    this.name = 'ExecutionAlreadyExists';
    this.executionArn = executionArn;
  }
}
