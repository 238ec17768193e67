import { sql } from 'kysely';
import type { KpiCardState } from '#app/domain/outcomes/kpi-card-machine.ts';
import type { MonthlyCount } from '#app/domain/outcomes/measurement-window.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** One line of the KPI catalogue with its measure. */
export interface KpiDefinitionRow {
  readonly code: string;
  readonly name: Text;
  readonly family: string;
  readonly formula: Text;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly numeratorLabel: Text | null;
  readonly denominatorLabel: Text | null;
  /** value = numerator ÷ denominator × factor */
  readonly factor: number;
  readonly decimals: number;
  readonly isPart: boolean;
}

/** The card of one KPI of a case with the definition it rests on. */
export interface KpiCardRow {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly definitionCode: string;
  readonly definition: KpiDefinitionRow;
  readonly state: KpiCardState;
  readonly version: number;
  readonly scope: string | null;
  readonly source: string | null;
  readonly method: string | null;
  readonly windowMonths: number;
  readonly baselineFrom: string | null;
  readonly baselineTo: string | null;
  readonly baselineNumerator: number | null;
  readonly baselineDenominator: number | null;
  readonly baselineValue: number | null;
  readonly baselineGrade: 'A' | 'B' | 'C' | null;
  readonly baselineVersion: number;
  readonly targetValue: number | null;
  readonly targetOn: string | null;
  readonly frozenAt: Date | null;
  readonly hash: string | null;
  readonly firmSignedAt: Date | null;
  readonly firmSignerName: string | null;
  readonly consultantSignedAt: Date | null;
  readonly consultantSignerName: string | null;
  /** Counts of the baseline months, oldest first. */
  readonly months: readonly MonthlyCount[];
}

const number = (value: string | null): number | null => (value === null ? null : Number(value));

/** The catalogue in its order. */
export async function listDefinitions(tx: ActorTx): Promise<KpiDefinitionRow[]> {
  const rows = await tx
    .selectFrom('kpi_definition')
    .select(['code', 'family', 'unit', 'better', 'factor', 'decimals', 'is_part'])
    .select([sql<Text>`name`.as('name'), sql<Text>`formula`.as('formula'), sql<Text | null>`numerator_label`.as('numerator_label'), sql<Text | null>`denominator_label`.as('denominator_label')])
    .where('is_active', '=', true)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    code: row.code, name: row.name, family: row.family, formula: row.formula, unit: row.unit, better: row.better as 'lower' | 'higher',
    numeratorLabel: row.numerator_label, denominatorLabel: row.denominator_label, factor: Number(row.factor), decimals: row.decimals, isPart: row.is_part,
  }));
}

/** The cards of a case in the order of the catalogue, with the counts of their baseline months. */
export async function listCards(tx: ActorTx, applicationId: string): Promise<KpiCardRow[]> {
  const catalogue = await listDefinitions(tx);
  const definitions = new Map(catalogue.map((row) => [row.code, row]));
  const place = (code: string) => catalogue.findIndex((row) => row.code === code);
  const rows = await tx
    .selectFrom('kpi_card as c')
    .select([
      'c.id', 'c.application_id', 'c.firm_id', 'c.definition_code', 'c.state', 'c.version', 'c.product_scope', 'c.measuring_source', 'c.measuring_method', 'c.window_months',
      'c.baseline_from', 'c.baseline_to', 'c.baseline_numerator', 'c.baseline_denominator', 'c.baseline_value', 'c.baseline_grade', 'c.baseline_version',
      'c.target_value', 'c.target_on', 'c.frozen_at', 'c.hash', 'c.firm_signed_at', 'c.consultant_signed_at',
    ])
    .select([
      sql<string | null>`person_name(c.firm_signed_by)`.as('firm_signer'),
      sql<string | null>`person_name(c.consultant_signed_by)`.as('consultant_signer'),
      sql<{ month: string; numerator: number | string; denominator: number | string }[] | null>`(
        select jsonb_agg(jsonb_build_object('month', to_char(r.month, 'YYYY-MM'), 'numerator', r.numerator, 'denominator', r.denominator) order by r.month)
        from kpi_reading r where r.kpi_card_id = c.id and r.kind = 'monthly' and r.state not in ('rejected', 'corrected')
          and r.numerator is not null and r.denominator is not null and r.month between c.baseline_from and c.baseline_to)`.as('months'),
    ])
    .where('c.application_id', '=', applicationId)
    .orderBy('c.created_at')
    .orderBy('c.id')
    .execute();
  return rows.sort((left, right) => place(left.definition_code) - place(right.definition_code)).flatMap((row) => {
    const definition = definitions.get(row.definition_code);
    if (!definition) return [];
    return [{
      id: row.id, applicationId: row.application_id, firmId: row.firm_id, definitionCode: row.definition_code, definition, state: row.state as KpiCardState, version: row.version,
      scope: row.product_scope, source: row.measuring_source, method: row.measuring_method, windowMonths: row.window_months,
      baselineFrom: row.baseline_from, baselineTo: row.baseline_to, baselineNumerator: number(row.baseline_numerator), baselineDenominator: number(row.baseline_denominator),
      baselineValue: number(row.baseline_value), baselineGrade: row.baseline_grade as KpiCardRow['baselineGrade'], baselineVersion: row.baseline_version,
      targetValue: number(row.target_value), targetOn: row.target_on, frozenAt: row.frozen_at, hash: row.hash ? row.hash.toString('hex') : null,
      firmSignedAt: row.firm_signed_at, firmSignerName: row.firm_signer, consultantSignedAt: row.consultant_signed_at, consultantSignerName: row.consultant_signer,
      months: (row.months ?? []).map((month) => ({ month: month.month, numerator: Number(month.numerator), denominator: Number(month.denominator) })),
    }];
  });
}

