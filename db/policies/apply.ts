import type pg from 'pg';
import type { Access } from './access.ts';
import { WITHOUT_ROW_SECURITY } from './exceptions.ts';
import { DEFINER_FUNCTIONS, DEFINER_WRITES } from './functions.ts';
import { ACTOR_ROLES, type ActorRole, DEFINER_ROLE, roleName } from './roles.ts';
import { TABLE_ACCESS } from './tables.ts';

interface Column {
  readonly name: string;
  readonly generated: boolean;
}

const quote = (name: string): string => `"${name}"`;
const listed = (columns: readonly string[]): string => `(${columns.map(quote).join(', ')})`;

function pick(table: string, columns: readonly Column[], only: readonly string[] | undefined, without: readonly string[] | undefined): string {
  const names = columns.map((column) => column.name);
  for (const name of [...(only ?? []), ...(without ?? [])]) {
    if (!names.includes(name)) throw new Error(`db/policies names the column ${table}.${name}, which does not exist.`);
  }
  if (only) return ` ${listed(only)}`;
  if (without) return ` ${listed(names.filter((name) => !without.includes(name)))}`;
  return '';
}

function grantsOf(table: string, role: ActorRole, access: Access, columns: readonly Column[]): string[] {
  const writable = columns.filter((column) => !column.generated);
  const on = `on ${quote(table)} to ${roleName(role)}`;
  const commands: string[] = [];
  if (access.can.includes('s')) commands.push(`grant select${pick(table, columns, access.see, access.hide)} ${on}`);
  if (access.can.includes('i')) commands.push(`grant insert${pick(table, writable, access.give, undefined)} ${on}`);
  if (access.can.includes('u')) commands.push(`grant update${pick(table, writable, access.change, access.keep)} ${on}`);
  if (access.can.includes('d')) commands.push(`grant delete ${on}`);
  return commands;
}

function policiesOf(table: string, role: ActorRole, access: Access): string[] {
  const policy = (command: string, using: string | undefined, check: string | undefined): string =>
    `create policy ${roleName(role)}_${command} on ${quote(table)} for ${command} to ${roleName(role)}${using ? ` using (${using})` : ''}${check ? ` with check (${check})` : ''}`;
  const { can, rows, reads, adds } = access;
  if (!rows && !reads && !adds) throw new Error(`db/policies gives portal_${role} rights on ${table} without saying on which rows.`);
  if (rows && !reads && !adds) return [policy('all', rows, rows)];
  const made: string[] = [];
  if (can.includes('s')) made.push(policy('select', reads ?? rows, undefined));
  if (can.includes('i')) made.push(policy('insert', undefined, adds ?? rows));
  if (can.includes('u')) made.push(policy('update', rows ?? reads, rows ?? reads));
  if (can.includes('d')) made.push(policy('delete', rows ?? reads, undefined));
  return made;
}

/** All statements that bring rights and row-level policies of one database to what db/policies says. */
async function statementsFor(client: pg.Client): Promise<string[]> {
  const found = await client.query<{ table: string; column: string; generated: boolean }>(
    `select c.relname as table, a.attname as column, a.attgenerated <> '' as generated from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname, a.attnum`,
  );
  const tables = new Map<string, Column[]>();
  for (const row of found.rows) {
    const columns = tables.get(row.table) ?? [];
    columns.push({ name: row.column, generated: row.generated });
    tables.set(row.table, columns);
  }
  for (const table of Object.keys(TABLE_ACCESS)) if (!tables.has(table)) throw new Error(`db/policies names the table ${table}, which does not exist.`);

  const everyone = [...ACTOR_ROLES.map(roleName), DEFINER_ROLE].join(', ');
  const statements = [
    `revoke all on schema public from public`,
    `grant usage on schema public to ${everyone}`,
    `grant create on schema public to ${DEFINER_ROLE}`,
    `revoke all on all tables in schema public from public, ${everyone}`,
    `grant select on all tables in schema public to ${DEFINER_ROLE}`,
    ...Object.entries(DEFINER_WRITES).map(([table, rights]) => `grant ${rights} on ${table} to ${DEFINER_ROLE}`),
  ];
  const old = await client.query<{ statement: string }>(
    `select format('drop policy %I on %I', policyname, tablename) as statement from pg_policies where schemaname = 'public'`,
  );
  statements.push(...old.rows.map((row) => row.statement));
  for (const [table, columns] of tables) {
    const open = table in WITHOUT_ROW_SECURITY;
    statements.push(`alter table ${quote(table)} ${open ? 'disable' : 'enable'} row level security, ${open ? 'no force' : 'force'} row level security`);
    if (!open) statements.push(`create policy portal_definer_all on ${quote(table)} for all to ${DEFINER_ROLE} using (true) with check (true)`);
    for (const role of ACTOR_ROLES) {
      const access = TABLE_ACCESS[table]?.[role];
      if (!access) continue;
      statements.push(...grantsOf(table, role, access, columns));
      if (!open) statements.push(...policiesOf(table, role, access));
    }
  }
  return [...statements, ...(await functionStatements(client))];
}

async function functionStatements(client: pg.Client): Promise<string[]> {
  const found = await client.query<{ name: string; signature: string; mine: boolean; trigger: boolean }>(
    `select p.proname as name, p.oid::regprocedure::text as signature, p.proowner = $1::regrole as mine, p.prorettype = 'trigger'::regtype as trigger
     from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef`,
    [DEFINER_ROLE],
  );
  return found.rows.flatMap(({ name, signature, mine, trigger }) => [
    ...(mine ? [] : [`alter function ${signature} owner to ${DEFINER_ROLE}`]),
    ...(trigger ? [] : [`revoke all on function ${signature} from public`]),
    ...(DEFINER_FUNCTIONS[name] ? [`grant execute on function ${signature} to ${DEFINER_FUNCTIONS[name].map(roleName).join(', ')}`] : []),
  ]);
}

/** Replaces all rights and policies in one transaction: there is no moment without protection. */
export async function applyPolicies(client: pg.Client): Promise<void> {
  await client.query('begin');
  try {
    for (const statement of await statementsFor(client)) await client.query(statement);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
