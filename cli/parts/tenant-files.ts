import { LineCounter, parseDocument, type Document } from 'yaml';
import { checkTenant } from '../../activities/sources/config.ts';
import type { TenantDefinition } from '../../activities/tenants.ts';
import type { Io } from '../io.ts';
import { Problems } from '../problems.ts';
import { oneLine } from '../text/one-line.ts';
import { readTextFile } from './text-file.ts';

/**
 * The tenants of YAML or JSON files, checked.
 *
 * @throws Problems: every problem of every file, each with its file, line and field
 */
export async function readTenantFiles(
  files: readonly string[],
  io: Pick<Io, 'cwd' | 'stdin'>,
): Promise<TenantDefinition[]> {
  const found: Located[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const read = tenantsIn(await readTextFile(file, io), file === '-' ? 'standard input' : oneLine(file));
    found.push(...read.tenants);
    problems.push(...read.problems);
  }
  problems.push(...repeated(found));
  if (problems.length > 0) throw new Problems(problems);
  return found.map(({ tenant }) => tenant);
}

interface Located {
  tenant: TenantDefinition;
  /** `tenants.yaml:3:5` */
  where: string;
}

/** JSON is YAML: one reader gives both their lines and refuses repeated keys. */
function tenantsIn(content: string, file: string): { tenants: Located[]; problems: string[] } {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return { tenants: [], problems: faults.map(({ pos, message }) => `${at(pos[0])}: ${oneLine(message)}`) };
  }
  const items = tenantsOf(plain(document));
  if (items === undefined) {
    return { tenants: [], problems: [`${file}: holds neither a tenant nor a list of tenants under 'tenants'`] };
  }
  const tenants: Located[] = [];
  const problems: string[] = [];
  for (const { path, definition } of items) {
    const where = at(offsetOf(document, path));
    const checked = checkTenant(definition);
    if (checked.tenant !== undefined) tenants.push({ tenant: checked.tenant, where });
    problems.push(...checked.problems.map((problem) => `${where}: ${problem}`));
  }
  return { tenants, problems };
}

/** Undefined where aliases make a circle. */
function plain(document: Document): unknown {
  try {
    const value: unknown = document.toJS();
    JSON.stringify(value);
    return value;
  } catch {
    return undefined;
  }
}

interface Item {
  path: (string | number)[];
  definition: unknown;
}

/** One tenant, a list, or a list under `tenants`. */
function tenantsOf(value: unknown): Item[] | undefined {
  if (Array.isArray(value)) return value.map((definition: unknown, index) => ({ path: [index], definition }));
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('tenants' in value)) return [{ path: [], definition: value }];
  if (!Array.isArray(value.tenants)) return undefined;
  return value.tenants.map((definition: unknown, index) => ({ path: ['tenants', index], definition }));
}

function offsetOf(document: Document, path: readonly (string | number)[]): number {
  const node = document.getIn(path, true) as { range?: [number, number, number] | null } | undefined;
  return node?.range?.[0] ?? 0;
}

function repeated(found: readonly Located[]): string[] {
  const first = new Map<string, string>();
  return found.flatMap(({ tenant: { tenant_id }, where }) => {
    const earlier = first.get(tenant_id);
    if (earlier === undefined) first.set(tenant_id, where);
    return earlier === undefined ? [] : [`${where}: tenant '${tenant_id}' is also at ${earlier}`];
  });
}
