import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

export interface WorkerVersion {
  /** The task queue's name: one deployment for each. */
  deployment_name: string;
  build_id: string;
}

const knownWithinMs = 60_000;

/**
 * Makes a version of the worker the one that new runs start on; runs that are open stay with the version they began on, whose
 * workers must stay up until those have ended. The version's worker must be running: the server learns of it by its polling.
 *
 * @throws Error when the server has not seen such a worker within a minute
 */
export async function promoteWorkerVersion(
  client: Client,
  version: WorkerVersion,
  signal?: AbortSignal,
): Promise<void> {
  const { namespace } = client.options;
  const request = {
    namespace,
    deploymentName: version.deployment_name,
    buildId: version.build_id,
    version: `${version.deployment_name}.${version.build_id}`,
    ignoreMissingTaskQueues: false,
  };
  for (const deadline = performance.now() + knownWithinMs; ;) {
    signal?.throwIfAborted();
    try {
      await client.workflowService.setWorkerDeploymentCurrentVersion(request);
      return;
    } catch (error) {
      if (performance.now() > deadline) {
        throw new Error(
          `version ${version.build_id} of ${version.deployment_name} cannot be made current: ` +
            `${error instanceof Error ? error.message : String(error)}; is a worker of this version running?`,
          { cause: error },
        );
      }
      await sleep(100);
    }
  }
}

/** The version that new runs start on; undefined while there is none. */
export async function currentWorkerVersion(client: Client, deploymentName: string): Promise<WorkerVersion | undefined> {
  try {
    const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
      namespace: client.options.namespace,
      deploymentName,
    });
    const current = workerDeploymentInfo?.routingConfig?.currentDeploymentVersion;
    return current?.buildId ? { deployment_name: deploymentName, build_id: current.buildId } : undefined;
  } catch (error) {
    // 5: NOT_FOUND, as long as no worker of the deployment has polled.
    if (error instanceof Error && 'code' in error && error.code === 5) return undefined;
    throw error;
  }
}
