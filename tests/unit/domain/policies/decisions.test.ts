import { describe, expect, it } from 'vitest';
import { DUTIES } from '#app/domain/accounts/actor.ts';
import { canFileAppeal, canMoveAppeal } from '#app/domain/applications/appeal-policy.ts';
import { canDecideApplication, canEvaluateApplication, canMoveApplication, canViewScores } from '#app/domain/applications/application-policy.ts';
import { canAnswerOffer, canProposeAssignment, canViewAssignment } from '#app/domain/assignments/assignment-policy.ts';
import { canEditConsultantProfile, canViewConsultant } from '#app/domain/consultants/consultant-policy.ts';
import { canCountersignAgreement, canMoveChangeRequest, canMoveGrantDecision, canSignAgreement, canSignAsParty, canViewAgreement } from '#app/domain/grants/agreement-policy.ts';
import { canMovePayment, canViewBankAccount } from '#app/domain/grants/payment-policy.ts';
import { canMoveRecovery, canMoveSettlement } from '#app/domain/grants/settlement-policy.ts';
import { canMoveCompletion } from '#app/domain/outcomes/completion-policy.ts';
import { canMoveReading, canMoveVerification } from '#app/domain/outcomes/kpi-policy.ts';
import { canApprovePlan, canMoveInterimCheck, canMovePlan } from '#app/domain/plans/plan-policy.ts';
import { canLogVisit, canMoveVisit } from '#app/domain/visits/visit-policy.ts';
import { canActivateHold, canLiftHold, canPlaceHold, isNotHeld } from '#app/domain/workflow/hold-policy.ts';
import { MACHINES } from '#app/domain/workflow/machines.ts';
import { canMoveCase } from '#app/domain/workflow/case-access.ts';
import { statesOf } from '#app/domain/workflow/machine.ts';
import { actor, CASE, firmPerson, PEOPLE } from './people.ts';

const YES = { allowed: true };
const NO = { allowed: false, code: 'not_allowed' };
const FOUR_EYES = { allowed: false, code: 'four_eyes' };
const SENIOR = actor('senior_officer');
const FINANCE = actor('finance_officer');

describe('nobody outside the case moves it', () => {
  const outsiders = [PEOPLE.firm_other, PEOPLE.firm_none, PEOPLE.consultant_other, PEOPLE.parent_other, PEOPLE.partner_other, PEOPLE.evaluator_other, PEOPLE.auditor, PEOPLE.admin, PEOPLE.parent, PEOPLE.visitor];

  it('refuses every transition of every machine to outsiders, parent companies, the auditor and the administrator', () => {
    for (const machine of MACHINES) {
      for (const from of [null, ...statesOf(machine)]) {
        for (const { name } of machine.transitions) {
          for (const person of outsiders) expect(canMoveCase(person, machine, CASE, { from, name }).allowed).toBe(false);
        }
      }
    }
  });
});

describe('the system', () => {
  it('moves any case where the table lists it, and nowhere else', () => {
    const system = actor('system');
    expect(canMoveApplication(system, { ...CASE, state: 'resubmitted' }, 'pick_up')).toEqual(YES);
    expect(canMoveApplication(system, { ...CASE, state: 'ranked' }, 'admit')).toEqual({ allowed: false, code: 'not_your_turn' });
  });
});

