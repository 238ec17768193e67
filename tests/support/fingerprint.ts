import type { Owner } from '#tests/factories/owner.ts';

/** Tables that any request may touch: who was here, and when. */
const TOUCHED_BY_READING = ['session', 'access_log', 'login_attempt', 'sign_in_log'];

let statement: string | null = null;

/** Hash of every table's rows, but of those that reading alone changes. */
export async function fingerprint(owner: Owner): Promise<Record<string, string>> {
  if (!statement) {
    const tables = await owner<{ name: string }>(`select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> all ($1) order by 1`, [TOUCHED_BY_READING]);
    statement = tables.map(({ name }) => `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as hash from ${name} as t`).join(' union all ');
  }
  const rows = await owner<{ name: string; hash: string }>(statement);
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}

/** Tables in which two fingerprints differ. */
export function changedTables(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] {
  return Object.keys(after).filter((name) => before[name] !== after[name]);
}
