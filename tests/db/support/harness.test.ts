import { describe, expect, inject, test } from 'vitest';
import { createConsultant } from '#tests/factories/consultants.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { runOn } from '#tests/support/database-server.ts';
import { cloneTemplate, dropClone } from '#tests/support/template.ts';

const database = useDatabase();

describe('the database of a test file', () => {
  test('is a migrated PostgreSQL 18 of its own', async () => {
    const [row] = await database.owner<{ version: number; name: string; transitions: number }>(
      `select current_setting('server_version_num')::int as version, current_database() as name, (select count(*)::int from allowed_transition) as transitions`,
    );
    expect(row?.version).toBeGreaterThanOrEqual(180_000);
    expect(row?.name).toBe(database.name);
    expect(row?.transitions).toBeGreaterThan(100);
  });

  test('lets the application in as portal_app, which neither owns nor bypasses anything', async () => {
    const [row] = await runOn<{ name: string; super: boolean; bypass: boolean; owned: number }>(
      database.appUrl,
      `select rolname as name, rolsuper as super, rolbypassrls as bypass, (select count(*)::int from pg_class where relowner = r.oid) as owned
       from pg_roles r where rolname = current_user`,
    );
    expect(row).toEqual({ name: 'portal_app', super: false, bypass: false, owned: 0 });
  });

  test('takes the people, firms and consultants of the factories', async () => {
    const firm = await createFirm(database.owner);
    const consultant = await createConsultant(database.owner);
    const officer = await createPerson(database.owner, 'officer');
    expect(firm.representative.actor).toMatchObject({ role: 'firm', duty: 'representative', firmId: firm.id });
    expect(consultant.actor).toMatchObject({ role: 'consultant', consultantId: consultant.consultantId });
    expect(officer.actor).toMatchObject({ role: 'officer', firmId: null });
  });
});

describe('the harness', () => {
  test('copies and drops nothing but test databases', async () => {
    await expect(dropClone(inject('adminUrl'), 'postgres')).rejects.toThrow('not the name of a test database');
    await expect(dropClone(inject('adminUrl'), inject('template'))).rejects.toThrow('not the name of a test database');
    await expect(cloneTemplate(inject('adminUrl'), inject('template'), 'x; drop table firm')).rejects.toThrow('not the name of a test database');
  });
});
