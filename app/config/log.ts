import pino from 'pino';
import type { Config } from './config.ts';

export type Log = (level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, unknown>) => void;

/** Structured log (one JSON object a line). Callers pass ids and codes, never names, addresses or typed text. */
export function createLog(config: Pick<Config, 'logLevel'>): Log {
  const logger = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: false }));
  return (level, message, fields) => logger[level](fields ?? {}, message);
}
