import type { BuiltInTable, Edition, Origin } from './editions.ts';
import { companyRecord, contactRecord } from './record-parties.ts';
import { ticketRecord, timeEntryRecord } from './record-work.ts';

/**
 * The JSON text of one version of one record, shaped as ConnectWise's REST API shows it:
 * https://developer.connectwise.com/Products/ConnectWise_PSA/REST
 */
export const recordText: Record<BuiltInTable, (origin: Origin, edition: Edition) => string> = {
  tickets: ticketRecord,
  time_entries: timeEntryRecord,
  companies: companyRecord,
  contacts: contactRecord,
};
