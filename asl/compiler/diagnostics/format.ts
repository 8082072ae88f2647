import type { Diagnostic } from './diagnostic.ts';

/** `file:line:column - error ASL2103: …`, the line of source with the place marked, why, and what to write. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { source, column, length, reason, help } = diagnostic;
  // Tabs stay tabs, so that the mark stands below its place.
  const before = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
  const place = source.trim() === '' ? [] : ['', `  ${source}`, `  ${before}${'~'.repeat(length)}`, ''];
  return [compactDiagnostic(diagnostic), ...place, `  ${reason}`, `  ${help}`].join('\n');
}

const compactDiagnostic = ({ file, line, column, severity, code, text }: Diagnostic): string =>
  `${file}:${line}:${column} - ${severity} ${code}: ${text}`;
