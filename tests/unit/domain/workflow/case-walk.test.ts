import { describe, expect, it } from 'vitest';
import type { Duty } from '#app/domain/accounts/actor.ts';
import { deriveCaseStage, type CaseStates } from '#app/domain/workflow/case-stage.ts';
import { CASE_STEPS } from '#app/domain/workflow/case-steps.ts';
import { findNextAction } from '#app/domain/workflow/next-actions.ts';
import { canTransition, findTransition, statesOf, type Machine, type MachineName, type TransitionDecision } from '#app/domain/workflow/machine.ts';
import { MACHINES, machines } from '#app/domain/workflow/machines.ts';

const FIELD: Partial<Record<MachineName, keyof CaseStates>> = {
  firm: 'firm', application: 'application', assignment: 'assignment', diagnosis: 'diagnosis', kpi_card: 'kpiCard', plan: 'plan',
  grant_decision: 'grantDecision', agreement: 'agreement', interim_check: 'interimCheck', completion: 'completion',
  verification: 'verification', settlement: 'settlement', recovery: 'recovery', membership: 'membership',
};

/** The main job: `machine.transition duty → stage after it`. */
const WALK: readonly [MachineName, string, Duty, string][] = [
  ['firm', 'start', 'manager', 'register'],
  ['firm', 'submit', 'manager', 'register'],
  ['firm', 'pass_registry_check', 'system', 'register'],
  ['firm', 'prove_authority', 'representative', 'apply'],
  ['application', 'start', 'manager', 'apply'],
  ['application', 'request_sign_off', 'manager', 'apply'],
  ['application', 'submit', 'representative', 'screen'],
  ['application', 'pick_up', 'officer', 'screen'],
  ['application', 'request_correction', 'officer', 'screen'],
  ['application', 'answer_correction', 'representative', 'screen'],
  ['application', 'pick_up', 'system', 'screen'],
  ['application', 'pass_eligibility', 'officer', 'screen'],
  ['application', 'assign_evaluators', 'officer', 'screen'],
  ['application', 'rank', 'officer', 'screen'],
  ['application', 'admit', 'senior_officer', 'match'],
  ['assignment', 'propose', 'officer', 'match'],
  ['assignment', 'check_conflicts', 'system', 'match'],
  ['assignment', 'offer', 'system', 'match'],
  ['assignment', 'accept', 'consultant', 'match'],
  ['assignment', 'agree', 'representative', 'diagnose'],
  ['diagnosis', 'create', 'system', 'diagnose'],
  ['diagnosis', 'open', 'manager', 'diagnose'],
  ['diagnosis', 'submit_self', 'representative', 'diagnose'],
  ['diagnosis', 'schedule_onsite', 'consultant', 'diagnose'],
  ['diagnosis', 'complete_onsite', 'consultant', 'diagnose'],
  ['diagnosis', 'validate', 'consultant', 'diagnose'],
  ['diagnosis', 'agree', 'representative', 'plan'],
  ['kpi_card', 'start', 'consultant', 'plan'],
  ['kpi_card', 'co_sign', 'representative', 'plan'],
  ['kpi_card', 'freeze', 'officer', 'plan'],
  ['plan', 'start', 'consultant', 'plan'],
  ['plan', 'sign', 'representative', 'plan'],
  ['plan', 'endorse', 'consultant', 'plan'],
  ['plan', 'send', 'system', 'plan'],
  ['grant_decision', 'submit', 'system', 'decide'],
  ['grant_decision', 'assign', 'officer', 'decide'],
  ['grant_decision', 'recommend', 'officer', 'decide'],
  ['grant_decision', 'approve', 'senior_officer', 'plan'],
  ['plan', 'approve', 'senior_officer', 'contract'],
  ['agreement', 'draft', 'system', 'contract'],
  ['agreement', 'offer', 'officer', 'contract'],
  ['agreement', 'accept', 'representative', 'contract'],
  ['agreement', 'countersign', 'senior_officer', 'contract'],
  ['agreement', 'put_in_force', 'officer', 'execute'],
  ['interim_check', 'schedule', 'system', 'execute'],
  ['completion', 'schedule', 'system', 'execute'],
  ['settlement', 'schedule', 'system', 'execute'],
  ['interim_check', 'report', 'representative', 'execute'],
  ['interim_check', 'check', 'evaluator', 'execute'],
  ['interim_check', 'pass', 'officer', 'execute'],
  ['completion', 'open_report', 'system', 'execute'],
  ['completion', 'submit', 'representative', 'complete'],
  ['completion', 'inspect', 'evaluator', 'complete'],
  ['completion', 'accept', 'senior_officer', 'settle'],
  ['verification', 'schedule', 'system', 'verify'],
  ['settlement', 'open', 'system', 'settle'],
  ['settlement', 'submit', 'representative', 'settle'],
  ['settlement', 'match', 'system', 'settle'],
  ['settlement', 'hand_over', 'officer', 'settle'],
  ['settlement', 'draft_result', 'officer', 'settle'],
  ['settlement', 'accept_result', 'representative', 'settle'],
  ['settlement', 'open_final_payment', 'system', 'settle'],
  ['settlement', 'close', 'finance_officer', 'verify'],
  ['verification', 'open_window', 'system', 'verify'],
  ['verification', 'send_readings', 'manager', 'verify'],
  ['verification', 'start_review', 'officer', 'verify'],
  ['verification', 'verify', 'officer', 'verify'],
  ['verification', 'close', 'system', 'settle'],
  ['agreement', 'complete', 'system', 'ended'],
  ['membership', 'open', 'system', 'alumni'],
  ['membership', 'accept_terms', 'representative', 'alumni'],
  ['membership', 'end', 'system', 'ended'],
];

