import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { dataDirOf, openAsOwner } from './owner-connection.ts';

/** What the copy of a cluster leaves out: runtime files and what the server makes anew. */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'pg_stat_tmp', 'pg_replslot', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_subtrans', 'pg_dynshmem']);

/**
 * Copies the database and the files of this installation into a folder, also while the portal runs: the embedded cluster
 * by the server's own base-backup calls, another server by pg_dump. Written beside and renamed, so a folder that has its
 * final name is whole.
 */
export async function backup(environment: NodeJS.ProcessEnv, target: string): Promise<void> {
  const dataDir = dataDirOf(environment);
  const draft = `${target}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const connection = await openAsOwner(environment);
  try {
    if (connection.clusterDir) await copyCluster(connection.ownerUrl, connection.clusterDir, join(draft, 'cluster'));
    else execFileSync('pg_dump', ['--format=custom', '--file', join(draft, 'database.dump'), connection.ownerUrl], { stdio: ['ignore', 'ignore', 'inherit'] });
  } finally {
    await connection.close();
  }
  // Files after the database: a row never points to a file that the backup lacks.
  for (const name of ['files', 'secrets.json']) if (existsSync(join(dataDir, name))) cpSync(join(dataDir, name), join(draft, name), { recursive: true });
  writeFileSync(join(draft, 'backup.json'), JSON.stringify({ takenAt: new Date().toISOString(), kind: connection.clusterDir ? 'cluster' : 'dump' }));
  renameSync(draft, target);
}

async function copyCluster(ownerUrl: string, from: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('portal', true)`);
    cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: (path) => !LEFT_OUT.has(path.slice(from.length + 1).split('/')[0] ?? '') });
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    // The log written while copying belongs to the backup.
    for (const file of readdirSync(join(from, 'pg_wal'))) if (/^[0-9A-F]{24}$/.test(file)) cpSync(join(from, 'pg_wal', file), join(to, 'pg_wal', file));
    writeFileSync(join(to, 'backup_label'), rows[0]?.labelfile ?? '');
    for (const name of ['pg_stat_tmp', 'pg_replslot', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_subtrans', 'pg_dynshmem']) mkdirSync(join(to, name), { recursive: true, mode: 0o700 });
  } finally {
    await client.end();
  }
}

if (import.meta.main) {
  const target = resolve(process.argv[2] ?? join(dataDirOf(process.env), 'backups', new Date().toISOString().replace(/[:.]/g, '-')));
  try {
    await backup(process.env, target);
    console.log(`Backed up to ${target}`);
  } catch (error) {
    console.error(`The backup failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
