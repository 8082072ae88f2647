import ts from 'typescript';

export interface StatementComment {
  /** From `@state Name`. */
  tag: string | undefined;
  /** The words, without tags; undefined if there are none. */
  text: string | undefined;
}

/** What the comments right before a statement say. Those of a JSDoc block are read for `@state`, all of them for their words. */
export function commentOf(node: ts.Node): StatementComment {
  const file = node.getSourceFile();
  const ranges = ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? [];
  const comments = ranges.map(({ pos, end }) => file.text.slice(pos, end));
  const tag = comments
    .map((comment) => /^\/\*\*[^]*?@state[ \t]+([^\s*]+)/.exec(comment)?.[1])
    .findLast((name) => name !== undefined);
  const text = comments
    .map(wordsOf)
    .filter((words) => words !== '')
    .join(' ')
    // Nothing in a definition may look like one of its substitutions.
    .replaceAll('${', '$ {');
  return { tag, text: text === '' ? undefined : text };
}

/** Directives to tools are not words for a reader. */
const directive = /^(eslint|prettier|ts-|@ts-|biome|istanbul|c8|v8 |#region|#endregion)/;

function wordsOf(comment: string): string {
  const lines = comment
    .replace(/^\/\*+|\*+\/$|^\/\/+/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trim());
  const words = lines
    .slice(0, lines.findIndex((line) => line.startsWith('@')) >>> 0)
    .join(' ')
    .trim();
  return directive.test(words) ? '' : words;
}
