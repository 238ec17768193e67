import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from './project.ts';

/** The product as `npm start` runs it, in a process of its own. */
export interface Start {
  readonly child: ChildProcess;
  /** What it printed so far. */
  readonly output: () => string;
  readonly errors: () => string;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Resolves with the address once it serves; fails when it ends before. */
  readonly ready: Promise<string>;
}

const running = new Set<ChildProcess>();

/** Starts the built product; nothing of this process's environment but PATH and HOME reaches it. */
export function startProduct(environment: Readonly<Record<string, string>>): Start {
  if (!existsSync(join(projectRoot, 'build/server/index.js'))) throw new Error('The product is not built: run npm run build.');
  const child = spawn(process.execPath, [join(projectRoot, 'app/start.ts')], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', PORTAL_BUILT: '1', LOG_LEVEL: 'error', HOST: '127.0.0.1', NODE_NO_WARNINGS: '1', ...environment } as unknown as NodeJS.ProcessEnv,
  });
  running.add(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve(code ?? signal ?? 'unknown');
    }),
  );
  const ready = (async () => {
    let exit: number | string | null = null;
    void ended.then((code) => (exit = code));
    for (const until = Date.now() + 170_000; Date.now() < until; await pause(25)) {
      const found = /Industry Innovation Portal: (http:\/\/\S+)/.exec(output);
      if (found?.[1]) return found[1].replace('localhost', '127.0.0.1');
      if (exit !== null) throw new Error(`The product ended with ${String(exit)}: ${errors || output}`);
    }
    throw new Error(`The product was not ready: ${errors || output}`);
  })();
  ready.catch(() => undefined);
  return { child, output: () => output, errors: () => errors, ended, ready };
}

/** The built product as people start it, through npm. */
export function startWithNpm(environment: Readonly<Record<string, string>>): ChildProcess {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', PORTAL_BUILT: '1', LOG_LEVEL: 'error', ...environment };
  return spawn('npm', ['start'], { cwd: projectRoot, stdio: 'ignore', env: env as unknown as NodeJS.ProcessEnv });
}

/** Ends what a failed test left running. */
export async function endAll(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  for (const until = Date.now() + 10_000; running.size > 0 && Date.now() < until; ) await pause(20);
}

/** Ids of the PostgreSQL processes that work on a folder or below it. */
export function databaseProcesses(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [program = '', ...rest] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return /postgres$/.test(program) && rest.some((part) => part.startsWith(folder));
      } catch {
        return false;
      }
    })
    .map(Number);
}
