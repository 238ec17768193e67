import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['app', 'db', 'emails', 'public', 'vite.config.ts', 'package-lock.json'];

/** Builds the product when its sources are newer than the last build; a failed build throws. */
export async function buildIfStale(root: string, say: (text: string) => void): Promise<void> {
  const stamp = join(root, 'build', 'stamp');
  const now = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  if (process.env['PORTAL_BUILT'] === '1' && existsSync(join(root, 'build/server/index.js'))) return;
  say('Building the portal (once) …');
  await run(root);
  writeFileSync(stamp, now);
}

function run(root: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/@remix-run/dev/dist/cli.js'), 'vite:build'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The build failed:\n${output.slice(-4000)}`))));
  });
}

/** Hash over the contents of all sources; a checkout changes times but not contents. */
function fingerprint(root: string): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    if (!existsSync(join(root, path))) return;
    let entries: string[] | null = null;
    try {
      entries = readdirSync(join(root, path)).sort();
    } catch {
      hash.update(path).update(readFileSync(join(root, path)));
    }
    for (const entry of entries ?? []) visit(join(path, entry));
  };
  for (const source of SOURCES) visit(source);
  return hash.digest('hex');
}
