import { exitCodes, type ExitCode } from './exit-codes.ts';

/** What the user can mend. The message says in one line what is wrong, where, and what to do. */
export class Problem extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.failed, cause?: unknown) {
    super(message, { cause });
    this.name = 'Problem';
    this.exitCode = exitCode;
  }
}

/** The command line itself is wrong. */
export class WrongUsage extends Problem {
  constructor(message: string) {
    super(message, exitCodes.wrongUsage);
    this.name = 'WrongUsage';
  }
}

/** Several problems at once, one line each. */
export class Problems extends Problem {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'Problems';
    this.lines = lines;
  }
}
