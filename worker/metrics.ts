import type { MetricCounter, MetricGauge, MetricMeter } from '@temporalio/common';
import type { MetricName, Metrics } from '../activities/ports.ts';

/** Prometheus's rules for names: base units, counters end in `_total`. https://prometheus.io/docs/practices/naming/ */
export const metricNames: Record<MetricName, { name: string; description: string }> = {
  ExecutionDuration: {
    name: 'avesa_execution_duration_seconds',
    description: 'How long the longest open run, else the latest one, has been running',
  },
  ExecutionSuccess: { name: 'avesa_execution_success_total', description: 'Runs that completed, or in part' },
  ExecutionFailure: { name: 'avesa_execution_failure_total', description: 'Runs that failed' },
  StateTransitions: { name: 'avesa_state_transitions_total', description: 'History events of ended executions' },
  ChunksProcessed: { name: 'avesa_chunks_processed_total', description: 'Chunks that ended' },
  RecordsProcessed: { name: 'avesa_records_processed_total', description: 'Records in completed chunks' },
  APICallsPerSecond: { name: 'avesa_api_calls_per_second', description: 'Requests to sources in the last minute' },
  ErrorRate: { name: 'avesa_error_rate_percent', description: 'Failed requests to sources in the last 15 minutes' },
  TenantsProcessed: { name: 'avesa_tenants_processed_total', description: 'Tenants that ended' },
  TablesProcessed: { name: 'avesa_tables_processed_total', description: 'Tables that were committed' },
  DataFreshness: { name: 'avesa_data_freshness_seconds', description: "Age of a table's watermark" },
  ProcessingCost: { name: 'avesa_processing_cost_dollars', description: 'What the latest run cost' },
};

/**
 * The metrics port over the SDK's own meter, so that Temporal's metrics and ours are at one Prometheus endpoint. Where the
 * runtime has none, nothing is counted.
 */
export function createMetrics(meter: MetricMeter): Metrics {
  const counters = new Map<MetricName, MetricCounter>();
  const gauges = new Map<MetricName, MetricGauge>();
  return {
    count(metric, value, labels) {
      const { name, description } = metricNames[metric];
      const counter = counters.get(metric) ?? meter.createCounter(name, undefined, description);
      counters.set(metric, counter);
      counter.add(value, labels);
    },
    gauge(metric, value, labels) {
      const { name, description } = metricNames[metric];
      const gauge = gauges.get(metric) ?? meter.createGauge(name, 'float', undefined, description);
      gauges.set(metric, gauge);
      // The meter refuses what is below zero; a watermark may be a little ahead of this host's clock.
      gauge.set(Math.max(0, value), labels);
    },
  };
}
