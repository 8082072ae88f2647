import { describe, expect, test } from 'vitest';
import { credentialsOf } from '../../cli/demo-source/credentials.ts';
import { start, type Shown } from './reading.ts';

const source = await start({ clock_skew: 600 });
const base = '/initech/api/v1';

interface Page {
  data: { items: Shown[] };
  next?: string | null;
  page?: number;
  has_more?: boolean;
}
const json = async <T>(path: string) => (await (await source.get(path)).json()) as T;
const connectwise = (path: string) => source.list(`/initech/v4_6_release/apis/3.0${path}?pageSize=1000`);

/** Every page of a table, as its way of paging leads from one to the next. */
const walks: Record<string, (query: string) => Promise<Shown[][]>> = {
  async companies(query) {
    const pages: Shown[][] = [];
    for (let page = 1, more = true; more; page++) {
      const shown = await json<Page>(`${base}/companies?limit=7&page=${page}${query}`);
      expect(shown.page).toBe(page);
      pages.push(shown.data.items);
      more = shown.has_more!;
    }
    return pages;
  },
  async contacts(query) {
    const pages: Shown[][] = [];
    do pages.push(await json<Shown[]>(`${base}/contacts?limit=7&offset=${pages.length * 7}${query}`));
    while (pages.at(-1)!.length === 7);
    return pages;
  },
  async tickets(query) {
    const pages: Shown[][] = [];
    for (let path: string | undefined = `${base}/tickets?limit=7${query}`; path !== undefined;) {
      const { data, next }: Page = await json<Page>(path);
      pages.push(data.items);
      path = next == null ? undefined : `${base}/tickets?limit=7&cursor=${next}`;
    }
    return pages;
  },
  async time_entries(query) {
    const pages: Shown[][] = [];
    for (let path: string | undefined = `${base}/time_entries?limit=7${query}`; path !== undefined;) {
      const response = await source.get(path);
      pages.push((await response.json()) as Shown[]);
      path = /<(.+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]?.slice(source.url.length);
    }
    return pages;
  },
};
const lists = {
  companies: '/company/companies',
  contacts: '/company/contacts',
  tickets: '/service/tickets',
  time_entries: '/time/entries',
};

describe.each(Object.entries(lists))('%s', (table, path) => {
  const walk = walks[table]!;
  test('all pages together are all rows once, in the order of the keys', async () => {
    const pages = await walk('');
    expect(pages.flat()).toEqual(await connectwise(path));
    expect(pages.slice(0, -1).every(({ length }) => length === 7)).toBe(true);
  });
  test('filters hold on every page, and for the count', async () => {
    const all = await connectwise(path);
    const since = all.map((row) => row._info.lastUpdated).sort()[Math.floor(all.length / 2)]!;
    const [after, upTo] = [all[2]!.id, all[all.length - 3]!.id];
    const expected = all.filter(({ id, _info }) => id > after && id <= upTo && _info.lastUpdated >= since);
    const query = `updated_since=${since}&id_after=${after}&id_up_to=${upTo}&sort=id`;
    expect((await walk(`&${query}`)).flat()).toEqual(expected);
    expect(await json(`${base}/${table}/count?${query}`)).toEqual({ count: expected.length });
  });
});

test('the time endpoint and every Date header tell the source’s own time', async () => {
  const before = Date.now();
  const response = await source.get(`${base}/time`);
  const { now } = (await response.json()) as { now: string };
  const skewed = Date.parse(now) - 600_000;
  expect(skewed).toBeGreaterThanOrEqual(before);
  expect(skewed).toBeLessThanOrEqual(Date.now());
  expect(Date.parse(response.headers.get('date')!)).toBe(Math.floor(Date.parse(now) / 1000) * 1000);
});

const { bearer_token, api_key } = credentialsOf(1, 'initech');
test.each([
  [{ authorization: `Bearer ${bearer_token}` }, 200],
  [{ 'x-api-key': api_key }, 200],
  [{ authorization: `Bearer ${api_key}` }, 401],
  [{ 'x-api-key': bearer_token }, 401],
  [{}, 401],
])('%o: %i', async (headers, status) => {
  expect((await source.get(`${base}/tickets`, headers)).status).toBe(status);
});

test.each([
  'tickets?limit=1001',
  'tickets?cursor=nonsense',
  'tickets?page=1',
  'contacts?offset=-1',
  'companies?updated_since=yesterday',
  'companies?id_after=x',
  'companies?sort=name',
  'companies/count?limit=1',
])('%s is refused', async (path) => {
  const response = await source.get(`${base}/${path}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { status: 400 } });
});
