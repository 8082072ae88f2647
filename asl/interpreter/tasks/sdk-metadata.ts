import type { JsonObject } from '../../spec/states.ts';

/**
 * What AWS's SDK adds to the answer of an optimised integration. The headers come in the order of a hash table; once more they
 * are sorted without regard to case. (Recorded on AWS.)
 */
export function sdkMetadata(requestId: string, headers: Readonly<Record<string, string>>): JsonObject {
  const entries = Object.entries(headers);
  const sorted = [...entries].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(entries.map(([name, value]) => [name, [value]])),
      HttpHeaders: Object.fromEntries(sorted),
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
