import { readFileSync } from 'node:fs';

/** The most memory that this process has had resident at once, in bytes. */
export function peakMemory(): number {
  const ofLinux = /^VmHWM:\s+(\d+) kB$/m.exec(readStatus());
  // Linux counts into getrusage(2)'s number what the parent held when it forked; its own number begins with the program.
  return 1024 * Number(ofLinux?.[1] ?? process.resourceUsage().maxRSS);
}

function readStatus(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch {
    return '';
  }
}
