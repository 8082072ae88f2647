/** What the exit code says; 64 and 70 as in BSD's sysexits. */
export const exitCodes = { good: 0, failed: 1, partial: 2, wrongUsage: 64, bug: 70 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
