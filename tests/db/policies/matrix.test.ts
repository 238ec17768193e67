import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { WITHOUT_ROW_SECURITY } from '#db/policies/exceptions.ts';
import { ACTOR_ROLES, roleName } from '#db/policies/roles.ts';
import { useDatabase } from '#tests/support/database.ts';
import { acting, refusal } from '../schema/world.ts';
import { EXPECTED_RIGHTS } from './expected-rights.ts';
import { readRights } from './rights-query.ts';

const database = useDatabase();

describe('the rights of roles on tables', () => {
  test('are those of the written matrix', async () => {
    expect(await readRights(database.owner)).toEqual(EXPECTED_RIGHTS);
  });

  test('are given to nobody else', async () => {
    const others = await database.owner(`
      select c.relname as table, coalesce(g.grantee::regrole::text, 'public') as grantee from pg_class c, aclexplode(c.relacl) g
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'S') and g.grantee <> c.relowner
        and g.grantee::regrole::text not in (select unnest($1::text[]))`, [[...ACTOR_ROLES.map(roleName), 'portal_definer']]);
    expect(others).toEqual([]);
  });

  test('cover every table of the schema', async () => {
    const tables = await database.owner<{ table: string }>(`select relname as table from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`);
    const without = tables.map((row) => row.table).filter((table) => !(table in EXPECTED_RIGHTS));
    expect(without.sort()).toEqual(['kysely_migration', 'kysely_migration_lock', 'receipt_counter']);
  });

  test('never include what only the sign-in role may read', async () => {
    const secrets = [['app_user', 'password_hash'], ['app_user', 'totp_secret'], ['session', 'id_hash'], ['auth_token', 'hash']] as const;
    for (const [table, column] of secrets) {
      for (const role of ACTOR_ROLES) {
        const [row] = await database.owner<{ may: boolean }>(`select has_column_privilege($1, $2, $3, 'select') as may`, [roleName(role), table, column]);
        const allowed = role === 'auth' || (role === 'worker' && table !== 'app_user');
        expect({ role, table, column, may: row?.may }).toEqual({ role, table, column, may: allowed });
      }
    }
    for (const role of ACTOR_ROLES) {
      const [row] = await database.owner<{ may: boolean }>(`select has_column_privilege($1, 'bank_account', 'number_cipher', 'select') as may`, [roleName(role)]);
      expect(row?.may).toBe(false);
    }
  });
});

describe('row-level security', () => {
  test('is enabled and forced on every table but the written exceptions', async () => {
    const rows = await database.owner<{ table: string; on: boolean }>(
      `select relname as table, relrowsecurity and relforcerowsecurity as on from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
    );
    expect(rows.filter((row) => !row.on).map((row) => row.table)).toEqual(Object.keys(WITHOUT_ROW_SECURITY).sort());
  });

  test('has policies for named roles only, and for every role that has rights', async () => {
    const wide = await database.owner(`select tablename, policyname from pg_policies where schemaname = 'public' and 'public' = any(roles)`);
    expect(wide).toEqual([]);
    const rows = await database.owner<{ table: string; role: string }>(`select distinct tablename as table, unnest(roles)::text as role from pg_policies where schemaname = 'public'`);
    const known = new Set(rows.map((row) => `${row.table} ${row.role}`));
    const missing = Object.entries(EXPECTED_RIGHTS)
      .filter(([table]) => !(table in WITHOUT_ROW_SECURITY))
      .flatMap(([table, rights]) => rights.split(' ').map((right) => `${table} portal_${right.split(':')[0]}`))
      .filter((key) => !known.has(key));
    expect(missing).toEqual([]);
  });

  test('reads settings in a sub-select only, so that they are evaluated once per statement', async () => {
    const bare = await database.owner(`
      select tablename, policyname from pg_policies, lateral (select coalesce(qual, '') || ' ' || coalesce(with_check, '') as text) p
      where schemaname = 'public' and (select count(*) from regexp_matches(p.text, 'app_(user_id|firm_id|consultant_id|organisation_id|duty)\\(\\)', 'g'))
        <> (select count(*) from regexp_matches(p.text, 'SELECT app_(user_id|firm_id|consultant_id|organisation_id|duty)\\(\\)', 'g'))`);
    expect(bare).toEqual([]);
  });
});

describe('the login role of the application', () => {
  test('is no superuser, bypasses nothing, inherits nothing and owns nothing', async () => {
    const [row] = await database.owner(`
      select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit as strong,
        (select count(*)::int from pg_class where relowner = r.oid) + (select count(*)::int from pg_proc where proowner = r.oid) as owned,
        (select count(*)::int from pg_auth_members m where m.member = r.oid and (m.inherit_option or m.admin_option)) as inherited
      from pg_roles r where rolname = 'portal_app'`);
    expect(row).toEqual({ strong: false, owned: 0, inherited: 0 });
  });

  test('may read no table before it has taken a role, and cannot become the definer or the owner', async () => {
    const client = new pg.Client({ connectionString: database.appUrl });
    await client.connect();
    try {
      expect(await refusal(client.query('select count(*) from public.programme_year'))).toBe('42501');
      for (const role of ['portal_definer', 'postgres', 'pg_read_all_data']) expect(['42501', '22023']).toContain(await refusal(client.query(`set role ${role}`)));
      const [owner] = await database.owner<{ name: string }>('select current_user as name');
      expect(await refusal(client.query(`set role "${owner?.name}"`))).toBe('42501');
    } finally {
      await client.end();
    }
  });

  test('of the actor roles none is strong and none may log in', async () => {
    const rows = await database.owner(`select rolname from pg_roles where rolname = any($1) and (rolcanlogin or rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`, [[...ACTOR_ROLES.map(roleName), 'portal_definer']]);
    expect(rows).toEqual([]);
  });

  test('puts a job into the queue in the worker role and goes on as the actor', async () => {
    const steps = await acting(database.appUrl, { role: 'firm', duty: 'manager' }, async (query) => {
      await query('savepoint before');
      const denied = await refusal(query('select count(*) from pgboss.job'));
      await query('rollback to before');
      await query(`select set_config('role', 'portal_worker', true)`);
      const seen = await refusal(query('select count(*) from pgboss.job'));
      await query(`select set_config('role', 'portal_firm', true)`);
      return [denied, seen, (await query('select current_user as name')).rows[0].name];
    });
    expect(steps).toEqual(['42501', 'accepted', 'portal_firm']);
  });
});
