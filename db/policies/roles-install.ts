import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { ACTOR_ROLES, APP_ROLE, DEFINER_ROLE, roleName } from './roles.ts';

/** Codes of two sessions changing the same role at once; the roles belong to the whole server, not to one database. */
const RACES = new Set(['42710', '23505', 'XX000', '40001', '40P01']);

async function settle(client: pg.Client, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (code === '42710') return;
      if (!RACES.has(code) || attempt >= 8) throw error;
      await new Promise((resolve) => setTimeout(resolve, 15 * attempt));
    }
  }
}

/** SCRAM-SHA-256 verifier of a password, so that the password itself never reaches the server's log. */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const iterations = 4096;
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256');
  const storedKey = createHash('sha256').update(createHmac('sha256', salted).update('Client Key').digest()).digest('base64');
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

/**
 * Makes the roles of the product where they are missing, brings their attributes in order and sets the password of
 * portal_app. Idempotent; several databases of one server may do it at the same time.
 */
export async function installRoles(client: pg.Client, appPassword: string): Promise<void> {
  const names = [...ACTOR_ROLES.map(roleName), DEFINER_ROLE];
  const found = await client.query<{ rolname: string; plain: boolean }>(
    `select rolname, not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication) as plain from pg_roles where rolname = any($1)`,
    [[...names, APP_ROLE]],
  );
  const existing = new Map(found.rows.map((row) => [row.rolname, row.plain]));
  for (const name of names) {
    if (!existing.has(name)) await settle(client, `create role ${name} nologin noinherit`);
  }
  if (!existing.has(APP_ROLE)) await settle(client, `create role ${APP_ROLE} login noinherit`);
  for (const [name, plain] of existing) {
    if (!plain) await settle(client, `alter role ${name} nosuperuser nobypassrls nocreaterole nocreatedb noreplication`);
  }
  await settle(client, `alter role ${APP_ROLE} login password '${scramVerifier(appPassword)}'`);
  await grantMembership(client);
}

async function grantMembership(client: pg.Client): Promise<void> {
  const wanted = ACTOR_ROLES.map((role) => ({ role: roleName(role), member: APP_ROLE, inherit: false }));
  const owner = await client.query<{ name: string; super: boolean }>('select current_user as name, rolsuper as super from pg_roles where rolname = current_user');
  const me = owner.rows[0];
  if (me && !me.super) {
    // Without superuser rights the owner hands functions to portal_definer and the job tables to portal_worker as their member.
    for (const role of [DEFINER_ROLE, roleName('worker')]) wanted.push({ role, member: `"${me.name.replaceAll('"', '""')}"`, inherit: true });
  }
  for (const { role, member, inherit } of wanted) {
    const known = await client.query(
      `select from pg_auth_members m where m.roleid = $1::regrole and m.member = $2::regrole and m.inherit_option = $3 and m.set_option`,
      [role, member, inherit],
    );
    if (known.rowCount === 0) await settle(client, `grant ${role} to ${member} with inherit ${inherit}, set true`);
  }
}
