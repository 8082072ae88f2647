import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { failure, pipelineOutput, tenantResult, type PipelineInput } from '../../../workflows/shapes.ts';
import { InvalidInput } from '../../errors.ts';
import type { Job, JobStore } from '../../ports.ts';
import { readJson } from '../json.ts';
import { batches } from './batches.ts';
import type { StateSchema } from './schema.ts';

export const sqlJobs = (db: Kysely<StateSchema>): JobStore => ({
  create: (job, tenants) =>
    db.transaction().execute(async (trx) => {
      const created = await trx
        .insertInto('jobs')
        .values(toRow(job))
        .onConflict((conflict) => conflict.column('job_id').doNothing())
        .returning('job_id')
        .executeTakeFirst();
      if (created !== undefined) {
        const rows = tenants.map(({ tenant_id, priority }, place) => ({
          job_id: job.job_id,
          place,
          tenant_id,
          priority,
        }));
        for (const batch of batches(rows)) await trx.insertInto('job_tenants').values(batch).execute();
      }
      return (await getJob(trx, job.job_id))!;
    }),
  get: (jobId) => getJob(db, jobId),
  async list(limit) {
    const rows = await db
      .selectFrom('jobs')
      .selectAll()
      .orderBy('started_at', 'desc')
      .orderBy('job_id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toJob);
  },
  tenants: (jobId, offset, limit) =>
    db
      .selectFrom('job_tenants')
      .select(['tenant_id', 'priority'])
      .where('job_id', '=', jobId)
      .where('place', '>=', offset)
      .where('place', '<', offset + limit)
      .orderBy('place')
      .execute(),
  async countTenants(jobId) {
    const row = await db
      .selectFrom('job_tenants')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('job_id', '=', jobId)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
  resume: (jobId, executionId) =>
    db.transaction().execute((trx) =>
      change(trx, jobId, {
        status: 'running',
        execution_id: executionId,
        finished_at: null,
        result: null,
        error: null,
      }),
    ),
  finish: (jobId, { status, finished_at, result, error }) =>
    db.transaction().execute((trx) =>
      change(trx, jobId, {
        status,
        finished_at,
        result: result && JSON.stringify(result),
        error: error && JSON.stringify(error),
      }),
    ),
  async countCalls(jobId, calls) {
    const counted = await db
      .updateTable('jobs')
      .set((eb) => ({
        api_calls: eb('api_calls', '+', calls.api_calls),
        api_errors: eb('api_errors', '+', calls.api_errors),
      }))
      .where('job_id', '=', jobId)
      .returning('job_id')
      .executeTakeFirst();
    if (counted === undefined) throw unknownJob(jobId);
  },
  putTenantResults: (jobId, results) =>
    db.transaction().execute(async (trx) => {
      if ((await getJob(trx, jobId)) === undefined) throw unknownJob(jobId);
      const rows = results.map((result) => ({
        job_id: jobId,
        tenant_id: result.tenant_id,
        result: JSON.stringify(result),
      }));
      for (const batch of batches(rows)) {
        await trx
          .insertInto('tenant_results')
          .values(batch)
          .onConflict((conflict) =>
            conflict.columns(['job_id', 'tenant_id']).doUpdateSet((eb) => ({ result: eb.ref('excluded.result') })),
          )
          .execute();
      }
    }),
  async tenantResults(jobId) {
    const rows = await db
      .selectFrom('tenant_results')
      .selectAll()
      .where('job_id', '=', jobId)
      .orderBy('tenant_id')
      .execute();
    return rows.map(({ tenant_id, result }) =>
      readJson(tenantResult, result, `the result of tenant '${tenant_id}' in job ${jobId}`),
    );
  },
});

const getJob = async (db: Kysely<StateSchema>, jobId: string): Promise<Job | undefined> => {
  const row = await db.selectFrom('jobs').selectAll().where('job_id', '=', jobId).executeTakeFirst();
  return row && toJob(row);
};

const change = async (
  trx: Transaction<StateSchema>,
  jobId: string,
  columns: Partial<StateSchema['jobs']>,
): Promise<void> => {
  const changed = await trx
    .updateTable('jobs')
    .set(columns)
    .where('job_id', '=', jobId)
    .returning('job_id')
    .executeTakeFirst();
  if (changed === undefined) throw unknownJob(jobId);
};

const unknownJob = (jobId: string) => new InvalidInput(`there is no job '${jobId}' in the state store`);

/** Not checked further: a run that is refused for its input is recorded with just that input. */
const givenInput = z.custom<PipelineInput>((value) => typeof value === 'object' && value !== null);

const toRow = (job: Job): StateSchema['jobs'] => ({
  ...job,
  input: JSON.stringify(job.input),
  result: job.result && JSON.stringify(job.result),
  error: job.error && JSON.stringify(job.error),
});

const toJob = (row: StateSchema['jobs']): Job => {
  const what = (field: string) => `the ${field} of job ${row.job_id}`;
  return {
    ...row,
    input: readJson(givenInput, row.input, what('input')),
    result: row.result === null ? null : readJson(pipelineOutput, row.result, what('result')),
    error: row.error === null ? null : readJson(failure, row.error, what('error')),
  };
};
