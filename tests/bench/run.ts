import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#tests/support/free-port.ts';
import { projectRoot } from '#tests/support/project.ts';

/** Seconds of one slice, how many slices of each arm, requests at a time. */
const SLICE_SECONDS = 3;
const ROUNDS = 5;
const AT_ONCE = 16;

interface Arm {
  readonly name: string;
  readonly path: string;
  readonly cookie: string;
}

interface Sample {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuMs: number;
  readonly bytes: number;
}

const DEMO_PASSWORD = 'innovation-demo-2026';

async function signIn(base: string, account: string): Promise<string> {
  const response = await fetch(`${base}/login`, { method: 'POST', redirect: 'manual', headers: { origin: base }, body: new URLSearchParams({ email: `${account}@demo.example`, password: DEMO_PASSWORD }) });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function slice(base: string, arm: Arm, pid: number): Promise<Sample> {
  const until = performance.now() + SLICE_SECONDS * 1000;
  const times: number[] = [];
  const before = cpuMs(pid);
  let bytes = 0;
  const lane = async () => {
    while (performance.now() < until) {
      const started = performance.now();
      const response = await fetch(base + arm.path, { headers: { cookie: arm.cookie, 'accept-encoding': 'identity' } });
      bytes = (await response.arrayBuffer()).byteLength;
      if (response.status !== 200) throw new Error(`${arm.path} answered ${response.status}`);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / SLICE_SECONDS, p50: at(0.5), p99: at(0.99), cpuMs: (cpuMs(pid) - before) / times.length, bytes };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Measures the main pages of the demo programme, arms interleaved; prints one line each. Figures of one machine: compare ratios. */
async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-bench-'));
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const started = performance.now();
  const server = spawn(process.execPath, [join(projectRoot, 'app/start.ts')], { cwd: projectRoot, stdio: 'ignore', env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn', NODE_ENV: 'production' } });
  try {
    for (let ready = false; !ready; ready = await fetch(`${base}/readyz`).then((response) => response.ok, () => false)) await sleep(200);
    console.log(`first start with build, database and demo programme: ${((performance.now() - started) / 1000).toFixed(1)} s`);
    const officer = await signIn(base, 'officer');
    const firm = await signIn(base, 'firm');
    const arms: Arm[] = [
      { name: 'health check (no page)', path: '/healthz', cookie: '' },
      { name: 'open call, visitor', path: '/', cookie: '' },
      { name: 'public outcomes', path: '/outcomes', cookie: '' },
      { name: 'firm home', path: '/firm', cookie: firm },
      { name: 'list of applications, officer', path: '/officer/applications', cookie: officer },
    ];
    const samples = new Map<string, Sample[]>(arms.map((arm) => [arm.name, []]));
    for (let round = 0; round < ROUNDS; round += 1) for (const arm of arms) samples.get(arm.name)?.push(await slice(base, arm, server.pid ?? 0));
    for (const [name, rounds] of samples) {
      const rate = rounds.map((sample) => sample.perSecond);
      console.log(
        `${name.padEnd(32)} ${median(rate).toFixed(0).padStart(6)} /s (${Math.min(...rate).toFixed(0)}-${Math.max(...rate).toFixed(0)})  p50 ${median(rounds.map((s) => s.p50)).toFixed(0)} ms  p99 ${median(rounds.map((s) => s.p99)).toFixed(0)} ms  cpu ${median(rounds.map((s) => s.cpuMs)).toFixed(2)} ms  ${(median(rounds.map((s) => s.bytes)) / 1024).toFixed(0)} kB`,
      );
    }
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
