import type { ObjectStore } from '../../asl/interpreter/map/object-store.ts';

/** Objects of S3 in memory, by `bucket/key`; `texts` holds what was written too. */
export function memoryObjects(texts: Record<string, string>): ObjectStore {
  return {
    get: async (bucket, key) => {
      const text = texts[`${bucket}/${key}`];
      if (text === undefined) return Promise.reject(new Error('there is no such object'));
      return Promise.resolve(new TextEncoder().encode(text));
    },
    put: async (bucket, key, body) => {
      texts[`${bucket}/${key}`] = body;
      return Promise.resolve();
    },
    list: async (bucket, prefix) =>
      Promise.resolve(
        Object.keys(texts)
          .filter((path) => path.startsWith(`${bucket}/${prefix}`))
          .sort()
          .map((path) => ({
            key: path.slice(bucket.length + 1),
            size: Buffer.byteLength(texts[path]!),
            lastModified: Date.UTC(2025, 11, 31),
            etag: '"e"',
          })),
      ),
  };
}
