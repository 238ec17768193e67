import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { projectRoot } from './project.ts';

/** How to launch the browser of the end-to-end tests. */
export interface Browser {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Nothing but the pages under test: no sandbox for root, no calls home, no graphics card. */
const args = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--font-render-hinting=none',
];

/** The browser of CHROMIUM_PATH, else the Chromium of the npm package, unpacked once per version; one that Debian installed as the last choice. */
export async function findChromium(): Promise<Browser> {
  const given = process.env['CHROMIUM_PATH'];
  if (given) return { executablePath: given, args, env: {} };
  const packed = join(projectRoot, 'node_modules/@sparticuz/chromium');
  if (!existsSync(join(packed, 'bin/chromium.br'))) return { executablePath: '/usr/bin/chromium', args, env: {} };
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as { version: string };
  const folder = join(projectRoot, '.cache/chromium', version);
  await unpackOnce(join(packed, 'bin'), folder);
  return { executablePath: join(folder, 'chromium'), args, env: environmentFor(folder) };
}

/** Unpacks beside the final place and renames, so that a killed run leaves no half browser. */
async function unpackOnce(from: string, folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await pipeline(createReadStream(join(from, 'chromium.br')), createBrotliDecompress(), createWriteStream(join(draft, 'chromium'), { mode: 0o755 }));
  for (const name of ['al2023.tar', 'fonts.tar', 'swiftshader.tar']) {
    await pipeline(createReadStream(join(from, `${name}.br`)), createBrotliDecompress(), createWriteStream(join(draft, name)));
    execFileSync('tar', ['--no-same-owner', '-xf', join(draft, name), '-C', draft]);
    rmSync(join(draft, name));
  }
  writeFileSync(join(draft, 'fonts.conf'), `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>\n`);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** A bare machine lacks NSS and fonts; the package brings both, and they are used only where the system has none. */
function environmentFor(folder: string): Record<string, string> {
  const env: Record<string, string> = {};
  let needed = '';
  try {
    needed = execFileSync('ldd', [join(folder, 'chromium')], { encoding: 'utf8' });
  } catch {
    // Without ldd the system's libraries are taken.
  }
  if (needed.includes('not found')) env['LD_LIBRARY_PATH'] = join(folder, 'lib');
  if (!existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_PATH'] = folder;
  return env;
}
