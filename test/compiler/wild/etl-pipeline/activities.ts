export interface Partition {
  table: string;
  day: string;
  rows: number;
}

export interface Activities {
  listPartitions(source: string): Promise<Partition[]>;
  extract(partition: Partition): Promise<{ key: string }>;
  transform(input: { key: string; rules: string[] }): Promise<{ key: string; rejected: number }>;
  load(input: { table: string; keys: string[] }): Promise<number>;
}
