import { handleChunkTimeout } from './chunk/handle-chunk-timeout.ts';
import { processChunk } from './chunk/process-chunk.ts';
import { updateChunkProgress } from './chunk/update-chunk-progress.ts';
import type { Activities } from './contract.ts';
import { aggregateResults } from './pipeline/aggregate-results.ts';
import { handleInitializationFailure } from './pipeline/handle-initialization-failure.ts';
import { initializePipeline } from './pipeline/initialize-pipeline.ts';
import { notifyCompletion } from './pipeline/notify-completion.ts';
import type { Ports } from './ports.ts';
import { calculateChunks } from './table/calculate-chunks.ts';
import { evaluateChunkResults } from './table/evaluate-chunk-results.ts';
import { initializeTableProcessing } from './table/initialize-table-processing.ts';
import { updateLastUpdatedTimestamp } from './table/update-last-updated-timestamp.ts';
import { discoverTenantTables } from './tenant/discover-tenant-tables.ts';
import { evaluateTableResults } from './tenant/evaluate-table-results.ts';
import { triggerCanonicalTransformation } from './tenant/trigger-canonical-transformation.ts';

/** The fourteen activities over the same ports: what every host runs. */
export const createActivities = (ports: Ports): Activities => ({
  initializePipeline: initializePipeline(ports),
  aggregateResults: aggregateResults(ports),
  notifyCompletion: notifyCompletion(ports),
  handleInitializationFailure: handleInitializationFailure(ports),
  discoverTenantTables: discoverTenantTables(ports),
  evaluateTableResults: evaluateTableResults(ports),
  triggerCanonicalTransformation: triggerCanonicalTransformation(ports),
  initializeTableProcessing: initializeTableProcessing(ports),
  calculateChunks: calculateChunks(ports),
  evaluateChunkResults: evaluateChunkResults(ports),
  updateLastUpdatedTimestamp: updateLastUpdatedTimestamp(ports),
  processChunk: processChunk(ports),
  updateChunkProgress: updateChunkProgress(ports),
  handleChunkTimeout: handleChunkTimeout(ports),
});
