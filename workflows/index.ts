export { pipelineOrchestrator } from './pipeline-orchestrator.ts';
export { tableProcessor } from './table-processor.ts';
export { tenantProcessor } from './tenant-processor.ts';
