import { proxyActivities, sleep, uuid4 } from '@temporalio/workflow';

interface Player {
  id: string;
  rating: number;
  party: string[] | null;
  joined: number;
}
const { waiting, startMatch, giveUp } = proxyActivities<{
  waiting(region: string): Promise<Player[]>;
  startMatch(input: { match: string; teams: string[][] }): Promise<boolean>;
  giveUp(players: string[]): Promise<void>;
}>({ startToCloseTimeout: '5 seconds', retry: { maximumAttempts: 3 } });

const average = (players: Player[]): number =>
  players.length === 0 ? 0 : players.reduce((sum, p) => sum + p.rating, 0) / players.length;

function balance(players: Player[]): Player[][] {
  const teams: [Player[], Player[]] = [[], []];
  const ranked = players.toSorted((a, b) => b.rating - a.rating);
  for (const [place, player] of ranked.entries()) {
    const target = place % 4 === 0 || place % 4 === 3 ? 0 : 1;
    teams[target] = [...teams[target], player];
  }
  return teams;
}

export async function matchRegion({ region, size }: { region: string; size: number }): Promise<string[]> {
  const matches: string[] = [];
  let spread = 50;
  for (let round = 0; round < 10; round++) {
    const players = (await waiting(region)).sort((a, b) => a.joined - b.joined);
    if (players.length < size) {
      await sleep('5 seconds');
      spread = Math.min(spread * 1.5, 500);
      continue;
    }
    const anchor = players[0];
    const near = players.filter((player) => Math.abs(player.rating - anchor.rating) <= spread).slice(0, size);
    if (near.length === size) {
      const teams = balance(near);
      const match = uuid4();
      const gap = Math.abs(average(teams[0]) - average(teams[1]));
      if (gap <= spread && (await startMatch({ match, teams: teams.map((team) => team.map(({ id }) => id)) })))
        matches.push(match);
    } else {
      await giveUp(players.filter((player) => player.joined < round).map((player) => player.id));
    }
    spread += 10;
  }
  return matches;
}
