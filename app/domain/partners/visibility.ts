import type { CivilDate } from '../calendar/civil-date.ts';

/** Fields of a linked firm that a parent company may see without a release. */
export const openFields = ['name', 'region', 'ksic', 'programme_year', 'case_stage', 'tier'] as const;

/** Fields that the firm may release to its parent, one by one and for a period. */
export const releasableFields = ['kpi_values', 'improvement_rate', 'roadmap_total', 'roadmap_levels', 'plan_titles', 'grant_total', 'smart_factory_level', 'certificates', 'completion_summary'] as const;

/** Fields that never leave, also not by release: they would weaken the firm in price talks or harm people. */
export const closedFields = ['cost_saving', 'unit_costs', 'margins', 'sales', 'other_buyers', 'bank_account', 'budget_lines', 'consultant_notes', 'contact_person', 'evaluation_scores', 'recovery_case'] as const;

export type OpenField = (typeof openFields)[number];
export type ReleasableField = (typeof releasableFields)[number];
export type ClosedField = (typeof closedFields)[number];
export type SupplierField = OpenField | ReleasableField | ClosedField;

/** A release of the firm to one parent: fields and a period, both days included. */
export interface ReleaseGrant {
  firmId: string;
  parentId: string;
  fields: readonly ReleasableField[];
  fromOn: CivilDate;
  toOn: CivilDate | null;
  withdrawnOn: CivilDate | null;
}

/** True while a release is in force; a withdrawal works from its day on. */
export function isReleaseActive(grant: ReleaseGrant, today: CivilDate): boolean {
  return grant.fromOn <= today && (grant.toOn === null || today <= grant.toOn) && (grant.withdrawnOn === null || today < grant.withdrawnOn);
}

/** Fields of a firm that a parent may see today. A firm that is not linked shows nothing at all. */
export function listVisibleFields(input: { linked: boolean; firmId: string; parentId: string; grants: readonly ReleaseGrant[]; today: CivilDate }): (OpenField | ReleasableField)[] {
  if (!input.linked) return [];
  const released = new Set(
    input.grants
      .filter((grant) => grant.firmId === input.firmId && grant.parentId === input.parentId && isReleaseActive(grant, input.today))
      .flatMap((grant) => grant.fields),
  );
  return [...openFields, ...releasableFields.filter((field) => released.has(field))];
}

/** True when a parent may see one field of a firm today; closed fields are always refused. */
export function canParentSee(field: SupplierField, input: Parameters<typeof listVisibleFields>[0]): boolean {
  return (listVisibleFields(input) as readonly string[]).includes(field);
}

/** Keeps only the visible keys of a row, for services that build a parent's view. */
export function pickVisible<T extends Partial<Record<SupplierField, unknown>>>(row: T, visible: readonly SupplierField[]): Partial<T> {
  return Object.fromEntries(Object.entries(row).filter(([key]) => (visible as readonly string[]).includes(key))) as Partial<T>;
}

/** A figure over a group of suppliers, hidden (null) below the smallest group size. */
export function groupFigure<T>(value: T, n: number, groupMin: number): T | null {
  return n < groupMin ? null : value;
}
