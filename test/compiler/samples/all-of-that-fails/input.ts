import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { allOf, failureOf } from 'avesa/constructs';

interface Activities {
  check(name: string): Promise<boolean>;
  clean(why: string): Promise<void>;
}
const { check, clean } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** One branch fails before any other calls something. */
export async function allOfThatFails(input: { how: string }): Promise<string> {
  try {
    const [first, second] = await allOf([
      async () => {
        if (input.how === 'own') throw ApplicationFailure.create({ type: 'Own', message: 'in a branch' });
        return input.how === 'call' ? await check('first') : true;
      },
      async () => {
        try {
          if (input.how === 'inner') throw ApplicationFailure.create({ type: 'Inner', message: 'kept inside' });
          return input.how;
        } catch (error) {
          return failureOf(error).message;
        }
      },
    ]);
    return `${first} ${second}`;
  } catch (error) {
    const { type } = failureOf(error);
    await clean(type);
    if (type === 'Own') return 'own failure';
    throw error;
  } finally {
    await clean('at the end');
  }
}
