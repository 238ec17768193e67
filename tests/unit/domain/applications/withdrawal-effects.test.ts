import { describe, expect, it } from 'vitest';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { listWithdrawalEffects, type WithdrawalFacts } from '#app/domain/applications/withdrawal-effects.ts';
import { findTransition, statesOf } from '#app/domain/workflow/machine.ts';

describe('the effects of a withdrawal', () => {
  const facts: WithdrawalFacts = { application: 'draft', isSubmitted: false, assignment: null, diagnosis: null, plan: null, grantDecision: null };

  it('name the step that ends in every state from which an application may be withdrawn', () => {
    for (const state of statesOf(applicationMachine).filter((entry) => findTransition(applicationMachine, 'withdraw', entry))) {
      const effects = listWithdrawalEffects({ ...facts, application: state });
      expect(effects[0]).toBe('end');
      expect(effects.length, state).toBeGreaterThan(3);
    }
    expect(listWithdrawalEffects(facts)).toEqual(['end', 'draft', 'kept', 'again']);
    expect(listWithdrawalEffects({ ...facts, application: 'reserve', isSubmitted: true })).toEqual(['end', 'reserve', 'officer', 'kept', 'again']);
  });

  it('name the work around a selected firm', () => {
    expect(listWithdrawalEffects({ application: 'admitted', isSubmitted: true, assignment: 'offered', diagnosis: null, plan: null, grantDecision: null })).toEqual(['end', 'place', 'assignment', 'officer', 'kept', 'again']);
    expect(listWithdrawalEffects({ application: 'admitted', isSubmitted: true, assignment: 'active', diagnosis: 'agreed', plan: 'submitted', grantDecision: 'review' })).toEqual(['end', 'place', 'consultant', 'plan', 'grant', 'officer', 'kept', 'again']);
    expect(listWithdrawalEffects({ application: 'admitted', isSubmitted: true, assignment: 'active', diagnosis: 'agreed', plan: 'approved', grantDecision: 'approved' })).toContain('funds');
  });
});
