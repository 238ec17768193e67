import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The data folder cannot be had: another portal runs on it, or it cannot be written; the message is one sentence. */
export class LockedError extends Error {}

/**
 * Takes the data folder for this process; the returned function gives it back. A lock left by a killed process
 * does not count: its process is gone, or its id was given to another program.
 */
export function acquireLock(dataDir: string, port: number): () => void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw unusable(dataDir, error);
  }
  const file = join(dataDir, 'portal.lock');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, port }), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(dataDir, error);
    }
    const holder = readHolder(file);
    if (holder && holder.pid !== process.pid && isPortal(holder.pid)) {
      throw new LockedError(`The portal is already running at http://localhost:${holder.port} (process ${holder.pid}); stop it first or set DATA_DIR and PORT for a second one.`);
    }
    rmSync(file, { force: true });
  }
  throw new LockedError(`The data folder ${dataDir} could not be locked.`);
}

function unusable(dataDir: string, error: unknown): LockedError {
  return new LockedError(`The data folder ${dataDir} cannot be used (${(error as NodeJS.ErrnoException).code ?? 'unknown problem'}); set DATA_DIR to a folder that may be written.`);
}

function readHolder(file: string): { pid: number; port: number } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; port: number };
  } catch {
    return null;
  }
}

function isPortal(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.ts');
  } catch {
    return process.platform !== 'linux';
  }
}
