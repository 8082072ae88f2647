import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  rate(input: { level: string; points: number }): Promise<void>;
}
const { rate } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const limits = { gold: 100, silver: 50, bronze: 10 } as const;

export async function longChainsOfConditions(input: {
  points: number;
  vip?: boolean;
  bonus: number[];
}): Promise<string> {
  const points = input.points + input.bonus.reduce((sum, value) => sum + value, 0);
  const level =
    input.vip === true
      ? 'vip'
      : points >= limits.gold
        ? 'gold'
        : points >= limits.silver
          ? 'silver'
          : points >= limits.bronze
            ? 'bronze'
            : 'none';
  if (level === 'none' || (points < 0 && !input.vip)) return 'nothing';
  else if (level === 'vip' && points === 0) await rate({ level: 'fresh vip', points });
  else await rate({ level, points });
  return points > 100 && points <= 200 ? `${level} range` : level;
}
