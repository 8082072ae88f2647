import { InvalidConfiguration, InvalidPage } from '../errors.ts';
import type { Page, ReadFilter, SourceTable } from '../ports.ts';
import { type CheckedPage, checkPage } from './page.ts';
import type { Service } from './service.ts';

type ReadRequest = Parameters<SourceTable['read']>[0];

/** A table of which each page names the next. */
export interface ChainedTable {
  service: Service;
  /** Pointer to the records. */
  records: string;
  /** The address behind a cursor; null: of the first page. */
  url(filter: ReadFilter, cursor: string | null): URL;
  /** The cursor of the next page; undefined: there is none. */
  next(page: CheckedPage, url: URL): string | undefined;
}

/** Reads from page to page, as the source names them: an empty page that names a next one is not the end. */
export async function* readByNext(
  table: ChainedTable,
  { filter, range, cursor: from, remaining }: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<Page, void, undefined> {
  if (range.after !== null || range.up_to !== null) {
    throw new InvalidConfiguration(
      'the plan divides the table by key, which its configuration no longer allows: start a new run',
    );
  }
  for (let cursor = from === '' ? null : from; ;) {
    const url = table.url(filter, cursor);
    const { page, next } = await table.service.get(
      url,
      (answer) => {
        const page = checkPage(answer, table.records);
        const next = table.next(page, url);
        if (next !== undefined && next === cursor) throw new InvalidPage('the page names itself as the next one');
        return { page, next };
      },
      { remaining, signal },
    );
    const { body, records, plain } = page;
    yield { body, records, plain, cursor: next ?? cursor ?? '', is_last: next === undefined };
    if (next === undefined) return;
    cursor = next;
  }
}
