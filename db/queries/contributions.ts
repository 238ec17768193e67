import { sql } from 'kysely';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** For whom a contributor's money is: anybody, or only its own suppliers. */
export type ContributionUse = 'any' | 'own_suppliers';

export interface ContributionRow {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly programmeYearId: string;
  readonly pledgedWon: number;
  readonly receivedWon: number;
  readonly allocatedWon: number;
  readonly use: ContributionUse;
  readonly purpose: string | null;
  readonly signedOn: string | null;
}

interface Raw {
  id: string;
  organisation_id: string;
  name: string;
  programme_year_id: string;
  pledged_won: string | number;
  received_won: string | number;
  allocated_won: string | number;
  use: string | null;
  purpose: string | null;
  signed_on: string | null;
}

function read(row: Raw): ContributionRow {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    organisationName: row.name,
    programmeYearId: row.programme_year_id,
    pledgedWon: Number(row.pledged_won),
    receivedWon: Number(row.received_won),
    allocatedWon: Number(row.allocated_won),
    use: row.use === 'own_suppliers' ? 'own_suppliers' : 'any',
    purpose: row.purpose,
    signedOn: row.signed_on,
  };
}

const columns = sql`c.id, c.organisation_id, o.name, c.programme_year_id, c.pledged_won, c.received_won, c.allocated_won, c.earmark ->> 'use' as use, c.purpose, c.signed_on::text as signed_on`;

/** The contributions of a programme year, largest pledge first. */
export async function listContributions(tx: ActorTx, programmeYearId: string): Promise<ContributionRow[]> {
  const result = await sql<Raw>`select ${columns} from contribution c join organisation o on o.id = c.organisation_id
    where c.programme_year_id = ${programmeYearId} order by c.pledged_won desc, c.id limit 200`.execute(tx);
  return result.rows.map(read);
}

/** One contribution, locked for the change; null when unknown or not visible. */
export async function lockContribution(tx: ActorTx, id: string): Promise<ContributionRow | null> {
  const result = await sql<Raw>`select ${columns} from contribution c join organisation o on o.id = c.organisation_id where c.id = ${id} for update of c`.execute(tx);
  return result.rows[0] ? read(result.rows[0]) : null;
}

export interface NewContribution {
  readonly id: string;
  readonly organisationId: string;
  readonly programmeYearId: string;
  readonly pledgedWon: number;
  readonly use: ContributionUse;
  readonly purpose: string | null;
  readonly signedOn: string;
  readonly createdBy: string | null;
}

/** Writes a pledge. */
export async function insertContribution(tx: ActorTx, contribution: NewContribution): Promise<void> {
  await tx
    .insertInto('contribution')
    .values({
      id: contribution.id,
      organisation_id: contribution.organisationId,
      programme_year_id: contribution.programmeYearId,
      pledged_won: contribution.pledgedWon,
      earmark: sql`${JSON.stringify({ use: contribution.use })}::jsonb`,
      purpose: contribution.purpose,
      signed_on: contribution.signedOn,
      created_by: contribution.createdBy,
    })
    .execute();
}

/** Counts money that came in; false when it would exceed the pledge. */
export async function takePledge(tx: ActorTx, id: string, amountWon: number): Promise<boolean> {
  const result = await sql`update contribution set received_won = received_won + ${amountWon} where id = ${id} and received_won + ${amountWon} <= pledged_won`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Counts money that goes to the programme year; false when less came in. */
export async function takeReceived(tx: ActorTx, id: string, amountWon: number): Promise<boolean> {
  const result = await sql`update contribution set allocated_won = allocated_won + ${amountWon} where id = ${id} and allocated_won + ${amountWon} <= received_won`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** How earlier contributions of the same organisation in the year may be used; null when there is none. */
export async function findContributionUse(tx: ActorTx, organisationId: string, programmeYearId: string): Promise<ContributionUse | null> {
  const result = await sql<{ use: string | null }>`select earmark ->> 'use' as use from contribution where organisation_id = ${organisationId} and programme_year_id = ${programmeYearId} limit 1`.execute(tx);
  const row = result.rows[0];
  return row ? (row.use === 'own_suppliers' ? 'own_suppliers' : 'any') : null;
}

/** Organisations that may contribute, by name. */
export async function listContributors(tx: ActorTx): Promise<{ id: string; name: string }[]> {
  return tx.selectFrom('organisation').select(['id', 'name']).where('is_contributing', '=', true).where('is_active', '=', true).orderBy('name').limit(300).execute();
}

/** Programme years that money is recorded for, newest first. */
export async function listMoneyYears(tx: ActorTx): Promise<{ id: string; label: Text; status: string }[]> {
  const rows = await tx.selectFrom('programme_year').select(['id', 'label', 'status']).where('status', '<>', 'history').orderBy('number', 'desc').limit(30).execute();
  return rows.map((row) => ({ id: row.id, label: row.label as unknown as Text, status: row.status }));
}
