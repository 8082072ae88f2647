/** One big table of the demo source, as all sides read it. */
export interface Reading {
  /** Of the table's list. */
  url: string;
  /** Credentials. */
  headers: Record<string, string>;
  /** Records in a page. */
  page_size: number;
  /** Conditions on the key that divide the table evenly: so many requests are under way at once. */
  ranges: string[];
  /** Records in the table. */
  records: number;
}

/** The columns that our raw zone has, and how many rows a file of it may have. */
export const rowsPerFile = 15_000;

export const firstPage = ({ url, page_size }: Reading, conditions: string): string =>
  `${url}?${new URLSearchParams({ conditions, orderBy: 'id asc', pageSize: String(page_size) }).toString()}`;
