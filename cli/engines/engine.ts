import type { PipelineInput } from '../../workflows/shapes.ts';
import type { Follow } from '../progress/tracked.ts';

/** The first execution of a run. */
export interface Root {
  workflowId: string;
  runId: string;
}

/** What runs pipelines: a Temporal server with its workers, or the interpreter in this process. */
export interface Engine {
  /** Where its runs are, as people read it: `at 127.0.0.1:7233`. */
  readonly place: string;
  /** Starting the same id twice while it runs is refused. @throws Problem */
  start(workflowId: string, input: PipelineInput): Promise<Root>;
  /** What the runs do. While nothing is to be learned, a look throws `EngineSilent`. */
  follow(root: Root): Follow;
  /** @param begun whether anything of the run has been done */
  cancel(root: Root, begun: boolean): Promise<void>;
  /** Why nothing has been done of a run for a while. */
  whyIdle(): Promise<string>;
  /** What becomes of a run that is left while it is being cancelled. */
  leaves(run: { job_id: string; execution_id: string }): string;
}

/** The engine does not answer for now. */
export class EngineSilent extends Error {}
