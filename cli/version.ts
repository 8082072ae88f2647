import { readFileSync } from 'node:fs';

/** The package's version. The compiled file lies one folder deeper than the source. */
export const version: string = ['../package.json', '../../package.json'].map(versionIn).find(Boolean) ?? 'unknown';

function versionIn(path: string): string | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<
      string,
      string
    >;
    return name === 'avesa' ? version : undefined;
  } catch {
    return undefined;
  }
}
