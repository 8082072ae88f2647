import type { Native } from '../values.ts';
import { requireWatch } from '../run.ts';

type Implementation = Native['implementation'];

/** The package's implementations, by name. */
type Originals = (name: string) => Implementation;

/** All in one evaluation tell the same time. */
export const timeFunctions = (original: Originals): Record<string, Implementation> => ({
  millis: (_args, { run }) => run.ambient.now,
  now: ([picture, zone], frame) => original('fromMillis')([frame.run.ambient.now, picture, zoneOf(zone)], frame),
  fromMillis: ([millis, picture, zone], frame) => original('fromMillis')([millis, picture, zoneOf(zone)], frame),
  toMillis: ([text, picture], frame) => {
    // The picture becomes a regular expression.
    if (picture !== undefined) requireWatch(frame.run);
    return original('toMillis')([picture === undefined ? inUtc(text) : text, picture], frame);
  },
  parseInteger: (args, frame) => {
    requireWatch(frame.run);
    return original('parseInteger')(args, frame);
  },
});

/** What is no `±HHMM` is UTC. */
const zoneOf = (zone: unknown): unknown => (typeof zone === 'string' && /^[-+]\d{4}$/.test(zone) ? zone : undefined);

/** A time without an offset is UTC, not this machine's time. */
const inUtc = (text: unknown): unknown => (typeof text === 'string' && /T[\d:.]+$/.test(text) ? `${text}Z` : text);