describe('the main job', () => {
  it('can be walked by its people from registration to follow-up, and the stage follows', () => {
    const states: Record<string, string | null> = { application: null };
    for (const [name, transition, duty, stage] of WALK) {
      const field = FIELD[name] ?? '';
      const decision = canTransition(machines[name] as Machine, { from: states[field] ?? null, name: transition, duty });
      expect(decision, `${name}.${transition} by ${duty} from ${states[field]}`).toMatchObject({ allowed: true });
      if (decision.allowed) states[field] = decision.to;
      expect(deriveCaseStage(states as unknown as CaseStates).stage, `after ${name}.${transition}`).toBe(stage);
    }
  });

  it('lets one tranche go from plan to reconciled payment through five pairs of hands', () => {
    const walk: [string, Duty][] = [
      ['plan', 'system'], ['open_claim', 'system'], ['claim', 'representative'], ['query', 'officer'], ['answer', 'firm_finance'],
      ['verify', 'officer'], ['recommend', 'officer'], ['approve', 'senior_officer'], ['order_payment', 'finance_officer'],
      ['send_to_bank', 'finance_officer'], ['confirm_paid', 'finance_officer'], ['reconcile', 'finance_officer'],
    ];
    let state: string | null = null;
    for (const [name, duty] of walk) {
      const decision: TransitionDecision = canTransition(machines.tranche, { from: state, name, duty });
      expect(decision, name).toMatchObject({ allowed: true });
      if (decision.allowed) state = decision.to;
    }
    expect(state).toBe('reconciled');
  });

  it('lets a visit that was logged on the spot be confirmed, accepted and paid', () => {
    const walk: [string, Duty][] = [
      ['log', 'consultant'], ['countersign', 'manager'], ['accept', 'officer'], ['claim_fee', 'consultant'], ['pay_fee', 'finance_officer'],
    ];
    let state: string | null = null;
    for (const [name, duty] of walk) {
      const decision: TransitionDecision = canTransition(machines.visit, { from: state, name, duty });
      expect(decision, name).toMatchObject({ allowed: true });
      if (decision.allowed) state = decision.to;
    }
    expect(state).toBe('fee_paid');
  });
});

describe('the case stage', () => {
  const running: CaseStates = { firm: 'active', application: 'admitted', assignment: 'active', diagnosis: 'agreed', kpiCard: 'frozen', plan: 'approved', grantDecision: 'approved', agreement: 'in_force' };

  it('numbers the twelve steps and none after them', () => {
    expect(CASE_STEPS).toHaveLength(12);
    expect(deriveCaseStage({ firm: 'registering', application: null }).stepNumber).toBe(1);
    expect(deriveCaseStage(running)).toMatchObject({ stage: 'execute', stepNumber: 9, nextAction: 'visit.propose' });
    expect(deriveCaseStage({ application: 'rejected' })).toMatchObject({ stage: 'ended', stepNumber: null, nextAction: null });
  });

  it('asks the firm for its payment request before it waits for somebody else', () => {
    expect(deriveCaseStage({ ...running, interimCheck: 'self_reported', tranches: ['planned', 'claim_open'] })).toMatchObject({ nextAction: 'tranche.claim', side: 'firm' });
    expect(deriveCaseStage({ ...running, interimCheck: 'scheduled', tranches: ['claim_open'] })).toMatchObject({ nextAction: 'interim_check.report' });
  });

  it('goes on to settlement after a termination and ends when it is settled', () => {
    expect(deriveCaseStage({ ...running, agreement: 'terminated', settlement: 'opened' }).stage).toBe('settle');
    expect(deriveCaseStage({ ...running, agreement: 'terminated', settlement: 'closed' }).stage).toBe('ended');
    expect(deriveCaseStage({ ...running, agreement: 'rescinded', settlement: 'closed', recovery: 'demanded' })).toMatchObject({ stage: 'settle', machine: 'recovery' });
  });

  it('shows holds and appeals as badges without changing the stage', () => {
    const plain = deriveCaseStage(running);
    expect(deriveCaseStage({ ...running, holds: ['pay'], appealOpen: true })).toEqual({ ...plain, holds: ['pay'], appealOpen: true });
  });

  it('gives an answer with both languages for every single state of every machine of a case', () => {
    for (const [name, field] of Object.entries(FIELD) as [MachineName, keyof CaseStates][]) {
      for (const state of statesOf(machines[name] as Machine)) {
        const stage = deriveCaseStage({ ...running, [field]: state });
        expect(stage.publicLabel.ko.length * stage.publicLabel.en.length, `${name}.${state}`).toBeGreaterThan(0);
      }
    }
  });

  it('names as next action only transitions that leave the state', () => {
    for (const machine of MACHINES) {
      for (const state of statesOf(machine)) {
        const action = findNextAction(machine.name, state);
        if (action === null) continue;
        const name = action.slice(machine.name.length + 1);
        expect(action.startsWith(`${machine.name}.`)).toBe(true);
        expect(findTransition(machine, name, state), action).not.toBeNull();
      }
    }
  });
});
