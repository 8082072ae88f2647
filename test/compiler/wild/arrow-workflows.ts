import { executeChild, proxyActivities, sleep } from '@temporalio/workflow';

interface Acts {
  fetchQuote(symbol: string): Promise<{ symbol: string; price: number; at: string }>;
  alertUser(input: { user: string; text: string }): Promise<void>;
}
const { fetchQuote, alertUser } = proxyActivities<Acts>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumAttempts: 3 },
});

interface Watch {
  symbol: string;
  above?: number;
  below?: number;
}

const crossed = ({ above, below }: Watch, price: number): string | null =>
  above !== undefined && price > above
    ? `over ${above}`
    : below !== undefined && price < below
      ? `under ${below}`
      : null;

export const watchSymbol = async ({ watch, user }: { watch: Watch; user: string }): Promise<boolean> => {
  for (let day = 0; day < 5; day += 1) {
    const { price, at } = await fetchQuote(watch.symbol);
    const why = crossed(watch, price);
    if (why) {
      await alertUser({ user, text: `${watch.symbol} is ${why} since ${at}` });
      return true;
    }
    await sleep('1 day');
  }
  return false;
};

export const watchList = async (input: { user: string; watches: Watch[] }): Promise<{ hits: string[] }> => {
  const results = await Promise.all(
    input.watches.map(async (watch) => ({
      symbol: watch.symbol,
      hit: await executeChild(watchSymbol, { args: [{ watch, user: input.user }] }),
    })),
  );
  return { hits: results.filter((result) => result.hit).map((result) => result.symbol) };
};
