import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** A bank account of a firm; the number itself stays in the database. */
export interface BankAccountRow {
  readonly id: string;
  readonly firmId: string;
  readonly bankCode: string;
  readonly bankName: string;
  readonly holder: string;
  readonly lastDigits: string;
  readonly documentId: string | null;
  readonly status: 'proposed' | 'entered' | 'verified' | 'refused' | 'replaced';
  readonly enteredBy: string | null;
  readonly enteredByName: string | null;
  readonly enteredAt: Date;
  readonly verifiedBy: string | null;
  readonly verifiedByName: string | null;
  readonly verifiedAt: Date | null;
  readonly usableFrom: Date | null;
}

interface Raw {
  id: string;
  firm_id: string;
  bank_code: string;
  bank_name: string;
  holder: string;
  last_digits: string;
  document_id: string | null;
  status: string;
  entered_by: string | null;
  entered_name: string | null;
  entered_at: string;
  verified_by: string | null;
  verified_name: string | null;
  verified_at: string | null;
  usable_from: string | null;
}

const columns = sql`id, firm_id, bank_code, bank_name, holder, last_digits, document_id, status, entered_by, person_name(entered_by) as entered_name, entered_at,
  verified_by, person_name(verified_by) as verified_name, verified_at, usable_from`;

function read(row: Raw): BankAccountRow {
  return {
    id: row.id,
    firmId: row.firm_id,
    bankCode: row.bank_code,
    bankName: row.bank_name,
    holder: row.holder,
    lastDigits: row.last_digits,
    documentId: row.document_id,
    status: row.status as BankAccountRow['status'],
    enteredBy: row.entered_by,
    enteredByName: row.entered_name,
    enteredAt: new Date(row.entered_at),
    verifiedBy: row.verified_by,
    verifiedByName: row.verified_name,
    verifiedAt: row.verified_at ? new Date(row.verified_at) : null,
    usableFrom: row.usable_from ? new Date(row.usable_from) : null,
  };
}

/** The newest account of a firm, or null; accounts that are only proposed in a change request take no part. */
export async function findNewestBankAccount(tx: ActorTx, firmId: string): Promise<BankAccountRow | null> {
  const result = await sql<Raw>`select ${columns} from bank_account where firm_id = ${firmId} and status <> 'proposed' order by entered_at desc, id desc limit 1`.execute(tx);
  return result.rows[0] ? read(result.rows[0]) : null;
}

/** One account; null when unknown or not visible. */
export async function findBankAccount(tx: ActorTx, id: string): Promise<BankAccountRow | null> {
  const result = await sql<Raw>`select ${columns} from bank_account where id = ${id}`.execute(tx);
  return result.rows[0] ? read(result.rows[0]) : null;
}

export interface NewBankAccount {
  readonly id: string;
  readonly firmId: string;
  readonly bankCode: string;
  readonly bankName: string;
  readonly holder: string;
  readonly lastDigits: string;
  readonly cipher: Buffer;
  readonly keyId: string;
  readonly numberHash: Buffer;
  readonly documentId: string | null;
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly replacesId: string | null;
  /** True for an account of a change request, which counts only once the request is approved. */
  readonly isProposed?: boolean;
}

/** Writes an account; a change is always a new row. */
export async function insertBankAccount(tx: ActorTx, account: NewBankAccount): Promise<void> {
  await tx
    .insertInto('bank_account')
    .values({
      id: account.id,
      firm_id: account.firmId,
      bank_code: account.bankCode,
      bank_name: account.bankName,
      holder: account.holder,
      last_digits: account.lastDigits,
      number_cipher: account.cipher,
      key_id: account.keyId,
      number_hash: account.numberHash,
      document_id: account.documentId,
      entered_by: account.enteredBy,
      entered_at: account.enteredAt,
      replaces_id: account.replacesId,
      ...(account.isProposed ? { status: 'proposed' } : {}),
    })
    .execute();
}

/** Decides on an entered or proposed account; false when it was decided already. A verified account replaces the earlier ones of the firm. */
export async function decideBankAccount(tx: ActorTx, account: { id: string; firmId: string }, decision: { verified: boolean; by: string; at: Date; usableFrom: Date }): Promise<boolean> {
  const result = await tx
    .updateTable('bank_account')
    .set(decision.verified ? { status: 'verified', verified_by: decision.by, verified_at: decision.at, usable_from: decision.usableFrom } : { status: 'refused', verified_by: decision.by, verified_at: decision.at })
    .where('id', '=', account.id)
    .where('status', 'in', ['entered', 'proposed'])
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) return false;
  if (decision.verified) {
    await tx.updateTable('bank_account').set({ status: 'replaced' }).where('firm_id', '=', account.firmId).where('id', '<>', account.id).where('status', '=', 'verified').execute();
  }
  return true;
}

/** How many other accounts of the firm were verified at some time. */
export async function countVerifiedAccounts(tx: ActorTx, firmId: string, exceptId: string): Promise<number> {
  const result = await sql<{ n: string }>`select count(*) as n from bank_account where firm_id = ${firmId} and id <> ${exceptId} and status in ('verified', 'replaced')`.execute(tx);
  return Number(result.rows[0]?.n ?? 0);
}

/** How many other firms use the same account number; a sign of a shared or hijacked account. */
export async function countFirmsWithNumber(tx: ActorTx, id: string): Promise<number> {
  const result = await sql<{ n: string }>`
    select count(distinct o.firm_id) as n from bank_account b join bank_account o on o.number_hash = b.number_hash and o.firm_id <> b.firm_id where b.id = ${id}`.execute(tx);
  return Number(result.rows[0]?.n ?? 0);
}

/** Ciphertext of an account number, given to the finance officer only; null for everybody else. */
export async function findAccountCipher(tx: ActorTx, id: string): Promise<{ cipher: Buffer; keyId: string } | null> {
  const result = await sql<{ number_cipher: Buffer; key_id: string }>`select number_cipher, key_id from bank_account_number(${id})`.execute(tx);
  const row = result.rows[0];
  return row ? { cipher: row.number_cipher, keyId: row.key_id } : null;
}
