import { summaryOf } from '../../asl/compiler/diagnostics/explain.ts';
import { diagnosticKinds } from '../../asl/compiler/diagnostics/index.ts';
import { code as asCode, markdownTable } from './field-tables.ts';

/** Every finding of the compiler: a table, then each with its reason and an example. */
export function findings(): string {
  const rows = diagnosticKinds.map((kind) => [
    `[${kind.code}](#${kind.code.toLowerCase()})`,
    kind.severity,
    summaryOf(kind).replaceAll('|', '\\|'),
  ]);
  const table = markdownTable(['code', 'severity', 'finding'], rows);
  return [table, ...diagnosticKinds.map(described)].join('\n\n');
}

function described(kind: (typeof diagnosticKinds)[number]): string {
  const { code, severity, reason, help, example } = kind;
  const parts = [`## ${code}`, `${severity}: ${asCode(summaryOf(kind).replaceAll('`', "'"))}`, reason, help];
  if (example !== undefined) {
    parts.push(
      'Instead of',
      `\`\`\`ts\n${example.wrong.trimEnd()}\n\`\`\``,
      'write',
      `\`\`\`ts\n${example.right.trimEnd()}\n\`\`\``,
    );
  }
  return parts.join('\n\n');
}
