import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countPlaywright, countVitest, type Count } from './support/report.ts';
import { projectRoot } from './support/project.ts';

/** One part of the whole test run. Steps share two cores: `cores` says how many a step fills. */
interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly cores: 1 | 2;
  readonly after?: string;
  /** Reads the counts of tests from the step's report; a step without is one check. */
  readonly count?: (report: string) => Count;
}

const reports = join(projectRoot, '.cache/test-report');
const bin = (path: string): string => join(projectRoot, 'node_modules', path);
const vitest = (project: string): string[] => [
  bin('vitest/vitest.mjs'), 'run', '--project', project, '--passWithNoTests', '--reporter=dot', '--reporter=json', `--outputFile.json=${join(reports, `${project}.json`)}`,
];

const steps: readonly Step[] = [
  { name: 'build', command: [bin('@remix-run/dev/dist/cli.js'), 'vite:build'], cores: 1 },
  { name: 'types', command: [bin('typescript/bin/tsc'), '--noEmit'], cores: 1 },
  { name: 'lint', command: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'], cores: 1 },
  { name: 'boundaries', command: [bin('dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.cjs', 'app', 'db', 'emails', 'tests'], cores: 1 },
  { name: 'unit', command: vitest('unit'), cores: 1, count: countVitest },
  { name: 'bundle', command: vitest('bundle'), cores: 1, after: 'build', count: countVitest },
  { name: 'db', command: vitest('db'), cores: 2, after: 'build', count: countVitest },
  { name: 'faults', command: vitest('faults'), cores: 2, after: 'build', count: countVitest },
  { name: 'e2e', command: [bin('@playwright/test/cli.js'), 'test', '--pass-with-no-tests'], cores: 2, after: 'build', count: countPlaywright },
];

interface Outcome extends Count {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

/** Runs one step to its end and keeps what it printed. */
async function run(step: Step, extra: readonly string[]): Promise<Outcome> {
  const report = join(reports, `${step.name}.json`);
  rmSync(report, { force: true });
  const started = performance.now();
  const child = spawn(process.execPath, [...step.command, ...extra], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', PLAYWRIGHT_JSON_OUTPUT_NAME: report, PORTAL_BUILD_READY: '1', NODE_NO_WARNINGS: '1' },
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (exit) => resolve(exit ?? 1));
  });
  const seconds = (performance.now() - started) / 1000;
  const output = Buffer.concat(chunks).toString();
  return { name: step.name, ok: code === 0, seconds, output, ...tally(step, code, report) };
}

/** A step that fails without a failed test (a crash, an unreadable report) counts as one failure. */
function tally(step: Step, code: number, report: string): Count {
  if (!step.count) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const count = existsSync(report) ? step.count(readFileSync(report, 'utf8')) : { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function print(outcome: Outcome): void {
  const { name, ok, seconds, passed, failed, skipped } = outcome;
  const detail = skipped > 0 ? `, ${skipped} skipped` : '';
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s   ${passed} passed, ${failed} failed${detail}`);
  if (!ok) console.log(`${outcome.output.trimEnd()}\n---- end of ${name}\n`);
}

/** Starts steps as cores get free, in the order of the list; what waits for a step that failed is counted as failed. */
async function runAll(chosen: readonly Step[], extra: readonly string[]): Promise<Outcome[]> {
  const waiting = [...chosen];
  const running = new Map<Step, Promise<void>>();
  const done: Outcome[] = [];
  const last = chosen.at(-1)?.name; // options are only allowed with one name, and what it waits for comes before it
  const finish = (outcome: Outcome): void => {
    done.push(outcome);
    print(outcome);
  };
  while (waiting.length > 0 || running.size > 0) {
    for (const step of [...waiting]) {
      const before = done.find((outcome) => outcome.name === step.after);
      if (before && !before.ok) {
        waiting.splice(waiting.indexOf(step), 1);
        finish({ name: step.name, ok: false, seconds: 0, output: `Not run, because ${before.name} failed.`, passed: 0, failed: 1, skipped: 0 });
        continue;
      }
      const blocked = step.after !== undefined && !before && chosen.some((other) => other.name === step.after);
      const busy = [...running.keys()].reduce((sum, other) => sum + other.cores, 0);
      if (blocked || busy + step.cores > 2) continue;
      waiting.splice(waiting.indexOf(step), 1);
      running.set(step, run(step, step.name === last ? extra : []).then((outcome) => {
        running.delete(step);
        finish(outcome);
      }));
    }
    await Promise.race(running.values());
  }
  return done;
}

/** Names choose steps (`e2e` brings its build along); what follows the first other argument goes to the chosen step. */
function choose(args: readonly string[]): { chosen: readonly Step[]; extra: readonly string[] } {
  const split = args.findIndex((arg) => !steps.some((step) => step.name === arg));
  const names = split === -1 ? args : args.slice(0, split);
  const extra = split === -1 ? [] : args.slice(split).filter((arg) => arg !== '--');
  if (split === 0 || (extra.length > 0 && names.length !== 1)) {
    console.error(`Usage: node tests/run.ts [${steps.map((step) => step.name).join('|')}]…  (options after one name go to that step)`);
    process.exit(2);
  }
  if (names.length === 0) return { chosen: steps, extra };
  const needed = steps.filter((step) => names.includes(step.name) || steps.some((other) => names.includes(other.name) && other.after === step.name));
  return { chosen: needed, extra };
}

const { chosen, extra } = choose(process.argv.slice(2));
mkdirSync(reports, { recursive: true });
const started = performance.now();
const outcomes = await runAll(chosen, extra);
const sum = (key: 'passed' | 'failed'): number => outcomes.reduce((total, outcome) => total + outcome[key], 0);
console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s in all`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 && outcomes.every((outcome) => outcome.ok) ? 0 : 1;
