import { setTimeout as sleep } from 'node:timers/promises';
import type { StateStore } from '../../activities/ports.ts';
import { EngineSilent, type Engine, type Root } from '../engines/engine.ts';
import { pauseReader } from '../parts/ports.ts';
import type { Screen } from '../screen.ts';
import { news, waitNews } from './news.ts';
import { progressOf, type Progress } from './progress.ts';
import { storedReader } from './stored.ts';
import { rateMeter, sumsOf } from './sums.ts';
import { liveView, plainSummary } from './view.ts';

const intervalMs = 1_000;
/** Between two summaries where nothing can be drawn again. */
const plainSummaryMs = 5_000;
export interface Watched {
  engine: Engine;
  state: StateStore;
  root: Root;
  screen: Screen;
  /** Aborted: stop watching, the run goes on. */
  signal: AbortSignal;
  /** After each look. */
  onLook?: (progress: Progress) => Promise<void>;
}

/**
 * Shows a run's progress until it has ended. An engine that does not answer for a while is waited for.
 *
 * @returns the last look; its `end` is null only if the signal was aborted
 */
export async function watchRun({ engine, state, root, screen, signal, onLook }: Watched): Promise<Progress | null> {
  const follow = engine.follow(root);
  const stored = storedReader(state, await pauseReader(state));
  const show = presenter(screen);
  const look = async (): Promise<Progress> => {
    const tracked = await follow();
    const jobId = tracked[0]!.execution.covers?.job_id ?? root.workflowId;
    return progressOf(tracked, await stored(jobId, tracked), Date.now());
  };
  let last: Progress | null = null;
  let silent = false;
  while (!signal.aborted) {
    try {
      last = await look();
      if (silent) screen.say('it answers again', 'good');
      silent = false;
      show(last);
      await onLook?.(last);
      if (last.end !== null) break;
    } catch (error) {
      if (!(error instanceof EngineSilent)) throw error;
      if (!silent) screen.say(`${error.message}: waiting for it`, 'warning');
      silent = true;
    }
    await sleep(intervalMs, undefined, { signal }).catch(() => undefined);
  }
  screen.show([]);
  return last;
}

function presenter(screen: Screen): (progress: Progress) => void {
  const rate = rateMeter();
  let before: Progress | null = null;
  let started_ms: number | undefined;
  let summarized_ms: number | undefined;
  return (progress) => {
    started_ms ??= progress.at_ms;
    summarized_ms ??= progress.at_ms;
    const perSecond = rate(progress.at_ms, sumsOf(progress).records);
    const size = screen.size();
    const lines = size === null ? [...news(before, progress), ...waitNews(before, progress)] : news(before, progress);
    for (const { text, tone } of lines) screen.say(text, tone);
    if (size !== null) screen.show(liveView(progress, started_ms, perSecond, size));
    else if (progress.at_ms - summarized_ms >= plainSummaryMs && progress.end === null) {
      screen.say(plainSummary(progress, started_ms, perSecond));
      summarized_ms = progress.at_ms;
    }
    before = progress;
  };
}
