import { proxyActivities } from '@temporalio/workflow';

interface Show {
  id: string;
  rows: { name: string; seats: { number: number; free: boolean; price: number }[] }[];
}
const { shows, hold } = proxyActivities<{
  shows(day: string): Promise<Show[]>;
  hold(input: { show: string; row: string; seats: number[] }): Promise<boolean>;
}>({ startToCloseTimeout: '20 seconds', retry: { maximumAttempts: 2 } });

/** The first neighbouring seats that can be held. */
export async function findSeats(input: { day: string; count: number; maxPrice: number }): Promise<string> {
  let tried = 0;
  let found = 'none';
  search: for (const show of await shows(input.day)) {
    nextRow: for (const row of show.rows) {
      let run: number[] = [];
      for (const seat of row.seats) {
        if (!seat.free) {
          run = [];
          continue;
        }
        if (seat.price > input.maxPrice) continue nextRow;
        run = [...run, seat.number];
        if (run.length < input.count) continue;
        tried++;
        if (await hold({ show: show.id, row: row.name, seats: run })) {
          found = `${show.id}/${row.name}/${run.join('+')}`;
          break search;
        }
        if (tried >= 5) break search;
        run = run.slice(1);
      }
    }
  }
  done: {
    if (found !== 'none') break done;
    found = `none after ${tried}`;
  }
  return found;
}
