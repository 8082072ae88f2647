import { ActivityFailure, ApplicationFailure, proxyActivities, TimeoutFailure } from '@temporalio/workflow';

class InsufficientFunds extends Error {
  constructor(
    readonly account: string,
    readonly missing: number,
  ) {
    super(`${account} lacks ${missing}`);
    this.name = 'InsufficientFunds';
  }
}

const { withdraw, deposit, balance } = proxyActivities<{
  balance(account: string): Promise<number>;
  withdraw(input: { account: string; amount: number }): Promise<void>;
  deposit(input: { account: string; amount: number }): Promise<void>;
}>({ startToCloseTimeout: '10 seconds', retry: { maximumAttempts: 3 } });

export async function transfer(input: { from: string; to: string; amount: number }): Promise<void> {
  const available = await balance(input.from);
  if (available < input.amount) throw new InsufficientFunds(input.from, input.amount - available);
  await withdraw({ account: input.from, amount: input.amount });
  try {
    await deposit({ account: input.to, amount: input.amount });
  } catch (err) {
    await deposit({ account: input.from, amount: input.amount });
    if (err instanceof ActivityFailure) {
      if (err.cause instanceof TimeoutFailure)
        throw ApplicationFailure.retryable('the bank did not answer', 'BankTimeout');
      if (err.cause instanceof ApplicationFailure && err.cause.nonRetryable) throw err.cause;
    }
    throw new Error(`transfer failed: ${(err as Error).message}`, { cause: err });
  }
}
