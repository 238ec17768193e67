import { sql } from 'kysely';
import type { AccountKey, AccountKind } from '#app/domain/grants/ledger.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** Kinds of transfers as stored. */
export type LedgerTransferKind = 'contribution' | 'allocation' | 'commitment' | 'release' | 'payment' | 'own_share' | 'settlement' | 'return' | 'clawback' | 'reversal';

/** The id of an account; it is opened when it does not exist. Only accounts of kind `outside` may be negative. */
export async function openLedgerAccount(tx: ActorTx, key: AccountKey): Promise<string> {
  const { kind, programmeYearId = null, organisationId = null, firmId = null, agreementId = null } = key;
  await sql`
    insert into ledger_account (kind, programme_year_id, organisation_id, firm_id, agreement_id, may_be_negative)
    values (${kind}, ${programmeYearId}, ${organisationId}, ${firmId}, ${agreementId}, ${kind === 'outside'}) on conflict do nothing`.execute(tx);
  const found = await sql<{ id: string }>`
    select id from ledger_account where kind = ${kind} and programme_year_id is not distinct from ${programmeYearId}::uuid
      and organisation_id is not distinct from ${organisationId}::uuid and firm_id is not distinct from ${firmId}::uuid and agreement_id is not distinct from ${agreementId}::uuid`.execute(tx);
  const id = found.rows[0]?.id;
  if (!id) throw new Error('The ledger account cannot be read.');
  return id;
}

export interface NewLedgerTransfer {
  readonly id: string;
  readonly kind: LedgerTransferKind;
  readonly programmeYearId: string | null;
  readonly agreementId: string | null;
  readonly trancheId: string | null;
  readonly reversesId: string | null;
  readonly idempotencyKey: string;
  readonly memo: string | null;
  readonly recordedBy: string | null;
  readonly recordedAt: Date;
}

