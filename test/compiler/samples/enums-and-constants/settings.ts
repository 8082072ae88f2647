export const Level = { Info: 'info', Warn: 'warn' } as const;

export const levels: readonly string[] = [Level.Info, Level.Warn];
export const limits = { least: 1, most: 2 * 5 };
export const suffix = `-${limits.least}`;
export const policies = {
  short: { startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } },
} as const;

export function nameOf(level: string): string {
  return level === Level.Warn ? 'warning' : level;
}