describe('decisions on an application', () => {
  it('are for a senior officer who did not propose', () => {
    const subject = { ...CASE, state: 'ineligible_proposed', proposedBy: 'user-officer' } as const;
    expect(canDecideApplication(SENIOR, subject, 'confirm_ineligible')).toEqual(YES);
    expect(canDecideApplication({ ...SENIOR, userId: 'user-officer' }, subject, 'confirm_ineligible')).toEqual(FOUR_EYES);
    for (const person of [PEOPLE.central, PEOPLE.partner, PEOPLE.admin, PEOPLE.evaluator, PEOPLE.firm]) {
      expect(canDecideApplication(person, subject, 'confirm_ineligible').allowed).toBe(false);
    }
    expect(canDecideApplication(SENIOR, { ...CASE, state: 'draft' }, 'admit')).toEqual({ allowed: false, code: 'transition_not_allowed' });
  });

  it('let partner officers screen their own group only', () => {
    expect(canMoveApplication(PEOPLE.partner, { ...CASE, state: 'screening' }, 'request_correction')).toEqual(YES);
    expect(canMoveApplication(PEOPLE.partner_other, { ...CASE, state: 'screening' }, 'request_correction')).toEqual(NO);
    expect(canMoveApplication(PEOPLE.partner, { ...CASE, state: 'eligible' }, 'assign_evaluators')).toEqual({ allowed: false, code: 'not_your_turn' });
  });

  it('show scores to the headquarters, the auditor and the scorer alone', () => {
    const subject = { ...CASE, state: 'evaluation' } as const;
    expect(canViewScores(PEOPLE.central, subject)).toEqual(YES);
    expect(canViewScores(PEOPLE.auditor, subject)).toEqual(YES);
    expect(canViewScores(PEOPLE.evaluator, subject, 'user-evaluator')).toEqual(YES);
    expect(canViewScores(PEOPLE.evaluator, subject, 'user-evaluator-2')).toEqual(NO);
    for (const person of [PEOPLE.firm, PEOPLE.parent, PEOPLE.partner, PEOPLE.consultant, PEOPLE.admin]) expect(canViewScores(person, subject)).toEqual(NO);
  });

  it('ask the evaluator for a declaration and never take one who advises the firm', () => {
    const subject = { ...CASE, state: 'evaluation', conflictDeclared: false } as const;
    expect(canEvaluateApplication(PEOPLE.evaluator, subject)).toEqual(YES);
    expect(canEvaluateApplication(PEOPLE.evaluator, { ...subject, conflictDeclared: null })).toEqual({ allowed: false, code: 'conflict' });
    expect(canEvaluateApplication(PEOPLE.evaluator, { ...subject, advisorUserIds: ['user-evaluator'] })).toEqual(FOUR_EYES);
  });
});

describe('appeals', () => {
  it('are filed by the representative and reviewed by somebody new to the case', () => {
    const subject = { ...CASE, state: null, earlierActorIds: ['user-senior_officer'] } as const;
    expect(canFileAppeal(PEOPLE.firm, subject)).toEqual(YES);
    expect(canFileAppeal(firmPerson('manager'), subject)).toEqual(NO);
    expect(canMoveAppeal(SENIOR, { ...subject, state: 'review' }, 'uphold')).toEqual(FOUR_EYES);
    expect(canMoveAppeal({ ...SENIOR, userId: 'new' }, { ...subject, state: 'review' }, 'uphold')).toEqual(YES);
    expect(canMoveAppeal(PEOPLE.firm, { ...subject, state: 'review' }, 'withdraw')).toEqual(YES);
  });
});

describe('assignments and consultants', () => {
  const offered = { ...CASE, assignedConsultantIds: [], state: 'offered', consultantId: 'consultant-1' } as const;

  it('are answered only by the consultant of the offer', () => {
    expect(canAnswerOffer(PEOPLE.consultant, offered, 'accept')).toEqual(YES);
    expect(canAnswerOffer(PEOPLE.consultant_other, { ...offered, assignedConsultantIds: ['consultant-2'] }, 'accept')).toEqual(NO);
    expect(canViewAssignment(PEOPLE.consultant, offered)).toEqual(YES);
    expect(canProposeAssignment(PEOPLE.partner, CASE)).toEqual(YES);
    expect(canProposeAssignment(PEOPLE.partner_other, CASE)).toEqual(NO);
  });

  it('keep a profile in the hands of its person', () => {
    const profile = { consultantId: 'consultant-1', firmIds: ['firm-1'] };
    expect(canEditConsultantProfile(PEOPLE.consultant, profile)).toEqual(YES);
    for (const person of [PEOPLE.consultant_other, PEOPLE.admin, PEOPLE.central]) expect(canEditConsultantProfile(person, profile)).toEqual(NO);
    expect(canViewConsultant(PEOPLE.firm, profile)).toEqual(YES);
    expect(canViewConsultant(PEOPLE.firm_other, profile)).toEqual(NO);
    expect(canViewConsultant(PEOPLE.parent, profile)).toEqual(NO);
  });
});

