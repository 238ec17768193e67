import type { Actor } from './actor.ts';
import { all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';

/** What was agreed to: a consent can be taken back, a pledge or a statement of fact cannot. */
export const consentKinds = ['consent', 'pledge', 'statement'] as const;
export type ConsentKind = (typeof consentKinds)[number];

export interface ConsentSubject {
  /** Who gave it. */
  readonly userId: string;
  readonly kind: ConsentKind;
  readonly isRequired: boolean;
  /** Whether it holds at present. */
  readonly isGiven: boolean;
}

/** Taking back an own consent that holds; nobody does it for somebody else. */
export function canWithdrawConsent(actor: Actor, subject: ConsentSubject): Decision {
  return all(isOwn(actor, subject), allowIf(subject.kind === 'consent'), allowIf(subject.isGiven, 'transition_not_allowed'));
}

/** Giving an optional consent anew; a required one is asked for where it is needed, beside what it is for. */
export function canGiveConsent(actor: Actor, subject: ConsentSubject): Decision {
  return all(isOwn(actor, subject), allowIf(subject.kind === 'consent' && !subject.isRequired), allowIf(!subject.isGiven, 'transition_not_allowed'));
}

function isOwn(actor: Actor, subject: ConsentSubject): Decision {
  return allowIf(actor.userId !== null && actor.userId === subject.userId);
}

/** What a withdrawal brings about, as it is stated before it is confirmed. */
export const withdrawalEffects = ['news_end', 'case_stops', 'officer_told', 'account_closes', 'admin_told', 'past_stays_lawful', 'kept_by_law', 'can_give_again'] as const;
export type WithdrawalEffect = (typeof withdrawalEffects)[number];

/** The effects of taking back a consent, most weighty first. */
export function effectsOfWithdrawal(consent: { readonly purpose: string; readonly isRequired: boolean; readonly hasLiveCase: boolean }): WithdrawalEffect[] {
  if (!consent.isRequired) return ['news_end', 'past_stays_lawful', 'can_give_again'];
  if (consent.purpose === 'account') return ['account_closes', 'admin_told', 'past_stays_lawful', 'kept_by_law'];
  return [...(consent.hasLiveCase ? (['case_stops', 'officer_told'] as const) : []), 'past_stays_lawful', 'kept_by_law'];
}
