const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `65,210` */
export function count(value: number): string {
  return whole.format(value);
}

/** `1 chunk`, `2 chunks`, `65,210 records` */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** How long something took: `0.4 s`, `12.3 s`, `2 min 05 s`, `1 h 02 min`. */
export function duration(ms: number): string {
  if (ms < 59_950) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
  return countdown(ms);
}

/** How long something still takes, in whole seconds, rounded up: `12 s`, `2 min 05 s`, `1 h 02 min`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}

/** Decimal, as disks are sold: `512 B`, `1.5 MB`. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let index = 0;
  let rest = value;
  while (rest >= 999.5 && index < units.length - 1) {
    rest /= 1000;
    index += 1;
  }
  return `${index === 0 || rest >= 99.95 ? rest.toFixed(0) : rest.toFixed(1)} ${units[index]!}`;
}
