/** Notices about the account itself: sent whatever the person prefers, and not shown in the inbox. */
export const accountKinds = ['verify_email', 'reset_password', 'password_changed', 'invitation', 'account_exists', 'sign_code', 'second_factor_on', 'second_factor_off', 'recovery_codes_renewed', 'recovery_code_used', 'session_replaced'] as const;

/** Notices that start a period or decide a case; nobody can switch them off. */
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
  'grant_approved',
  'grant_refused',
  'agreement_offered',
  'agreement_terminated',
  'interim_missed',
  'settlement_draft',
  'recovery_demanded',
  'hold_placed',
];

/** Whether the notice is about the account of its reader. */
export function isAccountKind(kind: string): boolean {
  return (accountKinds as readonly string[]).includes(kind);
}
