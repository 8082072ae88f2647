import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
  ApplicationFailure,
  log,
} from '@temporalio/workflow';

export interface Account {
  id: string;
  points: number;
  level: 'bronze' | 'silver' | 'gold';
}

export const addPoints = defineSignal<[number]>('addPoints');
export const redeem = defineUpdate<Account, [{ points: number; reward: string }]>('redeem');
export const account = defineQuery<Account>('account');

const levelOf = (points: number): Account['level'] => (points >= 1000 ? 'gold' : points >= 250 ? 'silver' : 'bronze');

export async function loyalty(initial: Account): Promise<void> {
  let state = { ...initial };
  let events = 0;
  setHandler(account, () => state);
  setHandler(addPoints, (points) => {
    events++;
    state = { ...state, points: state.points + points, level: levelOf(state.points + points) };
  });
  setHandler(
    redeem,
    async ({ points, reward }) => {
      events++;
      log.info('redeeming', { reward });
      state = { ...state, points: state.points - points };
      return state;
    },
    {
      validator: ({ points }) => {
        if (points > state.points) throw ApplicationFailure.nonRetryable('not enough points', 'NotEnough');
      },
    },
  );
  await condition(() => events > 500);
  await continueAsNew<typeof loyalty>(state);
}
