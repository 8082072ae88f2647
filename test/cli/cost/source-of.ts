import type { ComparedPath } from '../../../cli/commands/cost/compared-path.ts';

/** The module with the table, a line for each path. */
export function sourceOf(paths: readonly ComparedPath[]): string {
  return `import type { ComparedPath } from './compared-path.ts';

/** Made by code from \`asl/definitions\` and the original definitions: \`test/cli/cost/compared-paths.test.ts\` renews it. */
// prettier-ignore
export const comparedPaths: readonly ComparedPath[] = [
${paths.map((path) => `  ${literalOf(path)},\n`).join('')}];
`;
}

function literalOf(value: object | string | number | null): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${(value as string[]).map(literalOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value as Record<string, object | string | number | null>);
  return `{ ${fields.map(([name, field]) => `${name}: ${literalOf(field)}`).join(', ')} }`;
}
