/** In the SQL that SQLite and PostgreSQL share; `bigint` holds epoch milliseconds and counts. */
export const initial = [
  `create table tenants (
    tenant_id text primary key,
    definition text not null
  )`,

  `create table jobs (
    job_id text primary key,
    execution_id text not null,
    input text not null,
    mode text not null,
    started_at text not null,
    finished_at text,
    status text not null check (status in ('running', 'completed', 'partial', 'failed', 'canceled')),
    result text,
    error text,
    api_calls bigint not null,
    api_errors bigint not null
  )`,
  `create index jobs_by_start on jobs (started_at, job_id)`,
  `create table job_tenants (
    job_id text not null references jobs,
    place integer not null,
    tenant_id text not null,
    priority text not null,
    primary key (job_id, place)
  )`,
  `create table tenant_results (
    job_id text not null references jobs,
    tenant_id text not null,
    result text not null,
    primary key (job_id, tenant_id)
  )`,

  `create table leases (
    tenant_id text not null,
    table_name text not null,
    owner text,
    job_id text not null,
    fence bigint not null,
    expires_ms bigint not null,
    primary key (tenant_id, table_name)
  )`,
  `create index leases_by_owner on leases (owner)`,

  `create table plans (
    job_id text not null,
    tenant_id text not null,
    table_name text not null,
    mode text not null check (mode in ('full', 'incremental')),
    as_of text,
    lower_bound text,
    watermark text,
    schema_version integer not null,
    guarantee text not null check (guarantee in ('exact', 'at least once', 'best effort')),
    total_chunks integer not null,
    created_at text not null,
    primary key (job_id, tenant_id, table_name)
  )`,
  `create table manifests (
    manifest_id text primary key,
    job_id text not null,
    tenant_id text not null,
    table_name text not null,
    fence bigint not null,
    as_of text,
    committed_at text not null,
    schema_version integer not null,
    complete_read integer not null check (complete_read in (0, 1)),
    merged integer not null check (merged in (0, 1)),
    unique (tenant_id, table_name, fence),
    foreign key (job_id, tenant_id, table_name) references plans
  )`,
  `create index manifests_to_merge on manifests (tenant_id, merged)`,
  `create table chunks (
    job_id text not null,
    tenant_id text not null,
    table_name text not null,
    chunk_id text not null,
    chunk_index integer not null,
    after text,
    up_to text,
    status text not null default 'pending' check (status in ('pending', 'running', 'completed', 'failed')),
    cursor text,
    sequence integer not null default 0,
    parts integer not null default 0,
    attempt_token text,
    resumptions integer not null default 0,
    error text,
    records_processed bigint not null default 0,
    records_quarantined bigint not null default 0,
    bytes bigint not null default 0,
    api_calls bigint not null default 0,
    api_errors bigint not null default 0,
    manifest_id text references manifests,
    primary key (job_id, tenant_id, table_name, chunk_id),
    unique (job_id, tenant_id, table_name, chunk_index),
    foreign key (job_id, tenant_id, table_name) references plans
  )`,
  `create index chunks_by_manifest on chunks (manifest_id)`,
  `create table parts (
    name text primary key,
    job_id text not null,
    tenant_id text not null,
    table_name text not null,
    chunk_id text not null,
    sequence integer not null,
    rows bigint not null,
    bytes bigint not null,
    unique (job_id, tenant_id, table_name, chunk_id, sequence),
    foreign key (job_id, tenant_id, table_name, chunk_id) references chunks
  )`,
  `create table quarantine_files (
    name text primary key,
    job_id text not null,
    tenant_id text not null,
    table_name text not null,
    chunk_id text not null,
    sequence integer not null,
    rows bigint not null,
    accepted integer not null default 0 check (accepted in (0, 1)),
    unique (job_id, tenant_id, table_name, chunk_id, sequence),
    foreign key (job_id, tenant_id, table_name, chunk_id) references chunks
  )`,

  `create table watermarks (
    tenant_id text not null,
    table_name text not null,
    watermark text,
    primary key (tenant_id, table_name)
  )`,
  `create table commits (
    tenant_id text not null,
    table_name text not null,
    fence bigint not null,
    owner text not null,
    job_id text not null,
    watermark text,
    advanced integer not null check (advanced in (0, 1)),
    manifest_id text references manifests,
    primary key (tenant_id, table_name, fence)
  )`,
  `create table canonical_pointers (
    tenant_id text not null,
    canonical_table text not null,
    version integer not null,
    files text not null,
    primary key (tenant_id, canonical_table)
  )`,

  `create table limits (
    key text primary key,
    full_at_ms double precision not null,
    held_until_ms bigint not null
  )`,
  `create table breakers (
    key text primary key,
    state text not null check (state in ('CLOSED', 'OPEN', 'HALF_OPEN')),
    failures integer not null,
    retry_ms bigint not null
  )`,
] as const;
