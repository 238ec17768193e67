import { describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/accounts/actor.ts';
import { canViewApplication, canViewApplicationCosts } from '#app/domain/applications/application-policy.ts';
import { applicationStates, type ApplicationState } from '#app/domain/applications/application-states.ts';
import { canViewAssessment, canViewAssessmentTotals } from '#app/domain/assessments/assessment-policy.ts';
import { canViewAssignment } from '#app/domain/assignments/assignment-policy.ts';
import { canListConsultants } from '#app/domain/consultants/consultant-policy.ts';
import { canViewFirm } from '#app/domain/firms/firm-policy.ts';
import { canViewAgreementBudget, canViewChangeRequest } from '#app/domain/grants/agreement-policy.ts';
import { canViewPayment, canViewPaymentTotals } from '#app/domain/grants/payment-policy.ts';
import { canViewRecovery, canViewSettlement } from '#app/domain/grants/settlement-policy.ts';
import { canViewCompletion } from '#app/domain/outcomes/completion-policy.ts';
import { canViewCostEffect, canViewKpi } from '#app/domain/outcomes/kpi-policy.ts';
import { canViewPlan, canViewPlanCosts } from '#app/domain/plans/plan-policy.ts';
import { canEditSettings, canViewProgramme } from '#app/domain/programmes/programme-policy.ts';
import { canViewPublicReport } from '#app/domain/reports/report-policy.ts';
import { canViewVisit } from '#app/domain/visits/visit-policy.ts';
import type { Decision } from '#app/domain/workflow/decision.ts';
import { CASE, PEOPLE, type Person } from './people.ts';

/** The matrix of roles and objects. A person who is not named in a row sees nothing; strangers never appear except where everybody reads. */
const EVERYBODY = Object.keys(PEOPLE) as Person[];
const MATRIX: readonly [string, (person: Actor) => Decision, readonly Person[]][] = [
  ['calls and roadmap text', (a) => canViewProgramme(a, { published: true }), EVERYBODY],
  ['public statistics', (a) => canViewPublicReport(a), EVERYBODY],
  ['company profile', (a) => canViewFirm(a, { ...CASE, state: 'active' }), ['firm', 'consultant', 'parent', 'partner', 'central', 'evaluator', 'auditor', 'admin']],
  ['application', (a) => canViewApplication(a, { ...CASE, state: 'screening' }), ['firm', 'consultant', 'parent', 'partner', 'central', 'evaluator', 'auditor', 'admin']],
  ['costs in the application', (a) => canViewApplicationCosts(a, { ...CASE, state: 'screening' }), ['firm', 'consultant', 'partner', 'central', 'evaluator', 'auditor', 'admin']],
  ['assignment', (a) => canViewAssignment(a, { ...CASE, state: 'active', consultantId: 'consultant-1' }), ['firm', 'consultant', 'partner', 'central', 'auditor', 'admin']],
  ['consultant pool', (a) => canListConsultants(a), ['partner', 'partner_other', 'central', 'auditor', 'admin']],
  ['self-assessment', (a) => canViewAssessment(a, { ...CASE, state: 'agreed' }), ['firm', 'consultant', 'partner', 'central', 'evaluator', 'auditor', 'admin']],
  ['totals of the self-assessment', (a) => canViewAssessmentTotals(a, { ...CASE, state: 'agreed' }), ['firm', 'consultant', 'parent', 'partner', 'central', 'evaluator', 'auditor', 'admin']],
  ['annual plan and tasks', (a) => canViewPlan(a, { ...CASE, state: 'approved' }), ['firm', 'consultant', 'parent', 'partner', 'central', 'auditor', 'admin']],
  ['costs in the plan', (a) => canViewPlanCosts(a, { ...CASE, state: 'approved' }), ['firm', 'consultant', 'partner', 'central', 'auditor', 'admin']],
  ['visit log', (a) => canViewVisit(a, { ...CASE, state: 'logged', consultantId: 'consultant-1', assignmentActive: true }), ['firm', 'consultant', 'partner', 'central', 'auditor', 'admin']],
  ['KPI values', (a) => canViewKpi(a, CASE), ['firm', 'consultant', 'parent', 'partner', 'central', 'evaluator', 'auditor', 'admin']],
  ['financial effect', (a) => canViewCostEffect(a, CASE), ['firm', 'consultant', 'partner', 'central', 'evaluator', 'auditor', 'admin']],
  ['budget and payment request', (a) => canViewPayment(a, { ...CASE, state: 'submitted' }), ['firm', 'partner', 'central', 'auditor', 'admin']],
  ['payment totals', (a) => canViewPaymentTotals(a, { ...CASE, state: 'submitted' }), ['firm', 'parent', 'partner', 'central', 'auditor', 'admin']],
  ['budget of the agreement', (a) => canViewAgreementBudget(a, { ...CASE, state: 'in_force', partyOrganisationId: 'parent-1' }), ['firm', 'partner', 'central', 'auditor', 'admin']],
  ['agreement change', (a) => canViewChangeRequest(a, { ...CASE, state: 'submitted' }), ['firm', 'consultant', 'partner', 'central', 'auditor', 'admin']],
  ['completion evaluation', (a) => canViewCompletion(a, { ...CASE, state: 'submitted' }), ['firm', 'consultant', 'parent', 'partner', 'central', 'evaluator', 'auditor', 'admin']],
  ['settlement', (a) => canViewSettlement(a, { ...CASE, state: 'opened' }), ['firm', 'partner', 'central', 'auditor', 'admin']],
  ['clawback', (a) => canViewRecovery(a, { ...CASE, state: 'prior_notice' }), ['firm', 'partner', 'central', 'auditor', 'admin']],
  ['holidays and codes (write)', (a) => canEditSettings(a, 'holidays'), ['admin']],
];

describe('who reads what', () => {
  it.each(MATRIX)('%s', (_object, policy, readers) => {
    const allowed = EVERYBODY.filter((person) => policy(PEOPLE[person]).allowed);
    expect(allowed).toEqual(EVERYBODY.filter((person) => readers.includes(person)));
  });

  it('answers a visitor with the request to sign in, and strangers with a plain refusal', () => {
    for (const [object, policy] of MATRIX.slice(2)) {
      if (object !== 'consultant pool' && object !== 'holidays and codes (write)') {
        expect(policy(PEOPLE.firm_other), object).toEqual({ allowed: false, code: 'not_allowed' });
        expect(policy(PEOPLE.firm_none), object).toEqual({ allowed: false, code: 'not_allowed' });
      }
      if (object !== 'assignment' && object !== 'visit log') expect(policy(PEOPLE.visitor), object).toEqual({ allowed: false, code: 'not_signed_in' });
    }
  });

  it('does not depend on the state of the application', () => {
    for (const state of Object.keys(applicationStates) as ApplicationState[]) {
      expect(canViewApplication(PEOPLE.firm, { ...CASE, state }).allowed).toBe(true);
      expect(canViewApplication(PEOPLE.firm_other, { ...CASE, state }).allowed).toBe(false);
      expect(canViewApplicationCosts(PEOPLE.parent, { ...CASE, state }).allowed).toBe(false);
    }
  });

  it('never matches two missing ids', () => {
    const bare = { firmId: 'firm-9', organisationId: null, linkedParentOrganisationIds: [], assignedConsultantIds: [] };
    for (const person of ['firm_none', 'partner', 'parent', 'consultant', 'evaluator'] as const) {
      const nobody = { ...PEOPLE[person], organisationId: null, consultantId: null, firmId: null };
      expect(canViewFirm(nobody, { ...bare, state: 'active' }).allowed, person).toBe(false);
    }
  });
});
