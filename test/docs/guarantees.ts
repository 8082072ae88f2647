import type { Guarantee } from '../../activities/ports.ts';
import { checkTenant } from '../../activities/sources/config.ts';
import { openPlace } from '../activities/place.ts';
import type { Row } from './field-tables.ts';

const byPage = { type: 'page', param: 'page', size_param: 'size', size: 100 };
const byOffset = { type: 'offset', param: 'offset', limit_param: 'limit', size: 100 };
const byCursor = { type: 'cursor', param: 'cursor', next: '/next' };
const byLink = { type: 'link' };
const sort_on_key = { param: 'sort', value: 'id' };
const filter_on_key = { after: 'after', up_to: 'up_to' };

/** The ways to read a table of a REST API, each with everything that makes no difference to it. */
const ways: { name: string; divided: string; paging: object[]; capabilities: object[] }[] = [
  {
    name: 'paging by `page` or `offset`, `filter_on_key` and `sort_on_key`',
    divided: 'ranges of keys, three at once',
    paging: [byPage, byOffset, { ...byPage, overlap: false }, { ...byOffset, overlap: false }],
    capabilities: [{ filter_on_key, sort_on_key }],
  },
  {
    name: 'paging by `page` or `offset` with `overlap`, `sort_on_key`',
    divided: 'one',
    paging: [byPage, byOffset],
    capabilities: [{ sort_on_key }],
  },
  { name: 'paging by `cursor`', divided: 'one', paging: [byCursor], capabilities: [{}, { sort_on_key }] },
  {
    name: 'paging by `page` or `offset` with `overlap: false`, `sort_on_key`',
    divided: 'one',
    paging: [
      { ...byPage, overlap: false },
      { ...byOffset, overlap: false },
    ],
    capabilities: [{ sort_on_key }],
  },
  {
    name: 'paging by `page` or `offset`, no order',
    divided: 'one',
    paging: [byPage, byOffset, { ...byPage, overlap: false }, { ...byOffset, overlap: false }],
    capabilities: [{}],
  },
  { name: 'paging by `link`', divided: 'one', paging: [byLink], capabilities: [{}, { sort_on_key }] },
];

/** What the connectors say of each way to read. @throws Error where a difference does make one */
export async function guaranteeRows(): Promise<Row[]> {
  const place = await openPlace({ environment: { SECRET: JSON.stringify(connectWiseSecret) } });
  const guaranteeOf = async (services: object, table: string): Promise<Guarantee> => {
    const { tenant, problems } = checkTenant({ tenant_id: 'acme', name: 'Acme', services });
    if (tenant === undefined) throw new Error(problems.join('\n'));
    return (await place.ports.sources.open(tenant, table, { api_calls: 0, api_errors: 0 })).guarantee;
  };
  try {
    const rows: Row[] = [['ConnectWise', await guaranteeOf({ cw: connectWise }, 'cw/tickets'), ways[0]!.divided]];
    for (const { name, divided, paging, capabilities } of ways) {
      const found = new Set<Guarantee>();
      for (const each of paging) {
        for (const able of capabilities) {
          const rows = { path: '/rows', records: '/data', key: '/id', paging: each, capabilities: able };
          const api = { connector: 'rest', base_url: 'https://api.example.com', tables: { rows } };
          found.add(await guaranteeOf({ api }, 'api/rows'));
        }
      }
      const [guarantee, another] = found;
      if (guarantee === undefined || another !== undefined) throw new Error(`${name}: ${[...found].join(', ')}`);
      rows.push([name, guarantee, divided]);
    }
    return rows;
  } finally {
    await place.close();
  }
}

const connectWiseSecret = { public_key: 'public', private_key: 'private', client_id: 'client' };
const connectWise = {
  connector: 'connectwise',
  base_url: 'https://api.example.com',
  auth: { company_id: 'acme', secret_ref: 'env:SECRET' },
  tables: { tickets: {} },
};
