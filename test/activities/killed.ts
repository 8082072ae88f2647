import type { Ports } from '../../activities/ports.ts';

/** What a call meets in a process that was killed. */
export class Killed extends Error {}

/**
 * The same state store and lake, in a process that is killed around its `n`-th call, from 1: `before`, the call is never
 * made; `after`, it is made and nobody learns the answer. Every later call fails too, those of clean-up code included.
 */
export function killedAt(
  ports: Ports,
  n: number,
  moment: 'before' | 'after',
): { ports: Ports; calls: () => number; dead: () => boolean } {
  let calls = 0;
  const intercept = async (call: () => unknown): Promise<unknown> => {
    calls += 1;
    if (calls > n || (calls === n && moment === 'before')) throw new Killed(`call ${calls}`);
    const answer = await call();
    if (calls >= n) throw new Killed(`call ${calls}`);
    return answer;
  };
  return {
    ports: { ...ports, state: watched(ports.state, intercept), lake: watched(ports.lake, intercept) },
    calls: () => calls,
    dead: () => calls >= n,
  };
}

/** Every method of the port, and of the stores inside it, goes through `intercept`. */
export function watched<T extends object>(port: T, intercept: (call: () => unknown, name: string) => unknown): T {
  return new Proxy(port, {
    get(target, property, receiver) {
      const member: unknown = Reflect.get(target, property, receiver);
      if (typeof member === 'function') {
        return (...args: unknown[]): unknown =>
          intercept(() => Reflect.apply(member, target, args) as unknown, String(property));
      }
      return typeof member === 'object' && member !== null ? watched(member, intercept) : member;
    },
  });
}
