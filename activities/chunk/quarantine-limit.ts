/** So many bad records never fail a chunk, however small it is. */
const always = 20;

/** Whether a chunk holds more bad records than its table's limit allows, in percent of all that it read. */
export function isOverQuarantineLimit(good: number, bad: number, limitPercent: number): boolean {
  return bad > always && bad > ((good + bad) * limitPercent) / 100;
}
