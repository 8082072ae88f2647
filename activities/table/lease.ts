/**
 * How long a table stays its writer's without a sign of life. Every accepted step renews it; a writer that is late, after a
 * long wait of its source, goes on if nobody else has taken the table meanwhile.
 */
export const leaseTtlMs = 10 * 60_000;
