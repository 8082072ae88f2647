import type { DiagnosticKind } from './diagnostic.ts';

type AnyKind = DiagnosticKind;

/** The text with `…` for what a place would fill in. */
export function summaryOf({ text }: AnyKind): string {
  const blanks = Array.from({ length: 4 }, () => '…');
  return (text as (...args: string[]) => string)(...blanks);
}

/** A finding for people at a terminal. */
export function explanation(kind: AnyKind): string {
  const { code, severity, reason, help, example } = kind;
  const shown = (title: string, text: string): string => `${title}:\n\n${text.trimEnd().replace(/^(?=.)/gm, '    ')}`;
  const parts = [`${code} (${severity}): ${summaryOf(kind)}`, reason, help];
  if (example !== undefined) parts.push(shown('For example, instead of', example.wrong), shown('write', example.right));
  return parts.join('\n\n');
}
