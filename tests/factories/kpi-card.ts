import { createHash } from 'node:crypto';
import type { Owner } from './owner.ts';
import type { ActiveAssignment } from './visit.ts';

interface FrozenCardOptions {
  readonly code?: string;
  readonly value?: number;
  readonly target?: number;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly windowMonths?: number;
  readonly from?: string;
  readonly to?: string;
}

/** Makes a card whose baseline is frozen: defect rate 2.93 % (May to July 2026), target 2.05 %. */
export async function createFrozenCard(owner: Owner, at: Pick<ActiveAssignment, 'applicationId' | 'firm' | 'consultant'>, options: FrozenCardOptions = {}): Promise<string> {
  const { code = 'Q1', value = 2.93, target = 2.05, numerator = 293, denominator = 10_000, windowMonths = 3, from = '2026-05-01', to = '2026-07-31' } = options;
  const hash = createHash('sha256').update(`${at.applicationId}${code}`).digest();
  const [card] = await owner<{ id: string }>(
    `insert into kpi_card (application_id, firm_id, definition_code, state, unit, better, factor, decimals, product_scope, measuring_source, window_months, baseline_from, baseline_to,
       baseline_numerator, baseline_denominator, baseline_value, baseline_grade, target_value, target_on, frozen_at, hash, firm_signed_at, firm_signed_by, consultant_signed_at, consultant_signed_by)
     select $1, $2, d.code, 'frozen', d.unit, d.better, d.factor, d.decimals, 'Line 2', 'Daily production sheet', $4, $5, $6, $7, $8, $9, 'B', $10, '2027-07-31', now(), $11, now(), $12, now(), $13
     from kpi_definition d where d.code = $3 returning id`,
    [at.applicationId, at.firm.id, code, windowMonths, from, to, numerator, denominator, value, target, hash, at.firm.representative.userId, at.consultant.userId],
  );
  if (!card) throw new Error('The card was not made.');
  await owner(
    `insert into kpi_baseline (kpi_card_id, version, application_id, firm_id, numerator, denominator, value, target_value, measured_from, measured_to, grade, hash)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, 'B', $10)`,
    [card.id, at.applicationId, at.firm.id, numerator, denominator, value, target, from, to, hash],
  );
  return card.id;
}

/** Writes confirmed monthly readings, one per [month, numerator, denominator]; the value is their rate. */
export async function addReadings(owner: Owner, at: ActiveAssignment, cardId: string, months: readonly (readonly [string, number, number])[]): Promise<void> {
  for (const [month, numerator, denominator] of months) {
    await owner(
      `insert into kpi_reading (kpi_card_id, application_id, firm_id, state, month, numerator, denominator, value, recorded_by, confirmed_by, confirmed_at)
       select $1, $2, $3, 'confirmed', $4, $5::numeric, $6::numeric, round($5::numeric / $6::numeric * c.factor, 4), $7, $8, now() from kpi_card c where c.id = $1`,
      [cardId, at.applicationId, at.firm.id, `${month}-01`, numerator, denominator, at.shopFloor.userId, at.consultant.userId],
    );
  }
}
