import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbedded } from './embedded.ts';
import { placeFor } from './embedded-place.ts';

export interface OwnerConnection {
  readonly ownerUrl: string;
  /** Folder of the embedded cluster, null with DATABASE_URL. */
  readonly clusterDir: string | null;
  /** Whether the portal holds it at this moment. */
  readonly isRunning: boolean;
  close(): Promise<void>;
}

/** The data folder of a command: DATA_DIR or `.data`. */
export function dataDirOf(environment: NodeJS.ProcessEnv): string {
  return resolve(environment['DATA_DIR'] ?? '.data');
}

/**
 * A connection as owner for the commands (verify, backup): DATABASE_URL, else the embedded server, which is used while it
 * runs and started for the time of the command when it does not. Throws when there is no embedded database yet.
 */
export async function openAsOwner(environment: NodeJS.ProcessEnv): Promise<OwnerConnection> {
  const given = environment['DATABASE_URL'];
  if (given) return { ownerUrl: given, clusterDir: null, isRunning: true, close: async () => undefined };
  const dataDir = dataDirOf(environment);
  const { databaseOwnerPassword } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as { databaseOwnerPassword: string };
  const { clusterDir } = placeFor(dataDir);
  const port = runningPort(clusterDir);
  if (port !== null) {
    return { ownerUrl: `postgres://portal_owner:${encodeURIComponent(databaseOwnerPassword)}@127.0.0.1:${port}/portal`, clusterDir, isRunning: true, close: async () => undefined };
  }
  const server = await startEmbedded({ dataDir, ownerPassword: databaseOwnerPassword });
  return { ownerUrl: server.ownerUrl, clusterDir, isRunning: false, close: () => server.stop() };
}

/** The port of a live embedded server, from its own lock file (line 4 is the port). */
function runningPort(clusterDir: string): number | null {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(lines[0]), 0);
    const port = Number(lines[3]);
    return Number.isInteger(port) && port > 0 ? port : null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? Number(readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')[3]) : null;
  }
}
