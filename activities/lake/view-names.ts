/**
 * A view's name for each table: `connectwise/time-entries` becomes `connectwise_time_entries`, which needs no quotes. Names
 * that would be the same, also but for upper and lower case, get a number.
 */
export function viewNames(tableNames: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const table of [...tableNames].sort()) {
    const plain = table.replaceAll(/[^A-Za-z0-9]/g, '_');
    let name = plain;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${plain}_${number}`;
    taken.add(name.toLowerCase());
    names.set(table, name);
  }
  return names;
}
