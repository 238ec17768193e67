import { roleOf, type Actor, type Duty } from '#app/domain/accounts/actor.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';

/** An actor of this duty with nothing attached. */
export function actor(duty: Duty, scope: Partial<Actor> = {}): Actor {
  return { userId: `user-${duty}`, role: roleOf(duty), duty, firmId: null, consultantId: null, organisationId: null, name: duty, locale: 'ko', ...scope };
}

/** The case all policy tests look at. */
export const CASE: CaseSubject = {
  firmId: 'firm-1',
  organisationId: 'group-1',
  linkedParentOrganisationIds: ['parent-1'],
  assignedConsultantIds: ['consultant-1'],
  evaluatorUserIds: ['user-evaluator'],
};

/** Columns of the matrix: everybody near the case, and the same people far from it. */
export const PEOPLE = {
  visitor: { ...actor('visitor'), userId: null },
  firm: actor('representative', { firmId: 'firm-1' }),
  firm_other: actor('representative', { firmId: 'firm-2' }),
  firm_none: actor('representative'),
  consultant: actor('consultant', { consultantId: 'consultant-1' }),
  consultant_other: actor('consultant', { consultantId: 'consultant-2' }),
  parent: actor('parent_manager', { organisationId: 'parent-1' }),
  parent_other: actor('parent_manager', { organisationId: 'parent-2' }),
  partner: actor('partner_officer', { organisationId: 'group-1' }),
  partner_other: actor('partner_officer', { organisationId: 'group-2' }),
  central: actor('officer'),
  evaluator: actor('evaluator'),
  evaluator_other: actor('evaluator', { userId: 'user-evaluator-2' }),
  auditor: actor('auditor'),
  admin: actor('admin'),
} as const satisfies Record<string, Actor>;

/** One column of the matrix. */
export type Person = keyof typeof PEOPLE;

/** People of the own firm by duty. */
export function firmPerson(duty: Duty, firmId = 'firm-1'): Actor {
  return actor(duty, { firmId });
}
