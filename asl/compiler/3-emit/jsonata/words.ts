/** Words that JSONata would take for operators. */
const reserved: ReadonlySet<string> = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);

/** Whether a key may stand behind a dot as it is. */
export const isName = (key: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !reserved.has(key);
