import { describe, expect, it } from 'vitest';
import { DUTIES } from '#app/domain/accounts/actor.ts';
import { canGiveConsent, canWithdrawConsent, consentKinds, effectsOfWithdrawal } from '#app/domain/accounts/consent-policy.ts';
import { actor } from './people.ts';

const consent = { userId: 'me', kind: 'consent', isRequired: false, isGiven: true } as const;

describe('taking back a consent', () => {
  it('is for whoever gave it, whatever the duty, and for nobody else', () => {
    for (const duty of DUTIES.filter((one) => one !== 'visitor' && one !== 'system')) {
      expect(canWithdrawConsent(actor(duty, { userId: 'me' }), consent)).toEqual({ allowed: true });
      expect(canWithdrawConsent(actor(duty, { userId: 'you' }), consent)).toMatchObject({ allowed: false });
      expect(canGiveConsent(actor(duty, { userId: 'you' }), { ...consent, isGiven: false })).toMatchObject({ allowed: false });
    }
  });

  it('is for consents that hold; pledges and statements stay', () => {
    const me = actor('representative', { userId: 'me' });
    expect(consentKinds.filter((kind) => canWithdrawConsent(me, { ...consent, kind }).allowed)).toEqual(['consent']);
    expect(canWithdrawConsent(me, { ...consent, isGiven: false })).toEqual({ allowed: false, code: 'transition_not_allowed' });
  });

  it('can be undone for optional ones only', () => {
    const me = actor('representative', { userId: 'me' });
    expect(canGiveConsent(me, { ...consent, isGiven: false })).toEqual({ allowed: true });
    expect(canGiveConsent(me, consent)).toEqual({ allowed: false, code: 'transition_not_allowed' });
    expect(canGiveConsent(me, { ...consent, isRequired: true, isGiven: false })).toMatchObject({ allowed: false });
  });

  it('always says that what was done before stays lawful', () => {
    for (const purpose of ['account', 'application', 'release']) {
      for (const isRequired of [true, false]) {
        for (const hasLiveCase of [true, false]) expect(effectsOfWithdrawal({ purpose, isRequired, hasLiveCase })).toContain('past_stays_lawful');
      }
    }
    expect(effectsOfWithdrawal({ purpose: 'application', isRequired: true, hasLiveCase: false })).not.toContain('case_stops');
  });
});
