import type { TenantDefinition } from '../tenants.ts';
import type { CanonicalMapping } from './config.ts';

/** ConnectWise's tables, by its public field names. https://developer.connectwise.com/Products/ConnectWise_PSA/REST */
const connectwise: Record<string, CanonicalMapping> = {
  companies: {
    table: 'companies',
    columns: {
      name: '/name',
      identifier: '/identifier',
      status: '/status/name',
      phone: '/phoneNumber',
      address: '/addressLine1',
      city: '/city',
      country: '/country/name',
      market: '/market/name',
      annual_revenue: '/annualRevenue',
      created_at: '/_info/dateEntered',
    },
    deleted: '/deletedFlag',
  },
  contacts: {
    table: 'contacts',
    columns: {
      first_name: '/firstName',
      last_name: '/lastName',
      company_key: '/company/id',
      title: '/title',
      email: '/communicationItems/0/value',
      is_inactive: '/inactiveFlag',
      created_at: '/_info/dateEntered',
    },
  },
  tickets: {
    table: 'tickets',
    columns: {
      summary: '/summary',
      status: '/status/name',
      priority: '/priority/name',
      type: '/type/name',
      board: '/board/name',
      team: '/team/name',
      owner: '/owner/identifier',
      company_key: '/company/id',
      contact_key: '/contact/id',
      is_closed: '/closedFlag',
      created_at: '/_info/dateEntered',
      closed_at: '/closedDate',
      budget_hours: '/budgetHours',
      actual_hours: '/actualHours',
    },
  },
  time_entries: {
    table: 'time_entries',
    columns: {
      ticket_key: '/ticket/id',
      company_key: '/company/id',
      member: '/member/identifier',
      work_type: '/workType/name',
      billable: '/billableOption',
      notes: '/notes',
      started_at: '/timeStart',
      ended_at: '/timeEnd',
      hours: '/actualHours',
    },
  },
};

export type DeletesMode = 'none' | 'flag' | 'reconcile';
export interface MappedTable extends CanonicalMapping {
  deletes: DeletesMode;
}

/** How a table's records become canonical; undefined where they do not. */
export function mappingOf(tenant: TenantDefinition | undefined, tableName: string): MappedTable | undefined {
  const [service = '', name = ''] = tableName.split('/');
  const definition = tenant?.services[service];
  const table = definition?.tables[name];
  if (definition === undefined || table === undefined) return undefined;
  const builtIn = definition.connector === 'connectwise' ? connectwise[name] : undefined;
  const mapping = table.canonical ?? builtIn;
  return mapping && { ...mapping, deletes: table.deletes };
}
