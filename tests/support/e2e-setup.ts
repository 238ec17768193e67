import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { projectRoot } from './project.ts';

/** What the server process tells when it is ready; the tests read it from their environment. */
export interface Ready {
  readonly ownerUrl: string;
  readonly dataDir: string;
  /** What the mail server received: one JSON object per line. */
  readonly mailFile: string;
}

/**
 * Starts the product for all end-to-end tests in a process of its own, and returns how to stop it. With `E2E_OWNER_URL`
 * in the environment (printed by `e2e-server.ts`) the tests use that running server.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env['E2E_OWNER_URL']) return async () => {};
  const child = spawn(process.execPath, [join(projectRoot, 'tests/support/e2e-server.ts')], { cwd: projectRoot, stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await gone;
  };
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The end-to-end server ended with code ${code ?? 'none'} before it was ready.`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ownerUrl"')) resolve(JSON.parse(line) as Ready);
    });
  });
  process.env['E2E_OWNER_URL'] = ready.ownerUrl;
  process.env['E2E_DATA_DIR'] = ready.dataDir;
  process.env['E2E_MAIL_FILE'] = ready.mailFile;
  return stop;
}
