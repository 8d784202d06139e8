import { type LogFunctionFactory, Logger } from 'graphile-worker';
import type { Log } from '../log.ts';

const OURS = { error: 'warn', warning: 'warn', info: 'debug', debug: 'debug' } as const;

/**
 * The queue's own remarks in our log. Its details carry whole jobs with their payloads, so only its sentence is taken;
 * a task's failure is left out, because we log it ourselves.
 */
export function workerLogger(log: Log): Logger {
  const factory: LogFunctionFactory = () => (level, message, meta) => {
    if (meta?.failure === true) return;
    log[OURS[level]]({ from: 'job queue' }, message);
  };
  return new Logger(factory);
}
