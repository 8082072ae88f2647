import { pino } from 'pino';
import type { LogLevel as SdkLevel, LogMetadata, Logger } from '@temporalio/common';
import type { Log } from '../activities/ports.ts';
import type { LogLevel } from './config.ts';
import { redact } from './redaction.ts';

/**
 * One JSON object a line, to stderr (stdout is for data) or to a file. Nothing that looks like a credential is written.
 */
export function createLog({ level, file }: { level: LogLevel; file?: string }): Log {
  return pino(
    {
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      base: { pid: process.pid },
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((arg) => redact(arg)) as typeof args);
        },
      },
    },
    // Synchronous: what a dying process said last is what matters.
    pino.destination(file === undefined ? { fd: 2, sync: true } : { dest: file, sync: true, mkdir: true }),
  );
}

const ours = { TRACE: 'debug', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Our log as the SDK's logger. */
export function sdkLogger(log: Log): Logger {
  const write = (level: SdkLevel, message: string, meta: LogMetadata = {}) => {
    // Of an activity's task token, long as it is, nobody learns anything.
    const fields = Object.fromEntries(Object.entries(meta).filter(([key]) => key !== 'taskToken'));
    log[ours[level]](fields, message);
  };
  return {
    log: write,
    trace: (message, meta) => {
      write('TRACE', message, meta);
    },
    debug: (message, meta) => {
      write('DEBUG', message, meta);
    },
    info: (message, meta) => {
      write('INFO', message, meta);
    },
    warn: (message, meta) => {
      write('WARN', message, meta);
    },
    error: (message, meta) => {
      write('ERROR', message, meta);
    },
  };
}
