import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  InvalidConfiguration,
  InvalidInput,
  InvalidPage,
  SourceUnavailable,
  Unauthorized,
} from '../../../activities/errors.ts';
import type { CallCounter, Guarantee, Page, SourceTable } from '../../../activities/ports.ts';
import type { TenantDefinition } from '../../../activities/tenants.ts';
import { byKey, type Dialect, type Model, openModel, row, type Row } from './model-source.ts';
import { allRows, never, openPlace, type Place, readAll, recordsIn, textsIn, wholeTable } from './place.ts';

export interface ConnectorUnderTest {
  dialect: Dialect;
  /** The tenant whose table `api/rows` is read with pages of `size` records. */
  tenant(baseUrl: string, size: number): TenantDefinition;
  /** Secrets that the source accepts. */
  environment: Record<string, string>;
  /** Another environment with secrets that it refuses; undefined where it takes no credentials. */
  refused: Record<string, string> | undefined;
  guarantee: Guarantee;
  /** Ranges of keys can be read, and keys found by their place. */
  keyed: boolean;
  /** It counts its way through the table. */
  placed?: true;
}

const size = 7;
const request = { filter: allRows, range: wholeTable, cursor: null, remaining: () => 600_000 };

/** What every connector does, whatever its source's dialect. */
export function connectorContract(name: string, connector: ConnectorUnderTest): void {
  describe(`connector: ${name}`, () => {
    let model: Model;
    let place: Place;
    let table: SourceTable;
    let tenant: TenantDefinition;
    let calls: CallCounter;
    let tests = 0;
    beforeAll(async () => {
      model = await openModel(connector.dialect);
      place = await openPlace({ random: () => 0 });
    });
    afterAll(async () => {
      await place.close();
      await model.close();
    });
    beforeEach(async () => {
      // A tenant of its own: no test meets another's circuit breaker.
      tests += 1;
      tenant = { ...connector.tenant(model.url, size), tenant_id: `acme${tests}` };
      calls = { api_calls: 0, api_errors: 0 };
      Object.assign(place.environment, connector.environment);
      model.fault = undefined;
      model.requests.length = 0;
      model.rows = rows(20);
      table = await place.sources.open(tenant, 'api/rows', calls);
    });
    const ids = async (more: Parameters<typeof readAll>[1] = {}) =>
      (await readAll(table, more)).records.map(({ id }) => id);

    test.each([0, 1, size - 1, size, size + 1, 2 * size, 2 * size + 1, 50])(
      'reads %i rows, each once',
      async (count) => {
        model.rows = rows(count);
        expect(await ids()).toEqual(model.rows.map(({ key }) => Number(key)));
      },
    );

    test('says what it can and what it guarantees', () => {
      const { filter_on_key, sort_on_key, filter_on_update } = table.capabilities;
      expect({ keyed: filter_on_key && sort_on_key, filter_on_update, guarantee: table.guarantee }).toEqual({
        keyed: connector.keyed,
        filter_on_update: true,
        guarantee: connector.guarantee,
      });
    });

    test('goes on in another process from the cursor of any page, without a gap', async () => {
      const { cursors, records } = await readAll(table);
      expect(cursors.length).toBeGreaterThan(2);
      for (const cursor of cursors.slice(0, -1)) {
        const again = await place.another().open(tenant, 'api/rows', calls);
        const rest = (await readAll(again, { cursor })).records;
        expect(rest.length).toBeLessThan(records.length);
        expect(records.slice(records.length - rest.length)).toEqual(rest);
      }
    });

    test('gives each page with the cursor behind it', async () => {
      const read: number[] = [];
      let cursor: string | null = null;
      for (let last = false; !last;) {
        const page: Page = await firstPage(table, cursor);
        read.push(...recordsIn(page).map(({ id }) => Number(id)));
        ({ cursor, is_last: last } = page);
      }
      expect(read).toEqual(model.rows.map(({ key }) => Number(key)));
    });

    test('reads what was updated at the bound or later', async () => {
      model.rows = rows(9).map(({ key }) => row(key, `2025-11-0${Number(key) % 1000}T12:00:00Z`));
      const since = { updated_since: '2025-11-05T12:00:00.000Z' };
      expect(await ids({ filter: since })).toEqual([1005, 1006, 1007, 1008, 1009]);
      expect(await table.count(since, never)).toBe(5);
    });

    test('counts', async () => {
      expect(await table.count(allRows, never)).toBe(20);
      model.rows = [];
      expect(await table.count(allRows, never)).toBe(0);
    });

    test.each(['1,5', '"many"', '-1', 'null', '{}'])('takes %s for no count', async (text) => {
      model.fault = (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(`{"count":${text},"meta":{"total":${text}}}`);
        return true;
      };
      await expect(table.count(allRows, never)).rejects.toThrow(InvalidPage);
    });

    test('tells the time of the source', async () => {
      model.fault = (response) => {
        response.setHeader('date', 'Sat, 22 Nov 2025 23:00:00 GMT');
        return false;
      };
      expect(await table.now(never)).toEqual({
        now: Date.parse('2025-11-22T23:00:00Z'),
        skew_ms: 0,
        from: 'date header',
      });
    });

    test('takes this host’s time, with what it may be ahead, where the source tells none', async () => {
      model.fault = (response) => {
        response.sendDate = false;
        return false;
      };
      expect(await table.now(never)).toEqual({ now: place.clock.now(), skew_ms: 300_000, from: 'host' });
    });

    test('keeps keys beyond 2^53 to the digit', async () => {
      const big = 2n ** 64n;
      model.rows = Array.from({ length: 20 }, (_, index) => row(big + BigInt(index)));
      const read = (await texts(table)).map((text) => /"id":(\d+)/.exec(text)?.[1]);
      expect(read).toEqual(model.rows.map(({ key }) => String(key)));
    });

    test('delivers pages with bad records: the records are bad, not the page', async () => {
      const bad = ['NaN', '"text"', 'null', '7', '[1]', '{"x":NaN,"id":ID}', '{"noid":1}', '{"id":null}', '{}'];
      model.rows = rows(30).map((each) => {
        const text = bad[Number(each.key) % 10]?.replace('ID', String(each.key));
        return { ...each, text: text ?? each.text };
      });
      const delivered = await texts(table);
      expect(delivered.toSorted()).toEqual(model.rows.map(({ text }) => text).toSorted());
      expect(calls.api_errors).toBe(0);
    });

    test('delivers pages of nothing but bad records at the end', async () => {
      model.rows = rows(size + 3).map((each, index) => (index < size ? each : { ...each, text: 'null' }));
      expect((await texts(table)).filter((text) => text === 'null')).toHaveLength(3);
    });

    test.each(['{"id":"ID}', '{"id":ID,"x":{', '{"id":ID]', '{"id":ID}}'])(
      'never loses a row beside one whose structure is broken: %s',
      async (broken) => {
        let delivered = 0;
        for (const { key } of model.rows) {
          const text = broken.replace('ID', String(key));
          const stored = rows(20);
          model.rows = stored.map((each) => (each.key === key ? { ...each, text } : each));
          const read = await texts(table).catch((error: unknown) => error);
          if (read instanceof InvalidPage) continue;
          for (const each of model.rows) expect((read as string[]).join('\n')).toContain(each.text);
          delivered += 1;
        }
        // At a page's end it looks like a cut; where places are counted, no guess will do.
        expect(delivered).toBeGreaterThanOrEqual(connector.placed ? 0 : 12);
      },
    );

    test('reads a page again that was cut', async () => {
      let cuts = 0;
      model.fault = (response) => {
        if (cuts++ % 2 === 1) return false;
        response.writeHead(200, { 'content-type': 'application/json' }).end('[{"id":1001},{"id":1');
        return true;
      };
      expect(await ids()).toEqual(model.rows.map(({ key }) => Number(key)));
      expect(calls.api_calls).toBe(2 * calls.api_errors);
    });

    test('never takes an error object with status 200 for the end', async () => {
      model.fault = (response) => {
        if (model.requests.length < 2) return false;
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"error":"try later"}');
        return true;
      };
      await expect(readAll(table)).rejects.toThrow(InvalidPage);
    });

    if (connector.refused !== undefined) {
      test('sends one request when the credentials are refused', async () => {
        Object.assign(place.environment, connector.refused);
        table = await place.sources.open(tenant, 'api/rows', calls);
        await expect(readAll(table)).rejects.toThrow(Unauthorized);
        expect(model.requests).toHaveLength(1);
      });
    }

    test('shows no credential in an error', async () => {
      model.fault = (response) => {
        response.writeHead(500).end();
        return true;
      };
      const failure = await readAll(table).catch((error: unknown) => error as Error);
      expect(failure).toBeInstanceOf(SourceUnavailable);
      for (const secret of Object.values(connector.environment).flatMap((text) => text.match(/\w+/g)!)) {
        expect((failure as Error).message.replaceAll(/acme\d+|api/g, '')).not.toContain(secret);
      }
    });

    test('counts every request, and every failed one', async () => {
      model.fault = (response) => {
        if (model.requests.length !== 2) return false;
        response.writeHead(502).end();
        return true;
      };
      await readAll(table);
      expect(calls).toEqual({ api_calls: model.requests.length, api_errors: 1 });
    });

    test('refuses tables and services that are not there', async () => {
      for (const name of ['api/others', 'other/rows', 'rows', '', 'api/rows/x', 'api/__proto__', '__proto__/rows']) {
        await expect(place.sources.open(tenant, name, calls), name).rejects.toThrow(InvalidInput);
      }
    });

    test('refuses a stored configuration that no longer fits, naming the field', async () => {
      Object.assign(tenant.services.api!.tables.rows!, { surprise: 1 });
      const opening = place.sources.open(tenant, 'api/rows', calls);
      await expect(opening).rejects.toThrow(InvalidConfiguration);
      await expect(opening).rejects.toThrow(
        `tenant ${tenant.tenant_id}: services.api: tables.rows: unknown field 'surprise'`,
      );
    });

    if (connector.keyed) {
      test('finds the key at each place, and none past the end', async () => {
        model.rows = rows(20).toReversed();
        const keys = await Promise.all([0, 1, 10, 19, 20, 1000].map((each) => table.keyAt(each, allRows, never)));
        expect(keys).toEqual(['1001', '1002', '1011', '1020', undefined, undefined]);
      });

      test('finds the key of a row near by where the one at the place has none', async () => {
        model.rows = rows(20).map((each, index) => (index === 5 ? { ...each, text: 'null' } : each));
        expect(await table.keyAt(5, allRows, never)).toBe('1007');
      });

      test('does not take a page without a key for the end where its length is a guess', async () => {
        // The first row looks like two.
        const keyless = rows(size).map((each, index) => ({
          ...each,
          text: index === 0 ? '{"n":"},{"m":1}' : '{"m":1}',
        }));
        model.rows = [...keyless, ...rows(size + 1).slice(size)];
        await expect(readAll(table)).rejects.toThrow(InvalidPage);
      });

      test('reads ranges that together are the table, each row in one', async () => {
        const ends = [null, '1003', '1010', '1010', '1017', null];
        const read: unknown[] = [];
        for (const [index, after] of ends.slice(0, -1).entries()) {
          read.push(...(await ids({ range: { after, up_to: ends[index + 1]! } })));
        }
        expect(read).toEqual(model.rows.map(({ key }) => Number(key)));
      });

      test('reads a range whose last row is gone', async () => {
        model.rows = model.rows.filter(({ key }) => key !== 1010n);
        expect(await ids({ range: { after: '1005', up_to: '1010' } })).toEqual([1006, 1007, 1008, 1009]);
      });

      test('refuses a source that does not keep to the order of its keys', async () => {
        const { dialect } = connector;
        const careless = await openModel((asked, response, all) => {
          asked.url.searchParams.delete('orderBy');
          asked.url.searchParams.delete('sort');
          dialect(asked, response, all);
        });
        try {
          careless.rows = [1005, 1019, 1001, 1018, 1003, 1002, 1010, 1017, 1016, 1012, 1011, 1013, 1014, 1015].map(
            (key) => row(key),
          );
          const rowsOf = await place.sources.open(connector.tenant(careless.url, size), 'api/rows', calls);
          await expect(readAll(rowsOf)).rejects.toThrow(InvalidConfiguration);
        } finally {
          await careless.close();
        }
      });

      test('refuses a source whose keys go back, instead of reading without end', async () => {
        model.rows = rows(30).map((each) => ({
          ...each,
          text: Number(each.key) % 7 === 0 ? '{"id":1003}' : each.text,
        }));
        await expect(readAll(table)).rejects.toThrow(InvalidConfiguration);
      });
    } else {
      test('refuses ranges where it cannot read them', async () => {
        const range = { after: '1003', up_to: null };
        await expect(readAll(table, { range })).rejects.toThrow(InvalidConfiguration);
        await expect(table.keyAt(0, allRows, never)).rejects.toThrow(InvalidConfiguration);
      });
    }
  });
}

const rows = (count: number): Row[] => Array.from({ length: count }, (_, index) => row(1001 + index)).toSorted(byKey);

async function firstPage(table: SourceTable, cursor: string | null): Promise<Page> {
  for await (const page of table.read({ ...request, cursor }, never)) return page;
  throw new Error('no page');
}

/** The records' texts, of all pages. */
async function texts(table: SourceTable): Promise<string[]> {
  const found: string[] = [];
  for await (const page of table.read(request, never)) {
    found.push(...textsIn(page));
    if (page.is_last) return found;
  }
  throw new Error('the pages ended without a last one');
}
