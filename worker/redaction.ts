/** What stands where a credential stood. */
const hidden = '[redacted]';

const secretKey = /authorization|cookie|secret|passw|token|api[-_]?key|private[-_]?key|access[-_]?key|credential/i;
/** Names of credentials and of attempts, which are none themselves. */
const harmlessKeys = new Set(['secret_ref', 'secretRef', 'attempt_token', 'attemptToken']);

const word = String.raw`[\w.-]*(?:secret|passw(?:or)?d|token|api[-_]?key|private[-_]?key|access[-_]?key|signature)[\w.-]*`;
const patterns: readonly [RegExp, string][] = [
  [/\b(Basic|Bearer|Digest|Negotiate|token)\s+[\w+/=.~-]{6,}/gi, `$1 ${hidden}`],
  // https://user:password@host
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${hidden}@`],
  // "password": "…", password=…, &access_token=…
  [
    new RegExp(String.raw`(["']?\b${word}["']?\s*[:=]\s*)(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;&"'}\]]+)`, 'gi'),
    `$1${hidden}`,
  ],
];

/** A text without what looks like a credential. */
export function redactText(text: string): string {
  return patterns.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/** A copy of `value` without what looks like a credential, by its key or by its text; errors become plain objects. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= 8) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return redact((value.toJSON as () => unknown)(), depth + 1);
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key,
      secretKey.test(key) && !harmlessKeys.has(key) ? hidden : redact(field, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): object {
  const { name, message, stack, cause, ...fields } = error;
  return {
    type: name,
    message: redactText(message),
    ...(stack === undefined ? {} : { stack: redactText(stack) }),
    ...(cause === undefined ? {} : { cause: redact(cause, depth + 1) }),
    ...(redact(fields, depth + 1) as object),
  };
}