export interface NewCard {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly definition: KpiDefinitionRow;
  readonly scope: string | null;
  readonly source: string | null;
  readonly windowMonths: number;
  readonly baselineFrom: string;
  readonly baselineTo: string;
  readonly targetOn: string;
  readonly by: string | null;
  readonly at: Date;
}

/** Creates a card in state `draft`. */
export async function insertCard(tx: ActorTx, card: NewCard): Promise<void> {
  await tx
    .insertInto('kpi_card')
    .values({
      id: card.id, application_id: card.applicationId, firm_id: card.firmId, definition_code: card.definition.code, state: 'draft', state_since: card.at,
      unit: card.definition.unit, better: card.definition.better, factor: card.definition.factor, decimals: card.definition.decimals,
      product_scope: card.scope, measuring_source: card.source, window_months: card.windowMonths, baseline_from: card.baselineFrom, baseline_to: card.baselineTo,
      target_on: card.targetOn, created_by: card.by, created_at: card.at,
    })
    .execute();
}

export interface CardPatch {
  readonly scope: string | null;
  readonly source: string | null;
  readonly method: string | null;
  readonly windowMonths: number;
  readonly baselineFrom: string;
  readonly baselineTo: string;
  readonly baselineNumerator: number | null;
  readonly baselineDenominator: number | null;
  readonly baselineValue: number | null;
  readonly baselineGrade: 'A' | 'B' | 'C' | null;
  readonly targetValue: number | null;
}

/** Stores the content of a draft card and counts its version up; false when another version is stored. */
export async function saveCard(tx: ActorTx, id: string, patch: CardPatch, version: number): Promise<boolean> {
  const result = await tx
    .updateTable('kpi_card')
    .set({
      product_scope: patch.scope, measuring_source: patch.source, measuring_method: patch.method, window_months: patch.windowMonths, baseline_from: patch.baselineFrom,
      baseline_to: patch.baselineTo, baseline_numerator: patch.baselineNumerator, baseline_denominator: patch.baselineDenominator, baseline_value: patch.baselineValue,
      baseline_grade: patch.baselineGrade, target_value: patch.targetValue, version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Sets or withdraws the firm's signature on a draft card. */
export async function setFirmSignature(tx: ActorTx, id: string, signed: { at: Date; by: string | null } | null): Promise<void> {
  await tx.updateTable('kpi_card').set({ firm_signed_at: signed?.at ?? null, firm_signed_by: signed?.by ?? null }).where('id', '=', id).execute();
}

/** Sets the consultant's signature with the grade of the evidence. */
export async function setConsultantSignature(tx: ActorTx, id: string, signed: { at: Date; by: string | null; grade: 'A' | 'B' | 'C' }): Promise<void> {
  await tx.updateTable('kpi_card').set({ consultant_signed_at: signed.at, consultant_signed_by: signed.by, baseline_grade: signed.grade }).where('id', '=', id).execute();
}

/** Removes a draft card of the firm. The database refuses while values hang on it. */
export async function deleteDraftCard(tx: ActorTx, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('kpi_card').where('id', '=', id).where('state', '=', 'draft').executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}
