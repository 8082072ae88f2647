import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The clone's folder, seen from the sources or from the build. */
export const packageRoot = ['..', '../..']
  .map((up) => fileURLToPath(new URL(up, import.meta.url)))
  .find((folder) => existsSync(`${folder}/package.json`))!;
