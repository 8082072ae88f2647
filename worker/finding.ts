import type { Report } from './progress.ts';

/** How a program is looked for. */
export interface Finding {
  env: NodeJS.ProcessEnv;
  report: Report;
  signal?: AbortSignal | undefined;
}

/** One way to a program. */
export interface Way {
  name: string;
  find: () => Promise<string>;
}

/** There is no such program, and none can be made. */
export class NothingFound extends Error {}

/** What the first way that leads anywhere gives. @throws NothingFound with why each failed, and then `advice` */
export async function firstWay(
  ways: readonly Way[],
  nothing: string,
  advice: string,
  signal?: AbortSignal,
): Promise<string> {
  const tried: string[] = [];
  for (const { name, find } of ways) {
    try {
      return await find();
    } catch (error) {
      signal?.throwIfAborted();
      tried.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new NothingFound(`${nothing} (${tried.join('; ')}). ${advice}`);
}
