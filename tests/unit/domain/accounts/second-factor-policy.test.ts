import { describe, expect, test } from 'vitest';
import { DUTIES } from '#app/domain/accounts/actor.ts';
import { isSecondFactorRequired, missingProof, standingOf } from '#app/domain/accounts/second-factor-policy.ts';

const everywhere = [true, false];

describe('the duty to have a second factor', () => {
  test('is on officers, administrators, auditors and consultants; for the others it is offered', () => {
    expect(DUTIES.filter(isSecondFactorRequired)).toEqual(['consultant', 'officer', 'senior_officer', 'finance_officer', 'partner_officer', 'auditor', 'admin']);
  });
});

describe('a session', () => {
  test('that has shown its second factor is open, whoever it is', () => {
    for (const demo of everywhere) for (const hasFactor of everywhere) for (const duty of DUTIES) expect(standingOf({ authLevel: 2, hasFactor, duty, demo })).toBe('open');
  });

  test('of a person with a second factor opens nothing without it, in the demonstration neither', () => {
    for (const demo of everywhere) for (const duty of DUTIES) expect(standingOf({ authLevel: 1, hasFactor: true, duty, demo })).toBe('needs_code');
  });

  test('of a duty that needs one leads to setting it up; in the demonstration it opens', () => {
    for (const duty of DUTIES) {
      expect(standingOf({ authLevel: 1, hasFactor: false, duty, demo: true })).toBe('open');
      expect(standingOf({ authLevel: 1, hasFactor: false, duty, demo: false })).toBe(isSecondFactorRequired(duty) ? 'needs_set_up' : 'open');
    }
  });
});

describe('before a sensitive step', () => {
  const session = { authLevel: 1, hasFactor: false, isFresh: false, needsFactor: false, demo: false };

  test('a fresh proof is enough', () => {
    expect(missingProof({ ...session, isFresh: true })).toBe('none');
    for (const needsFactor of everywhere) for (const demo of everywhere) expect(missingProof({ ...session, authLevel: 2, hasFactor: true, isFresh: true, needsFactor, demo })).toBe('none');
  });

  test('an old one is not: the code is asked for, or the password without a second factor', () => {
    expect(missingProof(session)).toBe('password');
    for (const needsFactor of everywhere) expect(missingProof({ ...session, authLevel: 2, hasFactor: true, needsFactor })).toBe('code');
  });

  test('a password does not stand for a second factor', () => {
    expect(missingProof({ ...session, hasFactor: true, isFresh: true })).toBe('code');
    for (const isFresh of everywhere) expect(missingProof({ ...session, isFresh, needsFactor: true })).toBe('set_up');
  });

  test('the demonstration lets an account without a second factor pass, and no other', () => {
    for (const needsFactor of everywhere) {
      expect(missingProof({ ...session, needsFactor, demo: true })).toBe('none');
      expect(missingProof({ ...session, authLevel: 2, hasFactor: true, needsFactor, demo: true })).toBe('code');
    }
  });
});
