import { lstat, readdir, rmdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** What avesa makes in its data folder, as paths relative to it. SQLite keeps its own files beside each database. */
const ours: readonly RegExp[] = [
  /^state\.db(-wal|-shm|-journal)?$/,
  /^temporal\.db(-wal|-shm|-journal)?$/,
  /^temporal\.lock(-wal|-shm|-journal)?$/,
  /^asl\/[^/]+\.lock(-wal|-shm|-journal)?$/,
  /^temporal\.(log|json|json\.unfinished)$/,
  /^lake\/(.+\/)?[^/]+\.parquet$/,
  /^lake\/\.staging\/.+$/,
  /^demo\/(origin|options|secrets)\.json$/,
  /^demo\/events\.ndjson$/,
  /^logs\/[a-z-]+\.log$/,
  /^duckdb\/.+$/,
];

/** The files that avesa has made. Links are never followed and never ours. */
export async function knownFiles(data: string): Promise<{ path: string; bytes: number }[]> {
  const files: { path: string; bytes: number }[] = [];
  for (const path of await filesBelow(data)) {
    const found = await lstat(path);
    if (found.isFile() && isOurs(data, path)) files.push({ path, bytes: found.size });
  }
  return files;
}

/** Removes folders that nothing is left in, the data folder too; gives what remains. */
export async function emptyFolders(data: string): Promise<string[]> {
  for (const folder of (await foldersBelow(data)).reverse()) await rmdir(folder).catch(ignoreFull);
  await rmdir(data).catch(ignoreFull);
  const left = await filesBelow(data).catch(() => []);
  return left.map((path) => relative(data, path));
}

function isOurs(data: string, path: string): boolean {
  const name = relative(data, path).split(sep).join('/');
  return ours.some((pattern) => pattern.test(name));
}

function ignoreFull(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map(async (entry): Promise<string[]> => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return [path];
  });
  return (await Promise.all(nested)).flat();
}

/** Parents before their children. */
async function foldersBelow(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const nested = entries.map(async ({ name }) => [join(folder, name), ...(await foldersBelow(join(folder, name)))]);
  return (await Promise.all(nested)).flat();
}
