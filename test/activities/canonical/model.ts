/** One reading of one row. Times are whole numbers of microseconds. */
export interface Observation {
  key: string;
  updated: number;
  value: string;
}
/** What one job read of a table and committed. */
export interface Reading {
  /** When it was read, by our clock. */
  fetched: number;
  as_of: number;
  /** Every row of the table was read. */
  complete: boolean;
  observations: Observation[];
}
export interface ModelVersion {
  key: string;
  /** Null: the row is gone. */
  value: string | null;
  from: number;
  to: number | null;
  current: boolean;
}

interface State {
  at: number;
  value: string | null;
  fetched: number;
}

/**
 * What a table with versions holds after these readings, by the plainest means.
 * @param reconcile rows that a complete reading does not meet are closed
 */
export function expectedVersions(readings: readonly Reading[], reconcile: boolean): ModelVersion[] {
  const keys = new Set(readings.flatMap(({ observations }) => observations.map(({ key }) => key)));
  return [...keys].sort().flatMap((key) => {
    const states = statesOf(key, readings, reconcile);
    return states.map(({ at, value }, index) => ({
      key,
      value,
      from: at,
      to: states[index + 1]?.at ?? null,
      current: index === states.length - 1 && value !== null,
    }));
  });
}

function statesOf(key: string, readings: readonly Reading[], reconcile: boolean): State[] {
  const seen = readings.flatMap(({ fetched, observations }) =>
    observations
      .filter((observation) => observation.key === key)
      .map(({ updated, value }): State => ({ at: updated, value, fetched })),
  );
  const closes = reconcile
    ? readings
        .filter(({ complete, observations }) => complete && !observations.some((each) => each.key === key))
        .flatMap((reading) => closeOf(reading, seen))
    : [];
  return withoutRepeats(latestOfEach([...seen, ...closes.filter((close) => stands(close, seen))]));
}

/** A reading that does not meet a row known before it says that the row is gone. */
function closeOf({ fetched, as_of }: Reading, seen: readonly State[]): State[] {
  const before = seen.filter((state) => state.fetched < fetched);
  return before.length === 0
    ? []
    : [{ at: Math.max(as_of, Math.max(...before.map(({ at }) => at)) + 1), value: null, fetched }];
}

/** Not where the row was met again later, in a version from before. */
function stands(close: State, seen: readonly State[]): boolean {
  return !seen.some(({ at, fetched }) => at <= close.at && fetched > close.fetched);
}

/** Of several readings of one moment the last one counts. */
function latestOfEach(states: readonly State[]): State[] {
  const latest = new Map<number, State>();
  for (const state of [...states].sort((a, b) => a.fetched - b.fetched)) latest.set(state.at, state);
  return [...latest.values()].sort((a, b) => a.at - b.at);
}

function withoutRepeats(states: readonly State[]): State[] {
  return states.filter((state, index) => state.value !== null || states[index - 1]?.value !== null);
}
