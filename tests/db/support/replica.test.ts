import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { visitorActor } from '#app/domain/accounts/actor.ts';
import { configureDatabase } from '#db/client.ts';
import { readReport, withActor, type ActorTx } from '#db/transaction.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { cloneTemplate, dropClone } from '#tests/support/template.ts';
import { closeDatabase } from '#db/client.ts';

const db = useDatabase();
const nameOf = async (tx: ActorTx): Promise<string> => (await sql<{ name: string }>`select current_database() as name`.execute(tx)).rows[0]?.name ?? '';

test('reports are read from the copy when there is one, everything else from the database itself', async () => {
  const ctx = contextOf(visitorActor('ko'));
  expect(await readReport(ctx, nameOf)).toBe(db.name);
  const copy = await cloneTemplate(inject('adminUrl'), inject('template'), `copy_${process.pid}`);
  await closeDatabase();
  configureDatabase({ url: db.appUrl, replicaUrl: copy.appUrl });
  expect(await readReport(ctx, nameOf)).toBe(copy.name);
  expect(await withActor(ctx, nameOf)).toBe(db.name);
  await closeDatabase();
  configureDatabase({ url: db.appUrl });
  await dropClone(inject('adminUrl'), copy.name);
});
