/** Told once a second what is being waited for, so that nobody watches a silent terminal. */
export type Report = (what: string, elapsedSeconds: number) => void;

/** Does `work` and reports `what()` at its start and then every second. */
export async function reporting<T>(what: () => string, report: Report, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const tell = () => {
    report(what(), Math.floor((performance.now() - started) / 1000));
  };
  tell();
  const timer = setInterval(tell, 1_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