/** Writes a transfer; false when one with the same key exists, which is then left as it is. */
export async function insertLedgerTransfer(tx: ActorTx, transfer: NewLedgerTransfer): Promise<boolean> {
  const result = await sql`
    insert into ledger_transfer (id, kind, programme_year_id, agreement_id, tranche_id, reverses_id, idempotency_key, memo, recorded_by, recorded_at)
    values (${transfer.id}, ${transfer.kind}, ${transfer.programmeYearId}, ${transfer.agreementId}, ${transfer.trancheId}, ${transfer.reversesId},
      ${transfer.idempotencyKey}, ${transfer.memo}, ${transfer.recordedBy}, ${transfer.recordedAt}) on conflict (idempotency_key) do nothing`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Writes all lines of a transfer in one statement. */
export async function insertLedgerLines(tx: ActorTx, transferId: string, lines: readonly { accountId: string; amountWon: number }[]): Promise<void> {
  await tx
    .insertInto('ledger_line')
    .values(lines.map((line) => ({ transfer_id: transferId, account_id: line.accountId, amount_won: line.amountWon })))
    .execute();
}

/** The id of the transfer written under a key, or null. */
export async function findTransferByKey(tx: ActorTx, key: string): Promise<string | null> {
  const row = await tx.selectFrom('ledger_transfer').select('id').where('idempotency_key', '=', key).executeTakeFirst();
  return row?.id ?? null;
}

/** The payment of a tranche, or null. */
export async function findPaymentOfTranche(tx: ActorTx, trancheId: string): Promise<string | null> {
  const row = await tx.selectFrom('ledger_transfer').select('id').where('tranche_id', '=', trancheId).where('kind', '=', 'payment').executeTakeFirst();
  return row?.id ?? null;
}

/** Lines of one transfer, each with what its account holds now. */
export async function listLinesOfTransfer(tx: ActorTx, transferId: string): Promise<{ accountId: string; amountWon: number; balanceWon: number }[]> {
  const rows = await tx
    .selectFrom('ledger_line as l')
    .innerJoin('ledger_account as a', 'a.id', 'l.account_id')
    .select(['l.account_id', 'l.amount_won', 'a.balance_won'])
    .where('l.transfer_id', '=', transferId)
    .orderBy('l.id')
    .execute();
  return rows.map((row) => ({ accountId: row.account_id, amountWon: row.amount_won, balanceWon: row.balance_won }));
}

/** Money of one contributor that is free in a programme year, and whether it may go to this firm. */
export interface Pool {
  readonly organisationId: string;
  readonly organisationName: string;
  readonly balanceWon: number;
  /** The contributor wants its money to go to its own suppliers only. */
  readonly ownSuppliersOnly: boolean;
  /** The firm belongs to the contributor: same group, or a supplier of it. */
  readonly isOwn: boolean;
}

/** Free money of a year per contributor, the firm's own contributors first. Locks nothing; the account check is the net. */
export async function listPools(tx: ActorTx, input: { programmeYearId: string; applicationId: string; firmId: string }): Promise<Pool[]> {
  const result = await sql<{ organisation_id: string; name: string; balance_won: string | number; own_only: boolean; is_own: boolean }>`
    select p.organisation_id, o.name, p.balance_won,
      coalesce((select bool_and(c.earmark ->> 'use' = 'own_suppliers') from contribution c where c.organisation_id = o.id and c.programme_year_id = ${input.programmeYearId}), false) as own_only,
      (o.id = a.organisation_id or (o.group_name is not null and o.group_name = g.group_name)
        or exists (select from supply_relation r where r.firm_id = ${input.firmId} and r.parent_id = o.id and r.ended_on is null)) is true as is_own
    from ledger_account p join organisation o on o.id = p.organisation_id join application a on a.id = ${input.applicationId} left join organisation g on g.id = a.organisation_id
    where p.kind = 'programme_year' and p.programme_year_id = ${input.programmeYearId} and p.firm_id is null and p.agreement_id is null and p.balance_won > 0
    order by is_own desc, own_only desc, p.created_at, p.id`.execute(tx);
  return result.rows.map((row) => ({ organisationId: row.organisation_id, organisationName: row.name, balanceWon: Number(row.balance_won), ownSuppliersOnly: row.own_only, isOwn: row.is_own }));
}

/** Balances of accounts of one kind that a firm has in a year, per contributor in a fixed order. */
export async function listFirmBalances(tx: ActorTx, input: { kind: AccountKind; programmeYearId: string; firmId: string }): Promise<{ organisationId: string | null; balanceWon: number }[]> {
  const rows = await tx
    .selectFrom('ledger_account')
    .select(['organisation_id', 'balance_won'])
    .where('kind', '=', input.kind)
    .where('programme_year_id', '=', input.programmeYearId)
    .where('firm_id', '=', input.firmId)
    .where('balance_won', '>', 0)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ organisationId: row.organisation_id, balanceWon: row.balance_won }));
}

/** Balance of a year by kind of account. */
export interface KindBalance {
  readonly kind: AccountKind;
  readonly accounts: number;
  readonly balanceWon: number;
}

/** Balances by kind of account, of one year or of all. */
export async function sumLedgerByKind(tx: ActorTx, programmeYearId: string | null): Promise<KindBalance[]> {
  const result = await sql<{ kind: AccountKind; accounts: string; balance: string }>`
    select kind, count(*) as accounts, sum(balance_won) as balance from ledger_account
    where ${programmeYearId}::uuid is null or programme_year_id = ${programmeYearId}::uuid group by kind`.execute(tx);
  return result.rows.map((row) => ({ kind: row.kind, accounts: Number(row.accounts), balanceWon: Number(row.balance) }));
}

/** One account in a statement. */
export interface StatementAccount {
  readonly id: string;
  readonly kind: AccountKind;
  readonly yearLabel: Text | null;
  readonly organisationName: string | null;
  readonly firmName: string | null;
  readonly balanceWon: number;
}

/** One line of a statement with the running balance of its account. */
export interface StatementLine {
  readonly id: string;
  readonly transferId: string;
  readonly kind: LedgerTransferKind;
  readonly memo: string | null;
  readonly recordedAt: Date;
  readonly recorderName: string | null;
  readonly accountKind: AccountKind;
  readonly organisationName: string | null;
  readonly firmName: string | null;
  readonly agreementNumber: string | null;
  readonly amountWon: number;
  readonly balanceAfterWon: number;
}

