import type { Log, Notifier } from '../activities/ports.ts';

/** Tells the log, where there is nobody else to tell. */
export function logNotifier(log: Log): Notifier {
  return {
    notify: ({ subject, body }) => {
      log.info(body, subject);
      return Promise.resolve();
    },
  };
}
