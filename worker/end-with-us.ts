import { spawn } from 'node:child_process';

/**
 * Ends a process as soon as this one is gone, however that ended: a `kill -9` lets nothing of ours run any more, but it closes
 * our end of a pipe, for which a shell in a session of its own waits.
 *
 * @returns takes it back; call it when the process has ended, since another may get its number
 */
export function endWithUs(pid: number): () => void {
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -TERM "$1"', 'sh', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  // Without a shell there is no guard, and all else goes on.
  guard.on('error', () => undefined);
  return () => {
    guard.kill('SIGKILL');
  };
}
