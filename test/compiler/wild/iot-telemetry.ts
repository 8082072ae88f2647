import {
  continueAsNew,
  proxyActivities,
  setHandler,
  defineSignal,
  condition,
  workflowInfo,
} from '@temporalio/workflow';

interface Reading {
  at: number;
  temperature: number;
}
interface DeviceState {
  deviceId: string;
  window: Reading[];
  alarms: number;
}
const { alarm, persist } = proxyActivities<{
  alarm(input: { deviceId: string; average: number }): Promise<void>;
  persist(state: DeviceState): Promise<void>;
}>({ startToCloseTimeout: '10 seconds', retry: { maximumAttempts: 3 } });

export const reading = defineSignal<[Reading]>('reading');

const WINDOW = 10;

export async function device(state: DeviceState): Promise<void> {
  const pending: Reading[] = [];
  setHandler(reading, (r) => void pending.push(r));
  for (;;) {
    await condition(() => pending.length > 0);
    const next = pending.shift();
    if (!next) continue;
    state.window = [...state.window.slice(1 - WINDOW), next];
    const average = state.window.reduce((sum, r) => sum + r.temperature, 0) / state.window.length;
    if (average > 80) {
      state.alarms++;
      await alarm({ deviceId: state.deviceId, average });
    }
    await persist(state);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof device>(state);
  }
}
