/** A value from outside that cannot be written as JSON. */
export class NotJson extends Error {
  override readonly name = 'NotJson';
}

/** The JSON text of a value from outside; nothing for what has none, such as a function. Throws a NotJson that says why. */
export function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new NotJson(reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  // The later lines of V8's message draw the cycle.
  return error instanceof Error ? error.message.split('\n', 1)[0]! : 'it throws when it is read';
}
