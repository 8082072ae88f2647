import { relative, sep } from 'node:path';
import type { SourceMap } from '../compile.ts';
import type { StateNode } from '../2-schedule/state-graph.ts';

/** Where each state comes from. */
export function sourceMapOf(names: ReadonlyMap<StateNode, string>, folder: string): SourceMap {
  return Object.fromEntries(
    [...names].map(([{ origin }, name]) => {
      const file = origin.getSourceFile();
      const { line, character } = file.getLineAndCharacterOfPosition(origin.getStart(file));
      return [
        name,
        { file: relative(folder, file.fileName).split(sep).join('/'), line: line + 1, column: character + 1 },
      ];
    }),
  );
}
