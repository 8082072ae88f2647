import ts from 'typescript';
import { pascal } from './names.ts';

/** Words for the name of an `if`: the last names of the first things that its condition asks about, two at most. */
export function namesIn(condition: ts.Node): string {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (found.length >= 2 || ts.isFunctionLike(node)) return;
    if (ts.isPropertyAccessExpression(node)) {
      if (node.name.text === 'length') visit(node.expression);
      else found.push(node.name.text);
    } else if (ts.isIdentifier(node)) found.push(node.text);
    else if (ts.isCallExpression(node)) {
      // A method says less than what it is called on.
      visit(ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : node.expression);
      if (found.length === 0) node.arguments.forEach(visit);
    } else ts.forEachChild(node, visit);
  };
  visit(condition);
  return pascal([...new Set(found)].join(' ')).slice(0, 40);
}
