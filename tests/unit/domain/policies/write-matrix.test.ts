import { describe, expect, it } from 'vitest';
import { DUTIES, type Actor, type Duty } from '#app/domain/accounts/actor.ts';
import {
  canEditAnswers, canEvaluateApplication, canRecommendApplication, canScreenApplication, canSubmitApplication, canUploadAttachment,
} from '#app/domain/applications/application-policy.ts';
import { applicationStates } from '#app/domain/applications/application-states.ts';
import { canAnswerAssessment, canConfirmAssessment } from '#app/domain/assessments/assessment-policy.ts';
import { diagnosisMachine } from '#app/domain/assessments/diagnosis-machine.ts';
import { canEditFirm } from '#app/domain/firms/firm-policy.ts';
import { firmMachine } from '#app/domain/firms/firm-machine.ts';
import { changeRequestMachine } from '#app/domain/grants/change-request-machine.ts';
import { canEditChangeRequest, canGiveChangeOpinion } from '#app/domain/grants/agreement-policy.ts';
import { canPreparePayment } from '#app/domain/grants/payment-policy.ts';
import { trancheStates } from '#app/domain/grants/tranche-states.ts';
import { settlementMachine } from '#app/domain/grants/settlement-machine.ts';
import { canPrepareSettlement, canReviewSettlement } from '#app/domain/grants/settlement-policy.ts';
import { completionMachine } from '#app/domain/outcomes/completion-machine.ts';
import { canGiveCompletionOpinion, canWriteCompletionReport } from '#app/domain/outcomes/completion-policy.ts';
import { kpiCardMachine } from '#app/domain/outcomes/kpi-card-machine.ts';
import { canEditKpiCard } from '#app/domain/outcomes/kpi-policy.ts';
import { planMachine } from '#app/domain/plans/plan-machine.ts';
import { canCommentPlan, canEditPlan, canUpdateTaskProgress } from '#app/domain/plans/plan-policy.ts';
import type { Decision } from '#app/domain/workflow/decision.ts';
import { CASE, actor } from './people.ts';

type Subject = typeof CASE & { state: never };
type Rule = (person: Actor, subject: Subject) => Decision;

/** Rule, all states, duties that may write on their own case, states in which they may. */
const RULES: readonly [string, Rule, object, readonly Duty[], readonly string[]][] = [
  ['edit the company profile', canEditFirm, firmMachine.states, ['representative', 'manager'], ['invited', 'registering', 'registry_check', 'needs_attention', 'verified', 'active', 'suspended']],
  ['submit the application', canSubmitApplication, applicationStates, ['representative'], ['ready_for_sign_off']],
  ['screen the application', canScreenApplication, applicationStates, ['officer', 'partner_officer'], ['submitted', 'screening', 'resubmitted']],
  ['score the application', (a, s) => canEvaluateApplication(a, { ...s, conflictDeclared: false }), applicationStates, ['evaluator'], ['evaluation']],
  ['recommend the application', canRecommendApplication, applicationStates, ['parent_manager'], ['draft', 'ready_for_sign_off', 'submitted', 'screening', 'correction_requested', 'resubmitted', 'eligible', 'evaluation']],
  ['answer the self-assessment', canAnswerAssessment, diagnosisMachine.states, ['representative', 'manager', 'shop_floor', 'helper'], ['self_in_progress']],
  ['confirm the self-assessment', canConfirmAssessment, diagnosisMachine.states, ['consultant'], ['onsite_done', 'disputed']],
  ['write the plan', canEditPlan, planMachine.states, ['representative', 'manager', 'helper'], ['draft']],
  ['comment on the plan', canCommentPlan, planMachine.states, ['consultant'], ['draft', 'firm_signed', 'endorsed', 'submitted', 'returned', 'approved', 'amended']],
  ['report progress of tasks', canUpdateTaskProgress, planMachine.states, ['representative', 'manager', 'shop_floor'], ['approved', 'amended']],
  ['define a KPI card', canEditKpiCard, kpiCardMachine.states, ['representative', 'manager', 'consultant'], ['draft']],
  ['prepare a payment request', canPreparePayment, trancheStates, ['representative', 'manager', 'firm_finance', 'helper'], ['claim_open', 'queried']],
  ['write a change request', canEditChangeRequest, changeRequestMachine.states, ['representative', 'manager'], ['draft', 'queried']],
  ['give an opinion on a change', canGiveChangeOpinion, changeRequestMachine.states, ['consultant'], ['submitted', 'queried', 'recommended']],
  ['write the completion report', canWriteCompletionReport, completionMachine.states, ['representative', 'manager', 'helper'], ['due', 'returned']],
  ['give an opinion on the completion', canGiveCompletionOpinion, completionMachine.states, ['consultant'], ['due', 'returned', 'submitted']],
  ['prepare the settlement', canPrepareSettlement, settlementMachine.states, ['representative', 'manager', 'firm_finance', 'helper'], ['opened', 'queried']],
  ['judge settlement lines', canReviewSettlement, settlementMachine.states, ['officer'], ['accountant_review']],
];

function near(duty: Duty): Actor {
  return actor(duty, {
    firmId: 'firm-1',
    consultantId: 'consultant-1',
    organisationId: duty === 'parent_manager' ? 'parent-1' : 'group-1',
  });
}

function far(duty: Duty): Actor {
  return actor(duty, { userId: `far-${duty}`, firmId: 'firm-2', consultantId: 'consultant-2', organisationId: 'group-2' });
}

const CENTRAL: readonly Duty[] = ['officer', 'senior_officer', 'finance_officer'];

describe('who writes what', () => {
  it.each(RULES)('%s: by duty, state and own case', (_name, rule, states, duties, open) => {
    for (const state of Object.keys(states)) {
      const subject = { ...CASE, state } as Subject;
      const allowedNear = DUTIES.filter((duty) => rule(near(duty), subject).allowed);
      expect(allowedNear, state).toEqual(DUTIES.filter((duty) => duties.includes(duty) && open.includes(state)));
      const allowedFar = DUTIES.filter((duty) => rule(far(duty), subject).allowed);
      expect(allowedFar, state).toEqual(DUTIES.filter((duty) => CENTRAL.includes(duty) && duties.includes(duty) && open.includes(state)));
    }
  });

  it('lets a helper edit answers in the draft only, and the firm’s writers during a correction too', () => {
    for (const state of Object.keys(applicationStates)) {
      const subject = { ...CASE, state } as Subject;
      const editors = DUTIES.filter((duty) => canEditAnswers(near(duty), subject).allowed);
      const uploaders = DUTIES.filter((duty) => canUploadAttachment(near(duty), subject).allowed);
      const expected = { draft: ['representative', 'manager', 'helper'], correction_requested: ['representative', 'manager'] }[state] ?? [];
      expect(editors, state).toEqual(expected);
      expect(uploaders.filter((duty) => duty !== 'firm_finance'), state).toEqual(expected);
      expect(uploaders.includes('firm_finance'), state).toBe(expected.length > 0);
    }
  });
});
