import { pipelineInput, type PipelineInput, type Priority } from '../../workflows/shapes.ts';
import type { Activity, PipelineConfig } from '../contract.ts';
import { InvalidInput } from '../errors.ts';
import { newJob } from '../new-job.ts';
import type { Job, JobTenant, Ports } from '../ports.ts';
import type { TenantDefinition } from '../tenants.ts';

/** What one execution's history and payloads hold with room to spare on both engines. */
export const tenantsPerExecution = 500;

type Needs = Pick<Ports, 'state' | 'clock'>;

/** Decides which tenants the run covers. Safe to repeat: the job is created once and read back after that. */
export const initializePipeline =
  ({ state, clock }: Needs): Activity<'initializePipeline'> =>
  async ({ execution_id, ...rest }) => {
    const input = checked(rest);
    if (input.batch != null) return batchOf(state, input.batch);
    const job =
      input.resume_job_id == null
        ? await createJob(state, input, execution_id, new Date(clock.now()).toISOString())
        : await resumeJob(state, input.resume_job_id, execution_id);
    const count = await state.jobs.countTenants(job.job_id);
    const batched = count > tenantsPerExecution;
    return {
      job_id: job.job_id,
      execution_id,
      mode: job.mode,
      tenants: batched ? [] : await state.jobs.tenants(job.job_id, 0, tenantsPerExecution),
      batches: batched ? batchesFor(job.job_id, execution_id, count) : [],
      started_at: new Date(clock.now()).toISOString(),
    };
  };

function checked(input: PipelineInput): PipelineInput {
  const result = pipelineInput.safeParse(input);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
    throw new InvalidInput(`the run's input is wrong: ${problems.join('; ')}`);
  }
  const others = Object.entries(result.data).filter(([name, value]) => name !== 'resume_job_id' && value != null);
  if (result.data.resume_job_id != null && others.length > 0) {
    throw new InvalidInput(
      `resume_job_id goes on with what the job began: leave out ${others.map(([name]) => name).join(', ')}`,
    );
  }
  return result.data;
}

async function batchOf(state: Ports['state'], batch: NonNullable<PipelineInput['batch']>): Promise<PipelineConfig> {
  const job = await knownJob(state, batch.job_id);
  const tenants = await state.jobs.tenants(job.job_id, batch.index * tenantsPerExecution, tenantsPerExecution);
  return {
    job_id: job.job_id,
    execution_id: batch.execution_id,
    mode: 'multi-tenant',
    tenants,
    batches: [],
    started_at: job.started_at,
  };
}

function batchesFor(job_id: string, execution_id: string, count: number): PipelineConfig['batches'] {
  return Array.from({ length: Math.ceil(count / tenantsPerExecution) }, (_, index) => ({
    job_id,
    execution_id,
    index,
    tenants: Math.min(tenantsPerExecution, count - index * tenantsPerExecution),
  }));
}

async function resumeJob(state: Ports['state'], jobId: string, executionId: string): Promise<Job> {
  const job = await knownJob(state, jobId);
  await state.jobs.resume(jobId, executionId);
  return job;
}

async function knownJob(state: Ports['state'], jobId: string): Promise<Job> {
  const job = await state.jobs.get(jobId);
  if (job === undefined) throw new InvalidInput(`there is no job '${jobId}'; 'avesa status' lists the jobs`);
  return job;
}

async function createJob(state: Ports['state'], input: PipelineInput, executionId: string, now: string): Promise<Job> {
  const tenants = inOrder(covered(await state.tenants.list(), input), input.priority ?? 'normal');
  const many = tenants.length > tenantsPerExecution ? 'batched' : 'multi-tenant';
  const mode = input.tenant_id == null ? many : 'single-tenant';
  return state.jobs.create(newJob({ job_id: executionId, input, mode, started_at: now }), tenants);
}

/** The tenants that the input asks for. @throws InvalidInput where it names what is not there */
function covered(tenants: TenantDefinition[], { tenant_id, table_name }: PipelineInput): TenantDefinition[] {
  if (tenant_id != null) {
    const tenant = tenants.find((candidate) => candidate.tenant_id === tenant_id);
    if (tenant === undefined) throw new InvalidInput(`unknown tenant '${tenant_id}'; 'avesa tenants list' lists them`);
    if (!tenant.enabled) throw new InvalidInput(`tenant '${tenant_id}' is disabled; enable it in its configuration`);
    if (table_name != null && !hasTable(tenant, table_name)) {
      throw new InvalidInput(`tenant '${tenant_id}' has no table '${table_name}'`);
    }
    return [tenant];
  }
  const enabled = tenants.filter((tenant) => tenant.enabled);
  if (table_name == null) return enabled;
  const withTable = enabled.filter((tenant) => hasTable(tenant, table_name));
  if (withTable.length === 0) throw new InvalidInput(`no enabled tenant has a table '${table_name}'`);
  return withTable;
}

function hasTable(tenant: TenantDefinition, tableName: string): boolean {
  const [service = '', table = ''] = tableName.split('/');
  return Object.hasOwn(tenant.services, service) && Object.hasOwn(tenant.services[service]!.tables, table);
}

const rank: Record<Priority, number> = { high: 0, normal: 1, low: 2 };

/** High before normal before low, and by id within each. */
function inOrder(tenants: TenantDefinition[], runPriority: Priority): JobTenant[] {
  return tenants
    .map((tenant) => ({ tenant_id: tenant.tenant_id, priority: tenant.priority ?? runPriority }))
    .sort((a, b) => rank[a.priority] - rank[b.priority] || (a.tenant_id < b.tenant_id ? -1 : 1));
}
