import { relative, sep } from 'node:path';
import type ts from 'typescript';
import { refused } from '../expr.ts';
import type { Expr } from '../ir.ts';
import type { Diagnostic, DiagnosticKind, Report } from './diagnostic.ts';

export interface Reporter {
  report: Report;
  refuse: <Arguments extends readonly unknown[]>(
    kind: DiagnosticKind<Arguments>,
    node: ts.Node,
    ...args: Arguments
  ) => Expr;
  hasErrors: () => boolean;
  /** In the order of files and positions. */
  all: () => Diagnostic[];
}

/** Collects findings: one of a kind for a place, a note once for all places. */
export function createReporter({
  folder,
  diagnostics,
}: {
  folder: string;
  diagnostics: readonly Diagnostic[];
}): Reporter {
  const found = new Map<string, Diagnostic>(diagnostics.map((each, index) => [`${index}`, each]));
  const report: Report = (kind, node, ...args) => {
    const made = diagnosticAt(kind, node, kind.text(...args), folder);
    const key =
      kind.severity === 'note' ? `${kind.code} ${made.text}` : `${kind.code} ${made.file}:${made.line}:${made.column}`;
    if (!found.has(key)) found.set(key, made);
  };
  return {
    report,
    refuse: (kind, node, ...args) => {
      report(kind, node, ...args);
      return refused;
    },
    hasErrors: () => [...found.values()].some(({ severity }) => severity === 'error'),
    all: () => [...found.values()].sort(byPlace),
  };
}

const byPlace = (left: Diagnostic, right: Diagnostic): number =>
  left.file.localeCompare(right.file) ||
  left.line - right.line ||
  left.column - right.column ||
  left.code.localeCompare(right.code);

function diagnosticAt(kind: DiagnosticKind<never>, node: ts.Node, text: string, folder: string): Diagnostic {
  const real = original(node);
  const file = real.getSourceFile();
  const start = real.getStart(file);
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const source = file.text.split('\n')[line] ?? '';
  const length = Math.max(1, Math.min(real.getEnd() - start, source.length - character));
  const { code, severity, reason, help } = kind;
  const shown = relative(folder, file.fileName).split(sep).join('/');
  return {
    code,
    severity,
    text,
    reason,
    help,
    file: shown,
    line: line + 1,
    column: character + 1,
    length,
    source: source.replace(/\r$/, ''),
  };
}

/** A node that the compiler has made has the place of the one that it was made of. */
function original(node: ts.Node): ts.Node {
  let at = node;
  while (at.pos < 0 || (at.flags & 16) !== 0) at = at.parent;
  return at;
}
