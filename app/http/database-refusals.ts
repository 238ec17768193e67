import { AppError, type ErrorCode } from '#app/domain/errors.ts';

/** A refusal of the database in the application's words. `isNamed` is false where only the kind of rule is known. */
export interface DatabaseRefusal {
  readonly error: AppError;
  readonly constraint: string;
  readonly isNamed: boolean;
}

/** Rules that the database keeps as a net, by the names of their constraints: what a form is told when two people were faster than the check. */
const NAMED: readonly (readonly [RegExp, ErrorCode, string?])[] = [
  [/^ledger_account_not_negative$/, 'conflict', 'errors.conflict.ledger_short'],
  [/^ledger_transfer_(one_payment|idempotency_key_key)$/, 'conflict'],
  [/^programme_year_within_budget$/, 'budget_exceeded'],
  [/^(grant_decision|agreement|tranche|contribution|settlement|recovery|programme_year|membership|assignment|consultant)_\w*within_\w+$|^tranche_advance_cap$/, 'limit_exceeded'],
  [/_four_eyes$|^verification_second_reviewer$|^visit_confirmed_by_other$|^evaluation_assignment_not_self$/, 'four_eyes'],
  [/_has_reason$/, 'reason_required'],
  [/^visit_no_overlap$/, 'overlap'],
  [/^allowed_transition$/, 'transition_not_allowed'],
  [/^firm_business_number$/, 'duplicate_firm'],
  [/^application_one_live$/, 'duplicate_application'],
  [/_(once|one_live|one_open|one_active|open)$/, 'conflict'],
];

/** Own codes of triggers and the kinds of constraints, for rules without an entry above. */
const KINDS: Readonly<Record<string, ErrorCode>> = {
  IP001: 'transition_not_allowed',
  IP002: 'conflict',
  IP003: 'stale_version',
  IP004: 'conflict',
  IP005: 'limit_exceeded',
  IP006: 'four_eyes',
  '22003': 'limit_exceeded',
  '23503': 'conflict',
  '23505': 'conflict',
  '23514': 'conflict',
  '23P01': 'overlap',
};

/** What the database refused because of a rule of the data, as a refusal for the form that asked; null for every other error. */
export function databaseRefusalOf(error: unknown): DatabaseRefusal | null {
  if (!(error instanceof Error) || error instanceof AppError) return null;
  const { code, constraint = '' } = error as { code?: unknown; constraint?: unknown };
  const kind = typeof code === 'string' ? KINDS[code] : undefined;
  if (!kind || typeof constraint !== 'string') return null;
  const [, named, message] = NAMED.find(([pattern]) => pattern.test(constraint)) ?? [];
  return { error: new AppError(named ?? kind, { cause: error, ...(message ? { fields: { '': [message] } } : {}) }), constraint, isNamed: named !== undefined || String(code).startsWith('IP') };
}
