import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, test } from 'vitest';
import { systemContext } from '#app/services/notices/system-context.ts';
import { anchorChains } from '#app/services/workflow/anchor-chains.ts';
import { verify } from '#db/verify.ts';
import { createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
const writeEvent = () => db.owner(`insert into event (id, subject_type, subject_id, action, actor_role, actor_duty) values ($1, 'x', $1, 'x', 'worker', 'system')`, [randomUUID()]);
const run = (day: string) => anchorChains(systemContext(new Date(`${day}T03:00:00Z`), 'daily'));

test('the heads of chains that moved are kept once and sent to auditors and administrators', async () => {
  const auditor = await createPerson(db.owner, 'auditor');
  await writeEvent();
  expect(await run('2026-11-23')).toBeGreaterThan(0);
  expect(await run('2026-11-23')).toBe(0);
  expect(await run('2026-11-24')).toBe(0);
  const told = await db.owner<{ values: { fingerprint: string } }>(`select values from notice where kind = 'chains_anchored' and recipient_id = $1`, [auditor.userId]);
  expect(told).toHaveLength(1);
  expect(told[0]?.values.fingerprint).toMatch(/^[0-9a-f]{64}$/);
});

test('a tail that was cut off together with its head no longer fits its anchor', async () => {
  await writeEvent();
  await run('2026-11-25');
  const client = new pg.Client({ connectionString: db.ownerUrl });
  await client.connect();
  await client.query(`set session_replication_role = replica`);
  const { rows } = await client.query<{ chain: string }>(`select chain from chain_anchor order by number desc limit 1`);
  const chain = rows[0]?.chain;
  await client.query(`with gone as (delete from record_seal where chain = $1 returning event_id) delete from event where id in (select event_id from gone)`, [chain]);
  await client.query(`delete from chain_head where chain = $1`, [chain]);
  await client.end();
  expect((await verify(db.ownerUrl)).findings.map((finding) => finding.rule)).toEqual(['chain anchor']);
});
