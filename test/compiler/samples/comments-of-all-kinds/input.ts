import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  one(): Promise<void>;
  two(): Promise<void>;
  three(): Promise<void>;
}
const { one, two, three } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/**
 * Says what it does.
 * In two lines, with "quotes" and `code`.
 */
export async function commentsOfAllKinds(input: { flag: boolean }): Promise<void> {
  // A line before a statement.
  await one();
  /* A block. */ await two();
  /**
   * A JSDoc comment with a tag.
   * @state TheChoice
   */
  if (input.flag) {
    // Inside.
    await three(); // behind
  }
  // At the end.
}
