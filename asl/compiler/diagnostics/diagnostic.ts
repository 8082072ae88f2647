import type ts from 'typescript';

export type Severity = 'error' | 'warning' | 'note';

/** What is said of one piece of source, made once. Codes are never reused: 1xxx not readable, 2xxx would behave differently, 3xxx over a limit of AWS, 9xxx a bug of ours. */
export interface DiagnosticKind<Arguments extends readonly unknown[] = readonly never[]> {
  readonly code: string;
  readonly severity: Severity;
  /** Lower case, no full stop, names the wrong value. */
  readonly text: (...args: Arguments) => string;
  /** Why it is refused or warned of. */
  readonly reason: string;
  /** What to write instead. */
  readonly help: string;
  /** A whole file that raises it, and one beside it that does not: `docs/diagnostics.md` shows both, a test compiles them. Undefined where no source can show it. */
  readonly example: { wrong: string; right: string } | undefined;
}

export const diagnostic = <Arguments extends readonly unknown[]>(
  code: `ASL${1 | 2 | 3 | 9}${string}`,
  severity: Severity,
  rest: Omit<DiagnosticKind<Arguments>, 'code' | 'severity'>,
): DiagnosticKind<Arguments> => ({ code, severity, ...rest });

/** One finding. Lines and columns are counted from 1, in UTF-16 units; an end is exclusive. */
export interface Diagnostic {
  code: string;
  severity: Severity;
  text: string;
  reason: string;
  help: string;
  file: string;
  line: number;
  column: number;
  /** Of the place, in UTF-16 units; at least 1. */
  length: number;
  /** The whole line of the source. */
  source: string;
}

export type Report = <Arguments extends readonly unknown[]>(
  kind: DiagnosticKind<Arguments>,
  node: ts.Node,
  ...args: Arguments
) => void;
