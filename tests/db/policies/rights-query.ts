import type { Owner } from '#tests/factories/owner.ts';

const QUERY = `
  select c.relname as table, string_agg(r.short || ':' || r.rights, ' ' order by r.position) as rights
  from pg_class c cross join lateral (
    select x.short, x.position, concat(
      case when has_any_column_privilege('portal_' || x.short, c.oid, 'select') then 's' end,
      case when has_any_column_privilege('portal_' || x.short, c.oid, 'insert') then 'i' end,
      case when has_any_column_privilege('portal_' || x.short, c.oid, 'update') then 'u' end,
      case when has_table_privilege('portal_' || x.short, c.oid, 'delete') then 'd' end,
      case when has_table_privilege('portal_' || x.short, c.oid, 'truncate, references, trigger') then '!' end) as rights
    from unnest('{public,auth,firm,consultant,officer,parent,evaluator,auditor,admin,worker}'::text[]) with ordinality as x (short, position)) r
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and r.rights <> ''
  group by c.relname order by c.relname`;

/** What each role may do with each table at all, read from the catalogue: s select, i insert, u update, d delete. */
export async function readRights(owner: Owner): Promise<Record<string, string>> {
  const rows = await owner<{ table: string; rights: string }>(QUERY);
  return Object.fromEntries(rows.map((row) => [row.table, row.rights]));
}
