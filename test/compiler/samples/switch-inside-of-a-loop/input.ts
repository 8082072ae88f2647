import { proxyActivities } from '@temporalio/workflow';

type State = 'idle' | 'running' | 'paused' | 'done';
interface Activities {
  command(state: State): Promise<string>;
  log(text: string): Promise<void>;
}
const { command, log } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** `break` leaves the switch, `continue` and a label the loop. */
export async function switchInsideOfALoop(): Promise<string[]> {
  let state: State = 'idle';
  const trace: string[] = [];
  machine: while (state !== 'done') {
    const next = await command(state);
    switch (next) {
      case 'start':
        if (state === 'running') continue;
        state = 'running';
        break;
      case 'pause':
        if (state !== 'running') break;
        state = 'paused';
        await log('paused');
        continue machine;
      case 'stop':
        state = 'done';
        break;
      case 'abort':
        break machine;
      default:
        return [...trace, `unknown ${next}`];
    }
    trace.push(state);
    if (trace.length > 3) break;
  }
  await log(state);
  return trace;
}
