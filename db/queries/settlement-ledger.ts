import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** Adds to what the firm gave back; false when more would come back than was paid. */
export async function addReturned(tx: ActorTx, agreementId: string, won: number): Promise<boolean> {
  const result = await sql`update agreement set returned_won = returned_won + ${won}::bigint where id = ${agreementId} and returned_won + ${won}::bigint <= paid_won`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** What was booked as accepted use of the grant so far, in won. */
export async function sumSettled(tx: ActorTx, agreementId: string): Promise<number> {
  const result = await sql<{ won: string }>`
    select coalesce(-sum(l.amount_won), 0) as won from ledger_transfer t join ledger_line l on l.transfer_id = t.id join ledger_account a on a.id = l.account_id
    where t.agreement_id = ${agreementId} and t.kind = 'settlement' and a.kind = 'firm_paid'`.execute(tx);
  return Number(result.rows[0]?.won ?? 0);
}

/** Whose money a firm ever held in a programme year: contributors in a fixed order. */
export async function listFirmPools(tx: ActorTx, input: { programmeYearId: string; firmId: string }): Promise<(string | null)[]> {
  const rows = await sql<{ id: string | null }>`
    select organisation_id as id from ledger_account where programme_year_id = ${input.programmeYearId} and firm_id = ${input.firmId} group by organisation_id order by min(created_at), organisation_id`.execute(tx);
  return rows.rows.map((row) => row.id);
}

/** Sum of the balances of some kinds of accounts that a firm has in a programme year, in won. */
export async function sumFirmBalances(tx: ActorTx, input: { programmeYearId: string; firmId: string; kinds: readonly string[] }): Promise<number> {
  const result = await sql<{ won: string }>`
    select coalesce(sum(balance_won), 0) as won from ledger_account
    where programme_year_id = ${input.programmeYearId} and firm_id = ${input.firmId} and kind = any(${sql.val([...input.kinds])}::text[])`.execute(tx);
  return Number(result.rows[0]?.won ?? 0);
}
