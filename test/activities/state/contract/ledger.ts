import { expect, test } from 'vitest';
import { MergeConflict } from '../../../../activities/errors.ts';
import type { Manifest } from '../../../../activities/ports.ts';
import { complete, instant, now, planned, type Given } from './given.ts';

export const ledgerContract = (given: Given): void => {
  const ledger = () => given.store.ledger;
  const committed = async (job_id: string, changes: { as_of?: string | null; tenant_id?: string } = {}) => {
    const { lease, plan, keys } = await planned(given.store, job_id, 1, changes);
    await complete(given.store, keys[0]!, lease);
    return (await given.store.tables.commit(plan, lease, instant(now))).manifest!;
  };
  const pointer = (version: number, files = [`v${version}/a`, `v${version}/b`]) => ({
    tenant_id: 'acme',
    canonical_table: 'tickets',
    version,
    files,
  });
  const pending = async () => (await ledger().pending('acme')).map(({ job_id }) => job_id);
  const swapped = async (to: number) => {
    for (let version = 1; version <= to; version++) await ledger().swap(pointer(version), []);
  };

  test('manifests wait by as_of, then in the order in which they were committed', async () => {
    await committed('late', { as_of: instant(now + 2) });
    await committed('early', { as_of: instant(now) });
    await committed('again', { as_of: instant(now) });
    await committed('without', { as_of: null });
    await committed('without either', { as_of: null });
    await committed('elsewhere', { tenant_id: 'globex' });
    expect(await pending()).toEqual(['without', 'without either', 'early', 'again', 'late']);
    expect(await ledger().pending('nobody')).toEqual([]);
  });

  test('a canonical table starts at version 0, without files', async () => {
    expect(await ledger().pointer('acme', 'tickets')).toEqual(pointer(0, []));
    expect(await ledger().pointers()).toEqual([]);
  });

  test('a swap moves the pointer and merges the manifests', async () => {
    const manifests = [await committed('job-1'), await committed('job-2')];
    await committed('job-3');
    await ledger().swap(
      pointer(1),
      manifests.map(({ manifest_id }) => manifest_id),
    );
    expect(await pending()).toEqual(['job-3']);
    expect(await ledger().pointer('acme', 'tickets')).toEqual(pointer(1));
    await ledger().swap(pointer(2, []), []);
    expect(await (await given.reopen()).ledger.pointer('acme', 'tickets')).toEqual(pointer(2, []));
  });

  test('pointers are listed by tenant and table', async () => {
    const keys = [
      ['b', 'x'],
      ['a', 'y'],
      ['a', 'x'],
    ] as const;
    for (const [tenant_id, canonical_table] of keys) {
      await ledger().swap({ tenant_id, canonical_table, version: 1, files: [] }, []);
    }
    const listed = (await ledger().pointers()).map(({ tenant_id, canonical_table }) => [tenant_id, canonical_table]);
    expect(listed).toEqual([
      ['a', 'x'],
      ['a', 'y'],
      ['b', 'x'],
    ]);
  });

  test.each([
    { at: 0, to: 2 },
    { at: 1, to: 1 },
    { at: 1, to: 3 },
    { at: 3, to: 2 },
    { at: 3, to: 3 },
    { at: 3, to: 0 },
  ])('a pointer at version $at does not become version $to', async ({ at, to }) => {
    const manifest = await committed('job-1');
    await swapped(at);
    const other = pointer(to, ['another file']);
    await expect(ledger().swap(other, [manifest.manifest_id])).rejects.toThrow(MergeConflict);
    expect(await ledger().pointer('acme', 'tickets')).toEqual(at === 0 ? pointer(0, []) : pointer(at));
    expect(await pending()).toEqual(['job-1']);
  });

  test.each<{ case: string; ids: (merged: Manifest, foreign: Manifest) => string[] }>([
    { case: 'was merged already', ids: (merged) => [merged.manifest_id] },
    { case: "is another tenant's", ids: (_, foreign) => [foreign.manifest_id] },
    { case: 'nobody knows', ids: () => ['no such manifest'] },
  ])('a manifest that $case is not merged, nor are those beside it', async ({ ids }) => {
    const [merged, open] = [await committed('job-1'), await committed('job-2')];
    const foreign = await committed('job-3', { tenant_id: 'globex' });
    await ledger().swap(pointer(1), [merged.manifest_id]);
    const swap = ledger().swap(pointer(2), [open.manifest_id, ...ids(merged, foreign)]);
    await expect(swap).rejects.toThrow(MergeConflict);
    expect(await ledger().pointer('acme', 'tickets')).toEqual(pointer(1));
    expect(await pending()).toEqual(['job-2']);
    expect(await ledger().pending('globex')).toHaveLength(1);
  });

  test('a swap whose answer was lost may be said again, and then changes nothing', async () => {
    const manifest = await committed('job-1');
    for (let time = 0; time < 3; time++) {
      await ledger().swap(pointer(1), [manifest.manifest_id, manifest.manifest_id]);
    }
    expect(await ledger().pointer('acme', 'tickets')).toEqual(pointer(1));
    const next = await committed('job-2');
    await expect(ledger().swap(pointer(1), [next.manifest_id])).rejects.toThrow(MergeConflict);
    expect(await pending()).toEqual(['job-2']);
  });

  test('skipped manifests are merged without a canonical table', async () => {
    const { manifest_id } = await committed('job-1');
    await committed('job-2');
    await ledger().skip([]);
    await ledger().skip([manifest_id]);
    await ledger().skip([manifest_id, manifest_id]);
    expect(await pending()).toEqual(['job-2']);
    expect(await given.store.tables.parts({ tenant_id: 'acme', table_name: 'connectwise/tickets' })).toHaveLength(2);
  });

  test('of many merges at once exactly one wins, and no manifest is lost', async () => {
    const { manifest_id } = await committed('job-1');
    const other = await given.reopen();
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? given.store : other).ledger.swap(pointer(1, [`by ${index}`]), [manifest_id]),
      ),
    );
    const winner = answers.findIndex(({ status }) => status === 'fulfilled');
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await ledger().pointer('acme', 'tickets')).toEqual(pointer(1, [`by ${winner}`]));
    expect(await pending()).toEqual([]);
  });
};
