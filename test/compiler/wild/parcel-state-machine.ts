import { proxyActivities, sleep } from '@temporalio/workflow';

type State = 'created' | 'collected' | 'in-transit' | 'at-depot' | 'out-for-delivery' | 'delivered' | 'returned';
type ParcelEvent = { kind: 'scan'; depot: string } | { kind: 'attempt'; success: boolean } | { kind: 'none' };

interface Acts {
  nextEvent(parcelId: string): Promise<ParcelEvent>;
  notify(input: { parcelId: string; state: State; text: string }): Promise<void>;
}
const { nextEvent, notify } = proxyActivities<Acts>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 10 },
});

const texts: Record<State, string> = {
  created: 'We know of your parcel.',
  collected: 'We have your parcel.',
  'in-transit': 'Your parcel is on its way.',
  'at-depot': 'Your parcel is near you.',
  'out-for-delivery': 'Your parcel comes today.',
  delivered: 'Your parcel was delivered.',
  returned: 'Your parcel goes back.',
};

function transition(state: State, event: ParcelEvent, failures: number): State {
  switch (state) {
    case 'created':
      return event.kind === 'scan' ? 'collected' : state;
    case 'collected':
    case 'in-transit':
      if (event.kind === 'scan') return event.depot.startsWith('LOCAL') ? 'at-depot' : 'in-transit';
      return state;
    case 'at-depot':
      return event.kind === 'scan' ? 'out-for-delivery' : state;
    case 'out-for-delivery':
      if (event.kind !== 'attempt') return state;
      if (event.success) return 'delivered';
      return failures >= 2 ? 'returned' : 'at-depot';
    default:
      return state;
  }
}

export async function trackParcel({
  parcelId,
}: {
  parcelId: string;
}): Promise<{ state: State; history: State[]; failures: number }> {
  let state: State = 'created';
  const history: State[] = [state];
  let failures = 0;
  while (state !== 'delivered' && state !== 'returned') {
    const event = await nextEvent(parcelId);
    if (event.kind === 'none') {
      await sleep('15 minutes');
      continue;
    }
    if (event.kind === 'attempt' && !event.success) failures++;
    const next = transition(state, event, failures);
    if (next !== state) {
      state = next;
      history.push(next);
      await notify({ parcelId, state, text: texts[state] });
    }
  }
  return { state, history, failures };
}