type Owner = { readonly organisationId: string } | { readonly firmId: string };

const owned = (owner: Owner) => ('firmId' in owner ? sql`a.firm_id = ${owner.firmId}` : sql`a.organisation_id = ${owner.organisationId}`);

/** The accounts of a contributor or of a firm with their balances. */
export async function listStatementAccounts(tx: ActorTx, owner: Owner): Promise<StatementAccount[]> {
  const result = await sql<{ id: string; kind: AccountKind; label: Text | null; organisation: string | null; firm: string | null; balance_won: string | number }>`
    select a.id, a.kind, y.label, o.name as organisation, f.name as firm, a.balance_won from ledger_account a
      left join programme_year y on y.id = a.programme_year_id left join organisation o on o.id = a.organisation_id left join firm f on f.id = a.firm_id
    where ${owned(owner)} order by a.created_at, a.id limit 500`.execute(tx);
  return result.rows.map((row) => ({ id: row.id, kind: row.kind, yearLabel: row.label, organisationName: row.organisation, firmName: row.firm, balanceWon: Number(row.balance_won) }));
}

/** The newest lines in the accounts of a contributor or of a firm, newest first, with the balance after each. */
export async function listStatementLines(tx: ActorTx, owner: Owner, limit = 300): Promise<StatementLine[]> {
  const result = await sql<{
    id: string; transfer_id: string; kind: LedgerTransferKind; memo: string | null; recorded_at: string; recorder: string | null; account_kind: AccountKind;
    organisation: string | null; firm: string | null; number: string | null; amount_won: string | number; after: string;
  }>`
    select l.id, t.id as transfer_id, t.kind, t.memo, t.recorded_at, person_name(t.recorded_by) as recorder, a.kind as account_kind, o.name as organisation, f.name as firm,
      g.number, l.amount_won, sum(l.amount_won) over (partition by l.account_id order by t.recorded_at, l.id) as after
    from ledger_line l join ledger_account a on a.id = l.account_id join ledger_transfer t on t.id = l.transfer_id
      left join organisation o on o.id = a.organisation_id left join firm f on f.id = a.firm_id left join agreement g on g.id = t.agreement_id
    where ${owned(owner)} order by t.recorded_at desc, l.id desc limit ${limit}`.execute(tx);
  return result.rows.map((row) => ({
    id: row.id,
    transferId: row.transfer_id,
    kind: row.kind,
    memo: row.memo,
    recordedAt: new Date(row.recorded_at),
    recorderName: row.recorder,
    accountKind: row.account_kind,
    organisationName: row.organisation,
    firmName: row.firm,
    agreementNumber: row.number,
    amountWon: Number(row.amount_won),
    balanceAfterWon: Number(row.after),
  }));
}

/** A firm that has money in the ledger. */
export interface LedgerFirm {
  readonly firmId: string;
  readonly firmName: string;
  readonly committedWon: number;
  readonly paidWon: number;
}

/** Firms with accounts in a year: what is committed and not paid, and what is paid; by name. */
export async function listLedgerFirms(tx: ActorTx, programmeYearId: string): Promise<LedgerFirm[]> {
  const result = await sql<{ firm_id: string; name: string; committed: string; paid: string }>`
    select a.firm_id, f.name, coalesce(sum(a.balance_won) filter (where a.kind = 'firm_grant'), 0) as committed, coalesce(sum(a.balance_won) filter (where a.kind = 'firm_paid'), 0) as paid
    from ledger_account a join firm f on f.id = a.firm_id where a.programme_year_id = ${programmeYearId} group by a.firm_id, f.name order by f.name, a.firm_id limit 500`.execute(tx);
  return result.rows.map((row) => ({ firmId: row.firm_id, firmName: row.name, committedWon: Number(row.committed), paidWon: Number(row.paid) }));
}
