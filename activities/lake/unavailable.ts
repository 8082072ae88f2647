import { LakeUnavailable } from '../errors.ts';

const advice: Record<string, string> = {
  ENOENT: 'does not exist; create it or name another folder',
  ENOTDIR: 'is not a folder, or leads through a file; name a folder',
  EEXIST: 'is a file where a folder is needed; remove it or name another folder',
  EACCES: 'may not be written by this user; grant it write permission',
  EPERM: 'may not be written by this user; grant it write permission',
  EROFS: 'is on a read-only file system; mount it writable or name another folder',
  ENOSPC: 'is on a full disk; free space or name another folder',
  EDQUOT: 'has reached the disk quota; free space or name another folder',
};

/** Any failure of a file operation as a LakeUnavailable that says what to do. Other errors stay what they are. */
export function asLakeUnavailable(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (error instanceof LakeUnavailable || code === undefined) return error;
  return new LakeUnavailable(`the lake: '${path}' ${advice[code] ?? `fails with ${code}; check the disk`}`, {
    cause: error,
  });
}

export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}
