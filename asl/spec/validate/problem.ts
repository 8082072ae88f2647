/** One thing wrong, or doubtful, in a definition. */
export interface Problem {
  /** AWS refuses a definition with an `error`; it runs one with a `warning`. */
  severity: 'error' | 'warning';
  /**
   * AWS's own where it has one.
   * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
   */
  code: string;
  /** What is wrong and what is right, in AWS's words where they are known. */
  message: string;
  /** What more is known of it. */
  hint?: string;
  /** JSON pointer (RFC 6901) such as `/States/A/Next`; empty for the whole definition. */
  pointer: string;
  /** Counted from 1; only for a definition given as text. */
  line?: number;
  column?: number;
}

export type Report = (problem: Problem) => void;
