import { beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '#app/services/demo/seed-demo.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();

beforeAll(async () => {
  const started = performance.now();
  await seedDemo({ now: new Date('2026-11-20T06:00:00Z'), say: (text) => process.stdout.write(`${text}\n`), hashPassword: () => Promise.resolve('$argon2id$demo') });
  process.stdout.write(`demo programme: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  for (const [k, v] of Object.entries((globalThis as any).prof as Record<string, number[]>)) process.stdout.write(`${k}: ${Math.round(v[0]!)} ms / ${v[1]} = ${Math.round(v[0]! / v[1]!)}\n`);
}, 180_000);

describe('the demo programme', () => {
  test('has applications', async () => {
    const rows = await db.owner<{ state: string; n: number }>('select state, count(*)::int as n from application group by 1 order by 1');
    process.stdout.write(JSON.stringify(rows));
    expect(rows.length).toBeGreaterThan(5);
  });
});