describe('plan, grant and agreement', () => {
  it('are approved by other hands than those who reviewed or recommended', () => {
    expect(canApprovePlan(SENIOR, { ...CASE, state: 'submitted', reviewedBy: 'user-officer' })).toEqual(YES);
    expect(canApprovePlan(SENIOR, { ...CASE, state: 'submitted', reviewedBy: SENIOR.userId })).toEqual(FOUR_EYES);
    expect(canMoveGrantDecision(SENIOR, { ...CASE, state: 'recommended', recommendedBy: SENIOR.userId }, 'approve')).toEqual(FOUR_EYES);
    expect(canMoveGrantDecision(SENIOR, { ...CASE, state: 'recommended', recommendedBy: SENIOR.userId }, 'send_back')).toEqual(YES);
    expect(canCountersignAgreement(SENIOR, { ...CASE, state: 'accepted', recommendedBy: SENIOR.userId })).toEqual(FOUR_EYES);
    expect(canMoveChangeRequest(SENIOR, { ...CASE, state: 'recommended', bankCheckedBy: SENIOR.userId }, 'approve')).toEqual(FOUR_EYES);
  });

  it('are signed for the firm by the representative only', () => {
    for (const duty of ['manager', 'helper', 'firm_finance', 'shop_floor', 'firm_reader'] as const) {
      expect(canSignAgreement(firmPerson(duty), { ...CASE, state: 'offered' }).allowed).toBe(false);
      expect(canMovePlan(firmPerson(duty), { ...CASE, state: 'draft' }, 'sign').allowed).toBe(false);
    }
    expect(canSignAgreement(PEOPLE.firm, { ...CASE, state: 'offered' })).toEqual(YES);
    expect(canSignAgreement(PEOPLE.firm_other, { ...CASE, state: 'offered' })).toEqual(NO);
  });

  it('show the agreement to a linked parent company only where it is a party', () => {
    expect(canSignAsParty(PEOPLE.parent, { ...CASE, state: 'offered', partyOrganisationId: 'parent-1' })).toEqual(YES);
    expect(canViewAgreement(PEOPLE.parent, { ...CASE, state: 'offered', partyOrganisationId: null })).toEqual(NO);
    expect(canViewAgreement(PEOPLE.parent_other, { ...CASE, state: 'offered', partyOrganisationId: 'parent-2' })).toEqual(NO);
  });
});

describe('money', () => {
  const hands = { verifiedBy: 'user-officer', proposedBy: 'user-officer', approvedBy: 'user-senior_officer' };

  it('goes through three hands', () => {
    expect(canMovePayment(SENIOR, { ...CASE, state: 'level1', ...hands, approvedBy: null }, 'approve')).toEqual(YES);
    expect(canMovePayment({ ...SENIOR, userId: 'user-officer' }, { ...CASE, state: 'level1', ...hands }, 'approve')).toEqual(FOUR_EYES);
    expect(canMovePayment(FINANCE, { ...CASE, state: 'level2', ...hands }, 'order_payment')).toEqual(YES);
    expect(canMovePayment({ ...FINANCE, userId: 'user-officer' }, { ...CASE, state: 'level2', ...hands }, 'order_payment')).toEqual(FOUR_EYES);
    expect(canMovePayment({ ...FINANCE, userId: 'user-senior_officer' }, { ...CASE, state: 'queued', ...hands }, 'send_to_bank')).toEqual(FOUR_EYES);
  });

  it('stops while it is held', () => {
    const held = { allowed: false, code: 'held' };
    expect(canMovePayment(PEOPLE.firm, { ...CASE, state: 'claim_open', holds: ['claim'] }, 'claim')).toEqual(held);
    expect(canMovePayment(PEOPLE.firm, { ...CASE, state: 'claim_open', holds: ['pay'] }, 'claim')).toEqual(YES);
    expect(canMovePayment(FINANCE, { ...CASE, state: 'level2', ...hands, holds: ['pay'] }, 'order_payment')).toEqual(held);
    expect(isNotHeld(['apply'], 'pay')).toEqual(YES);
  });

  it('shows account numbers to those who enter them, pay to them or audit', () => {
    const allowed = DUTIES.filter((duty) => canViewBankAccount(firmPerson(duty), CASE).allowed);
    expect(allowed).toEqual(['representative', 'firm_finance', 'finance_officer', 'auditor']);
    expect(canViewBankAccount(PEOPLE.firm_other, CASE)).toEqual(NO);
  });

  it('is settled and clawed back by other people than those who drafted or investigated', () => {
    expect(canMoveSettlement(SENIOR, { ...CASE, state: 'objection', draftedBy: SENIOR.userId }, 'decide_objection')).toEqual(FOUR_EYES);
    expect(canMoveSettlement(PEOPLE.firm, { ...CASE, state: 'opened' }, 'submit')).toEqual(YES);
    expect(canMoveRecovery(SENIOR, { ...CASE, state: 'opinion', investigatedBy: SENIOR.userId }, 'decide_recover')).toEqual(FOUR_EYES);
    expect(canMoveRecovery(SENIOR, { ...CASE, state: 'opinion', investigatedBy: 'x' }, 'decide_recover')).toEqual(YES);
  });
});

