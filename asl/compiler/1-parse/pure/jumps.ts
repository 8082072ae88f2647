import ts from 'typescript';

/** Whether `return`, `throw`, `break` or `continue` may leave the statement. */
export function containsJump(node: ts.Node): boolean {
  return leaves(node, { inLoop: false, inSwitch: false, labels: [] });
}

interface Inside {
  inLoop: boolean;
  inSwitch: boolean;
  labels: readonly string[];
}

function leaves(node: ts.Node, inside: Inside): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) return true;
  if (ts.isBreakStatement(node))
    return node.label === undefined ? !inside.inLoop && !inside.inSwitch : !inside.labels.includes(node.label.text);
  if (ts.isContinueStatement(node))
    return node.label === undefined ? !inside.inLoop : !inside.labels.includes(node.label.text);
  let within = inside;
  if (ts.isIterationStatement(node, false)) within = { ...inside, inLoop: true };
  else if (ts.isSwitchStatement(node)) within = { ...inside, inSwitch: true };
  else if (ts.isLabeledStatement(node)) within = { ...inside, labels: [...inside.labels, node.label.text] };
  return ts.forEachChild(node, (child) => (leaves(child, within) ? true : undefined)) ?? false;
}
