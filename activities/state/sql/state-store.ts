import type { Kysely } from 'kysely';
import type { StateStore } from '../../ports.ts';
import { sqlBreakers } from './breakers.ts';
import { sqlChunks } from './chunks.ts';
import { sqlJobs } from './jobs.ts';
import { sqlLeases } from './leases.ts';
import { sqlLedger } from './ledger.ts';
import { sqlLimits } from './limits.ts';
import { sqlPlans } from './plans.ts';
import { sqlQuarantine } from './quarantine.ts';
import type { StateSchema } from './schema.ts';
import { sqlTables } from './tables.ts';
import { sqlTenants } from './tenants.ts';

/**
 * The state store on any database that Kysely speaks to. What must not be lost is written in a transaction; every
 * transaction starts with a write that locks the row it depends on, so that read committed isolation is enough.
 */
export const sqlStateStore = (db: Kysely<StateSchema>): StateStore => ({
  tenants: sqlTenants(db),
  jobs: sqlJobs(db),
  leases: sqlLeases(db),
  plans: sqlPlans(db),
  chunks: sqlChunks(db),
  tables: sqlTables(db),
  ledger: sqlLedger(db),
  quarantine: sqlQuarantine(db),
  limits: sqlLimits(db),
  breakers: sqlBreakers(db),
  close: () => db.destroy(),
});
