import { afterEach, beforeEach, describe } from 'vitest';
import type { StateStore } from '../../../activities/ports.ts';
import { breakersContract } from './contract/breakers.ts';
import { chunksContract } from './contract/chunks.ts';
import { interleavingsContract } from './contract/interleavings.ts';
import { jobsContract } from './contract/jobs.ts';
import { leasesContract } from './contract/leases.ts';
import { ledgerContract } from './contract/ledger.ts';
import { limitsContract } from './contract/limits.ts';
import { modelContract } from './contract/model.ts';
import { plansContract } from './contract/plans.ts';
import { quarantineContract } from './contract/quarantine.ts';
import type { Given } from './contract/given.ts';
import { tablesContract } from './contract/tables.ts';
import { tenantsContract } from './contract/tenants.ts';

/** What every state store promises. `open` gives an empty store; `reopen` one more handle on the same state. */
export const stateStoreContract = (
  name: string,
  open: () => Promise<{ store: StateStore; reopen(): Promise<StateStore>; close(): Promise<void> }>,
): void => {
  describe(`the state store on ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    const given: Given = {
      get store() {
        return opened.store;
      },
      reopen: () => opened.reopen(),
    };
    describe('tenants', () => {
      tenantsContract(given);
    });
    describe('jobs', () => {
      jobsContract(given);
    });
    describe('leases', () => {
      leasesContract(given);
    });
    describe('plans', () => {
      plansContract(given);
    });
    describe('chunks', () => {
      chunksContract(given);
    });
    describe('tables', () => {
      tablesContract(given);
    });
    describe('the merge ledger', () => {
      ledgerContract(given);
    });
    describe('quarantine', () => {
      quarantineContract(given);
    });
    describe('limits', () => {
      limitsContract(given);
    });
    describe('breakers', () => {
      breakersContract(given);
    });
    describe('two attempts of one chunk', () => {
      interleavingsContract(given);
    });
    describe('leases, chunks and commits together', () => {
      modelContract(given);
    });
  });
};
