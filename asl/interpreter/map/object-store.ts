/** Where a distributed Map reads its items and writes its results: S3, or what stands for it. */
export interface ObjectStore {
  /** Rejects when there is no such object. */
  get: (bucket: string, key: string) => Promise<Uint8Array>;
  put: (bucket: string, key: string, body: string) => Promise<void>;
  /** In the order of their keys. */
  list: (bucket: string, prefix: string) => Promise<StoredObject[]>;
}

export interface StoredObject {
  key: string;
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970. */
  lastModified: number;
  etag: string;
}
