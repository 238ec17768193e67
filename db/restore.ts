import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { placeFor } from './embedded-place.ts';
import { dataDirOf } from './owner-connection.ts';

/**
 * Brings a backup back. What was there is kept beside as `….before-restore`. The portal must be stopped; its database
 * recovers from the copied log at the next start.
 */
export function restore(environment: NodeJS.ProcessEnv, source: string): void {
  const facts = JSON.parse(readFileSync(join(source, 'backup.json'), 'utf8')) as { kind: 'cluster' | 'dump' };
  const dataDir = dataDirOf(environment);
  if (existsSync(join(dataDir, 'portal.lock'))) {
    const { pid } = JSON.parse(readFileSync(join(dataDir, 'portal.lock'), 'utf8')) as { pid: number };
    if (isAlive(pid)) throw new Error(`the portal is running (process ${pid}); stop it first`);
  }
  if (facts.kind === 'dump') {
    const url = environment['DATABASE_URL'];
    if (!url) throw new Error('this backup was taken from DATABASE_URL; set it to the database to fill');
    execFileSync('pg_restore', ['--clean', '--if-exists', '--exit-on-error', '--dbname', url, join(source, 'database.dump')], { stdio: 'inherit' });
  } else {
    const place = placeFor(dataDir);
    replace(place.clusterDir, join(source, 'cluster'));
    chmodSync(place.clusterDir, 0o700);
    if (place.runAs) own(place.clusterDir, place.runAs);
  }
  for (const name of ['files', 'secrets.json']) if (existsSync(join(source, name))) replace(join(dataDir, name), join(source, name));
}

function replace(target: string, source: string): void {
  if (existsSync(target)) {
    rmSync(`${target}.before-restore`, { recursive: true, force: true });
    renameSync(target, `${target}.before-restore`);
  }
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
}

function own(path: string, owner: { uid: number; gid: number }): void {
  chownSync(path, owner.uid, owner.gid);
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) own(join(path, name), owner);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const source = process.argv[2];
  if (!source) {
    console.error('Name the folder of the backup: npm run restore -- <folder>');
    process.exit(1);
  }
  try {
    restore(process.env, resolve(source));
    console.log('Restored. Start the portal, then run npm run verify.');
  } catch (error) {
    console.error(`The restore failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
