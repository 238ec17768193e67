import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DUTIES } from '#app/domain/accounts/actor.ts';
import {
  areThreePeople,
  canApproveAfter,
  canConfirmAfterRecording,
  canDecideCases,
  canEvaluateFirm,
  canPayAfter,
  canReviewAppeal,
  canSign,
} from '#app/domain/workflow/separation.ts';

const FOUR_EYES = { allowed: false, code: 'four_eyes' };
const YES = { allowed: true };

describe('separation of duties', () => {
  it('refuses an approver who proposed or confirmed the proofs', () => {
    expect(canApproveAfter('a', { proposedBy: 'a' })).toEqual(FOUR_EYES);
    expect(canApproveAfter('a', { verifiedBy: 'a', proposedBy: 'b' })).toEqual(FOUR_EYES);
    expect(canApproveAfter('a', { verifiedBy: 'b', proposedBy: 'b' })).toEqual(YES);
  });

  it('refuses a payer who had any hand in the payment before', () => {
    for (const hands of [{ verifiedBy: 'p' }, { proposedBy: 'p' }, { approvedBy: 'p' }]) expect(canPayAfter('p', hands)).toEqual(FOUR_EYES);
    expect(canPayAfter('p', { verifiedBy: 'a', proposedBy: 'a', approvedBy: 'b' })).toEqual(YES);
  });

  it('refuses somebody without an identity', () => {
    expect(canApproveAfter(null, {})).toEqual(FOUR_EYES);
    expect(canPayAfter(null, {})).toEqual(FOUR_EYES);
    expect(canReviewAppeal(null, [])).toEqual(FOUR_EYES);
    expect(canConfirmAfterRecording(null, null)).toEqual(FOUR_EYES);
  });

  it('accepts a finished payment exactly when approver and payer are new hands', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(person, person, person, person, (verifiedBy, proposedBy, approvedBy, orderedBy) => {
        const distinct = ![verifiedBy, proposedBy].includes(approvedBy) && ![verifiedBy, proposedBy, approvedBy].includes(orderedBy);
        expect(areThreePeople({ verifiedBy, proposedBy, approvedBy, orderedBy }).allowed).toBe(distinct);
      }),
    );
  });

  it('keeps an evaluator away from firms that he or she advises, and from files before the declaration', () => {
    expect(canEvaluateFirm({ userId: 'e', advisorUserIds: ['e'], declaredConflict: false })).toEqual(FOUR_EYES);
    expect(canEvaluateFirm({ userId: 'e', advisorUserIds: [], declaredConflict: null })).toEqual({ allowed: false, code: 'conflict' });
    expect(canEvaluateFirm({ userId: 'e', advisorUserIds: [], declaredConflict: true })).toEqual({ allowed: false, code: 'conflict' });
    expect(canEvaluateFirm({ userId: 'e', advisorUserIds: ['x'], declaredConflict: false })).toEqual(YES);
  });

  it('lets only the representative sign and never the administrator, auditor or helper decide', () => {
    for (const duty of DUTIES) expect(canSign(duty).allowed).toBe(duty === 'representative');
    for (const duty of ['admin', 'auditor', 'helper', 'visitor', 'firm_reader'] as const) expect(canDecideCases(duty).allowed).toBe(false);
    expect(canDecideCases('senior_officer').allowed).toBe(true);
  });

  it('refuses who confirms a value of his or her own and who reviews an own decision', () => {
    expect(canConfirmAfterRecording('a', 'a')).toEqual(FOUR_EYES);
    expect(canConfirmAfterRecording('a', 'b')).toEqual(YES);
    expect(canReviewAppeal('a', ['b', 'a'])).toEqual(FOUR_EYES);
    expect(canReviewAppeal('a', ['b'])).toEqual(YES);
  });
});