describe('visits and results', () => {
  const visit = { ...CASE, state: null, consultantId: 'consultant-1', assignmentActive: true } as const;

  it('let the active consultant log, the other side confirm, and nobody pay what he or she accepted', () => {
    expect(canLogVisit(PEOPLE.consultant, visit)).toEqual(YES);
    expect(canLogVisit(PEOPLE.consultant, { ...visit, assignmentActive: false })).toEqual(NO);
    expect(canLogVisit(PEOPLE.consultant_other, visit)).toEqual(NO);
    expect(canMoveVisit(PEOPLE.consultant, { ...visit, state: 'planned', proposedBySide: 'consultant' }, 'confirm')).toEqual({ allowed: false, code: 'not_your_turn' });
    expect(canMoveVisit(PEOPLE.firm, { ...visit, state: 'planned', proposedBySide: 'consultant' }, 'confirm')).toEqual(YES);
    expect(canMoveVisit(firmPerson('helper'), { ...visit, state: 'logged' }, 'countersign').allowed).toBe(false);
    expect(canMoveVisit(FINANCE, { ...visit, state: 'fee_claimed', acceptedBy: FINANCE.userId }, 'pay_fee')).toEqual(FOUR_EYES);
  });

  it('have readings confirmed by somebody else, and inspections done by people outside the case', () => {
    expect(canMoveReading(PEOPLE.firm, { ...CASE, state: 'recorded', recordedBy: PEOPLE.firm.userId }, 'confirm')).toEqual(FOUR_EYES);
    expect(canMoveReading(PEOPLE.consultant, { ...CASE, state: 'recorded', recordedBy: PEOPLE.firm.userId }, 'confirm')).toEqual(YES);
    expect(canMoveVerification(SENIOR, { ...CASE, state: 'disputed', reviewedBy: SENIOR.userId }, 'rule_adjusted')).toEqual(FOUR_EYES);
    expect(canMoveInterimCheck(PEOPLE.evaluator, { ...CASE, state: 'self_reported', conflictDeclared: false, advisorUserIds: ['user-evaluator'] }, 'check')).toEqual(FOUR_EYES);
    expect(canMoveCompletion(PEOPLE.evaluator, { ...CASE, state: 'submitted', conflictDeclared: false }, 'inspect')).toEqual(YES);
    expect(canMoveCompletion(SENIOR, { ...CASE, state: 'inspected', inspectedBy: SENIOR.userId }, 'accept')).toEqual(FOUR_EYES);
  });
});

describe('holds', () => {
  it('of an officer last two days and are lifted by the one who placed them', () => {
    expect(canPlaceHold(PEOPLE.central, { ...CASE, state: null }, 48, 48)).toEqual(YES);
    expect(canPlaceHold(PEOPLE.central, { ...CASE, state: null }, 49, 48)).toEqual(NO);
    expect(canPlaceHold(SENIOR, { ...CASE, state: null }, 500, 48)).toEqual(YES);
    expect(canLiftHold(PEOPLE.central, { ...CASE, state: 'active', requestedBy: 'somebody' })).toEqual(NO);
    expect(canLiftHold(PEOPLE.central, { ...CASE, state: 'active', requestedBy: 'user-officer' })).toEqual(YES);
    expect(canActivateHold(SENIOR, { ...CASE, state: 'requested', requestedBy: SENIOR.userId })).toEqual(FOUR_EYES);
  });
});
