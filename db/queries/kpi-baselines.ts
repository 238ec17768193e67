import { sql } from 'kysely';
import type { MonthlyCount } from '#app/domain/outcomes/measurement-window.ts';
import type { ActorTx } from '../transaction.ts';

/** Whether any value was ever entered for a card. */
export async function hasReadings(tx: ActorTx, cardId: string): Promise<boolean> {
  return (await tx.selectFrom('kpi_reading').select('id').where('kpi_card_id', '=', cardId).limit(1).executeTakeFirst()) !== undefined;
}

export interface BaselineMonth {
  readonly id: string;
  readonly cardId: string;
  readonly applicationId: string;
  readonly firmId: string;
  /** YYYY-MM */
  readonly month: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number;
  readonly by: string | null;
  readonly at: Date;
}

/** Stores the counts of one baseline month of a draft card, replacing earlier ones of that month. */
export async function saveBaselineMonth(tx: ActorTx, row: BaselineMonth): Promise<void> {
  const month = `${row.month}-01`;
  const updated = await tx
    .updateTable('kpi_reading')
    .set({ numerator: row.numerator, denominator: row.denominator, value: row.value, recorded_by: row.by, recorded_at: row.at })
    .where('kpi_card_id', '=', row.cardId)
    .where('kind', '=', 'monthly')
    .where('month', '=', month)
    .where('state', '=', 'recorded')
    .executeTakeFirst();
  if (Number(updated.numUpdatedRows) > 0) return;
  await tx
    .insertInto('kpi_reading')
    .values({
      id: row.id, kpi_card_id: row.cardId, application_id: row.applicationId, firm_id: row.firmId, state: 'recorded', state_since: row.at, kind: 'monthly', month,
      numerator: row.numerator, denominator: row.denominator, value: row.value, recorded_by: row.by, recorded_at: row.at,
    })
    .execute();
}

export interface FrozenBaseline {
  readonly cardId: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly version: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number;
  readonly target: number;
  readonly from: string;
  readonly to: string;
  readonly grade: 'A' | 'B' | 'C';
  readonly months: readonly MonthlyCount[];
  /** SHA-256, hex. */
  readonly hash: string;
  readonly by: string | null;
  readonly at: Date;
}

/** Writes the frozen baseline and marks the card with it; from here on neither can be changed. */
export async function freezeBaseline(tx: ActorTx, frozen: FrozenBaseline): Promise<void> {
  const hash = Buffer.from(frozen.hash, 'hex');
  await tx
    .insertInto('kpi_baseline')
    .values({
      kpi_card_id: frozen.cardId, version: frozen.version, application_id: frozen.applicationId, firm_id: frozen.firmId, numerator: frozen.numerator, denominator: frozen.denominator,
      value: frozen.value, target_value: frozen.target, measured_from: frozen.from, measured_to: frozen.to, grade: frozen.grade,
      monthly: sql`${JSON.stringify(frozen.months)}::jsonb`, hash, approved_by: frozen.by, frozen_at: frozen.at,
    })
    .execute();
  await tx.updateTable('kpi_card').set({ frozen_at: frozen.at, frozen_by: frozen.by, hash }).where('id', '=', frozen.cardId).execute();
}

/**
 * Writes the next version of a frozen baseline with a raised target and freezes the card with it, in the one statement in
 * which the database allows it; false when the card is not open for it. The earlier version stays.
 */
export async function raiseFrozenTarget(tx: ActorTx, frozen: FrozenBaseline): Promise<boolean> {
  const hash = Buffer.from(frozen.hash, 'hex');
  await tx
    .insertInto('kpi_baseline')
    .values({
      kpi_card_id: frozen.cardId, version: frozen.version, application_id: frozen.applicationId, firm_id: frozen.firmId, numerator: frozen.numerator, denominator: frozen.denominator,
      value: frozen.value, target_value: frozen.target, measured_from: frozen.from, measured_to: frozen.to, grade: frozen.grade,
      monthly: sql`${JSON.stringify(frozen.months)}::jsonb`, hash, approved_by: frozen.by, frozen_at: frozen.at,
    })
    .execute();
  const result = await sql`update kpi_card set state = 'frozen', state_since = ${frozen.at}, version = version + 1, baseline_version = ${frozen.version}, target_value = ${frozen.target}, hash = ${hash}
    where id = ${frozen.cardId} and state = 'rebaseline_requested' and baseline_version = ${frozen.version - 1}`.execute(tx);
  return result.numAffectedRows === 1n;
}
