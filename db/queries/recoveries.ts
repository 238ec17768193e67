import { sql, type Updateable } from 'kysely';
import type { RecoveryState } from '#app/domain/grants/recovery-machine.ts';
import type { Recovery, RecoveryCalculation } from '#app/domain/grants/settlement-record.ts';
import type { ActorTx } from '../transaction.ts';
import type { DB } from '../types.gen.ts';

/** The newest recovery of a case; null when there is none or the reader may not see it. */
export async function findRecovery(tx: ActorTx, applicationId: string): Promise<Recovery | null> {
  const row = await tx
    .selectFrom('recovery')
    .select(['id', 'settlement_id', 'state', 'version', 'source', 'facts', 'law_basis', 'amount_won', 'interest_won', 'surcharge_won', 'paid_won', 'notice_sent_at', 'opinion_due_on', 'opinion', 'due_on',
      'investigated_by', 'decided_by', 'decided_at', 'appeal_until'])
    .select(sql<RecoveryCalculation | Record<string, never>>`calculation`.as('calculation'))
    .where('application_id', '=', applicationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    settlementId: row.settlement_id,
    state: row.state as RecoveryState,
    version: row.version,
    source: row.source,
    facts: row.facts,
    lawBasis: row.law_basis,
    amountWon: row.amount_won,
    interestWon: row.interest_won,
    surchargeWon: row.surcharge_won,
    paidWon: row.paid_won,
    calculation: 'totalWon' in row.calculation ? (row.calculation as RecoveryCalculation) : null,
    noticeSentAt: row.notice_sent_at,
    opinionDueOn: row.opinion_due_on,
    opinion: row.opinion,
    dueOn: row.due_on,
    investigatedBy: row.investigated_by,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    appealUntil: row.appeal_until,
  };
}

export interface NewRecovery {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly agreementId: string | null;
  readonly settlementId?: string | null;
  readonly state: 'suspected' | 'demanded';
  readonly source: string;
  readonly facts: string;
  readonly amountWon?: number;
  readonly interestWon?: number;
  readonly demandedOn?: string;
  readonly dueOn?: string;
  readonly at: Date;
}

/** Adds a recovery. */
export async function insertRecovery(tx: ActorTx, row: NewRecovery): Promise<void> {
  await tx
    .insertInto('recovery')
    .values({
      id: row.id,
      application_id: row.applicationId,
      firm_id: row.firmId,
      agreement_id: row.agreementId,
      settlement_id: row.settlementId ?? null,
      state: row.state,
      state_since: row.at,
      source: row.source,
      facts: row.facts,
      amount_won: row.amountWon ?? null,
      interest_won: row.interestWon ?? 0,
      demanded_on: row.demandedOn ?? null,
      due_on: row.dueOn ?? null,
    })
    .execute();
}

type Columns = Omit<Updateable<DB['recovery']>, 'calculation' | 'instalments'>;

/** Changes columns of a recovery beside its state. */
export async function patchRecovery(tx: ActorTx, id: string, set: Columns & { calculation?: RecoveryCalculation }): Promise<void> {
  const { calculation, ...rest } = set;
  await tx
    .updateTable('recovery')
    .set({ ...rest, ...(calculation ? { calculation: sql<never>`${JSON.stringify(calculation)}::jsonb` } : {}) })
    .where('id', '=', id)
    .execute();
}
