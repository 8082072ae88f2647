import { proxyActivities, sleep } from '@temporalio/workflow';

interface Bid {
  bidder: string;
  amount: number;
  at: number;
}
const { bids, confirm, announce } = proxyActivities<{
  bids(input: { auction: string; after: number }): Promise<Bid[]>;
  confirm(input: { bidder: string; amount: number }): Promise<boolean>;
  announce(input: { auction: string; winner: string | null; amount: number }): Promise<void>;
}>({ startToCloseTimeout: '10 seconds', retry: { maximumAttempts: 5 } });

export interface Auction {
  id: string;
  reserve: number;
  increment: number;
  minutes: number;
}

/** Ends when nobody has bid in the last minute; the best bidder who still wants it wins. */
export async function runAuction(auction: Auction): Promise<{ winner: string | null; amount: number; rounds: number }> {
  let accepted: Bid[] = [];
  let seen = 0;
  let rounds = 0;
  while (true) {
    await sleep('1 minute');
    rounds++;
    const fresh = await bids({ auction: auction.id, after: seen });
    let best = accepted.at(-1)?.amount ?? auction.reserve - auction.increment;
    for (const bid of fresh) {
      seen = bid.at > seen ? bid.at : seen;
      if (bid.amount < best + auction.increment) continue;
      accepted = [...accepted, bid];
      best = bid.amount;
    }
    if (rounds < auction.minutes || fresh.length > 0) continue;
    break;
  }
  for (let i = accepted.length - 1; i >= 0; i--) {
    const { bidder, amount } = accepted[i];
    if (await confirm({ bidder, amount })) {
      await announce({ auction: auction.id, winner: bidder, amount });
      return { winner: bidder, amount, rounds };
    }
  }
  await announce({ auction: auction.id, winner: null, amount: 0 });
  return { winner: null, amount: 0, rounds };
}
