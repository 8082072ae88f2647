import ts from 'typescript';

/** Statements from a clause on; undefined where a `break` is not the last of a clause's own statements. */
export function bodyFrom(clauses: readonly ts.CaseOrDefaultClause[], from: number): ts.Statement[] | undefined {
  const statements: ts.Statement[] = [];
  for (const clause of clauses.slice(from)) {
    const own = clause.statements.flatMap((statement) =>
      ts.isBlock(statement) ? [...statement.statements] : [statement],
    );
    const end = own.findIndex((statement) => ts.isBreakStatement(statement) && statement.label === undefined);
    const body = end < 0 ? own : own.slice(0, end);
    if (body.some(breaksOut)) return undefined;
    statements.push(...body);
    if (end >= 0 || own.some(endsAlways)) return statements;
  }
  return statements;
}

const endsAlways = (node: ts.Statement): boolean =>
  ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isContinueStatement(node);

/** A `break` of the switch deep inside. */
function breaksOut(node: ts.Node): boolean {
  if (ts.isBreakStatement(node)) return node.label === undefined;
  if (ts.isFunctionLike(node) || ts.isIterationStatement(node, false) || ts.isSwitchStatement(node)) return false;
  return ts.forEachChild(node, (child) => (breaksOut(child) ? true : undefined)) ?? false;
}
