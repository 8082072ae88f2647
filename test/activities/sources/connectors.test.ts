import { connectorContract } from './connector-contract.ts';
import { connectWiseDialect, keyset, pagings, restDialect, restTable, sorted } from './model-source.ts';
import { tenantWith } from './place.ts';

connectorContract('ConnectWise', {
  dialect: connectWiseDialect,
  tenant: (base_url, page_size) =>
    tenantWith({
      connector: 'connectwise',
      base_url,
      auth: { company_id: 'acme', secret_ref: 'env:CW' },
      tables: { rows: { path: '/service/tickets', page_size } },
    }),
  environment: { CW: '{"public_key":"public","private_key":"private","client_id":"client"}' },
  refused: { CW: '{"public_key":"public","private_key":"wrong","client_id":"client"}' },
  guarantee: 'exact',
  keyed: true,
});

const open = { environment: {}, refused: undefined, dialect: restDialect };
const withTable = (table: object) => (base_url: string) =>
  tenantWith({ connector: 'rest', base_url, tables: { rows: table } });

for (const type of ['page', 'offset'] as const) {
  for (const last of ['short_page', 'empty_page']) {
    const paging = (size: number) => ({ ...pagings[type](size), last });
    connectorContract(`REST by key, sized by ${type}, to the ${last}`, {
      ...open,
      tenant: (url, size) => withTable(restTable(paging(size), keyset))(url),
      guarantee: 'exact',
      keyed: true,
    });
    connectorContract(`REST by ${type}, to the ${last}`, {
      ...open,
      tenant: (url, size) => withTable(restTable(paging(size), sorted))(url),
      guarantee: 'at least once',
      keyed: false,
      placed: true,
    });
  }
  connectorContract(`REST by ${type}, without overlap`, {
    ...open,
    tenant: (url, size) => withTable(restTable({ ...pagings[type](size), overlap: false }, sorted))(url),
    guarantee: 'best effort',
    keyed: false,
    placed: true,
  });
}
connectorContract('REST by cursor', {
  ...open,
  tenant: (url, size) => withTable(restTable(pagings.cursor(size)))(url),
  guarantee: 'at least once',
  keyed: false,
});
connectorContract('REST by link', {
  ...open,
  tenant: (url, size) => withTable(restTable(pagings.link(size)))(url),
  guarantee: 'best effort',
  keyed: false,
});
