import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { Io } from '../../io.ts';
import { readTextFile } from '../../parts/text-file.ts';
import { Problem, Problems } from '../../problems.ts';
import { nearMisses } from '../../text/near-misses.ts';
import { quoted } from '../../text/one-line.ts';

const arn = z
  .string()
  .regex(/^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/, 'is no ARN of a Lambda function');

/** A file that names the function of each activity, as `{ "fetchOrder": "arn:aws:lambda:…" }`. @throws Problems where it is not one */
export async function readFunctions(file: string, io: Io): Promise<Record<string, string>> {
  const read = z.record(z.string(), arn).safeParse(parsed(await readTextFile(file, io), file));
  if (read.success) return read.data;
  throw new Problems(
    read.error.issues.map(
      ({ path, message }) => `${quoted(file)}: ${path.length === 0 ? 'the file' : quoted(path.join('.'))} ${message}`,
    ),
  );
}

function parsed(text: string, file: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw new Problem(`${quoted(file)} is neither JSON nor YAML: ${error.message.split('\n')[0]!}`);
    throw error;
  }
}

/** A function for an activity that no workflow calls is a slip of the pen. */
export function checkFunctions(
  functions: Readonly<Record<string, string>>,
  activities: readonly string[] | undefined,
): void {
  if (activities === undefined) return;
  const unknown = Object.keys(functions).filter((name) => !activities.includes(name));
  if (unknown.length === 0) return;
  throw new Problems(
    unknown.map((name) => {
      const [near] = nearMisses(name, activities);
      return `no workflow calls an activity ${quoted(name)}${near === undefined ? '' : `: did you mean ${quoted(near)}?`}`;
    }),
  );
}
