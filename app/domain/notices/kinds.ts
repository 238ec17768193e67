/** Notices about the account itself: sent whatever the person prefers, and not shown in the inbox. */
export const accountKinds = ['verify_email', 'reset_password', 'password_changed', 'invitation', 'account_exists', 'sign_code', 'second_factor_on', 'second_factor_off', 'recovery_codes_renewed', 'recovery_code_used', 'session_replaced', 'own_consent_withdrawn'] as const;

/**
 * Notices that start a period or decide a case, and the fingerprints that have to lie outside of the portal: nobody can
 * switch them off or put them into the daily digest.
 */
export const mandatoryKinds: readonly string[] = [
  ...accountKinds,
  'correction_requested',
  'application_submitted',
  'application_ineligible',
  'application_admitted',
  'application_expired',
  'correction_expired',
  'application_reserved',
  'reserve_called',
  'application_rejected',
  'consultant_to_confirm',
  'objection_upheld',
  'objection_overruled',
  'consultant_replaced',
  'assignment_ended',
  'grant_approved',
  'grant_refused',
  'agreement_offered',
  'agreement_terminated',
  'interim_missed',
  'interim_failed',
  'completion_returned',
  'completion_refused',
  'settlement_queried',
  'settlement_draft',
  'settlement_refund',
  'recovery_notice',
  'recovery_decided',
  'recovery_warned',
  'recovery_demanded',
  'hold_placed',
  'change_queried',
  'change_denied',
  'appeal_inadmissible',
  'appeal_hearing',
  'appeal_upheld',
  'appeal_partly_upheld',
  'appeal_dismissed',
  'member_removed',
  'member_duty_changed',
  'join_requested',
  'join_refused',
  'hand_over_notice',
  'hand_over_left',
  'hand_over_done',
  'hand_over_refused',
  'firm_flagged',
  'firm_refused',
  'firm_restricted',
  'firm_closed',
  'membership_ending',
  'membership_ended',
  'membership_shortened',
  'consent_withdrawn',
  'account_consent_withdrawn',
  'chains_anchored',
];

/** Notices worth a text message to those who asked for it: somebody has to act within days, or loses something. */
export const urgentKinds: readonly string[] = [
  'correction_requested',
  'application_admitted',
  'reserve_called',
  'assignment_offered',
  'agreement_offered',
  'deadline_near',
  'deadline_overdue',
  'interim_missed',
  'interim_failed',
  'completion_returned',
  'completion_refused',
  'settlement_queried',
  'settlement_draft',
  'settlement_refund',
  'recovery_notice',
  'recovery_demanded',
  'hold_placed',
  'change_queried',
  'appeal_hearing',
];

/** The mail that brings what was collected for a day. */
export const DIGEST_KIND = 'daily_digest';

/** Whether the notice is about the account of its reader. */
export function isAccountKind(kind: string): boolean {
  return (accountKinds as readonly string[]).includes(kind);
}

/** Whether the reader has no choice about the notice. */
export function isMandatoryKind(kind: string): boolean {
  return mandatoryKinds.includes(kind);
}

/** Whether the notice may also go out as a text message. */
export function isUrgentKind(kind: string): boolean {
  return urgentKinds.includes(kind);
}
