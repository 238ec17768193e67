import { expect, test } from 'vitest';
import { AppError } from '#app/domain/errors.ts';
import { databaseRefusalOf } from '#app/http/database-refusals.ts';

const thrown = (code: string, constraint?: string) => Object.assign(new Error('refused'), { code, ...(constraint ? { constraint } : {}) });

test.each([
  ['23514', 'ledger_account_not_negative', 'conflict'],
  ['23514', 'agreement_returned_within_paid', 'limit_exceeded'],
  ['23514', 'agreement_paid_within_amount', 'limit_exceeded'],
  ['IP005', 'agreement_within_decision', 'limit_exceeded'],
  ['IP005', 'grant_decision_within_limits', 'limit_exceeded'],
  ['IP005', 'tranche_advance_cap', 'limit_exceeded'],
  ['23514', 'tranche_paid_within_verified', 'limit_exceeded'],
  ['23514', 'settlement_refunded_within_refund', 'limit_exceeded'],
  ['23514', 'recovery_paid_within_demand', 'limit_exceeded'],
  ['23514', 'programme_year_within_budget', 'budget_exceeded'],
  ['23514', 'settlement_four_eyes', 'four_eyes'],
  ['23514', 'decision_refusal_has_reason', 'reason_required'],
  ['23505', 'ledger_transfer_one_payment', 'conflict'],
  ['23505', 'application_one_live', 'duplicate_application'],
  ['23P01', 'visit_no_overlap', 'overlap'],
  ['IP001', 'allowed_transition', 'transition_not_allowed'],
  ['IP003', undefined, 'stale_version'],
] as const)('%s of %s is refused by name as %s', (code, constraint, expected) => {
  expect(databaseRefusalOf(thrown(code, constraint))).toMatchObject({ error: { code: expected }, isNamed: true });
});

test('a rule without a name in the list is refused too, and known as such', () => {
  expect(databaseRefusalOf(thrown('23503', 'visit_plan_task_fk'))).toMatchObject({ error: { code: 'conflict' }, constraint: 'visit_plan_task_fk', isNamed: false });
  expect(databaseRefusalOf(thrown('22003'))).toMatchObject({ error: { code: 'limit_exceeded' }, isNamed: false });
});

test('what is no rule of the data stays an error', () => {
  for (const error of [thrown('23502', 'x'), thrown('42P01'), thrown('08006'), new Error('x'), new AppError('held'), 'x', null]) expect(databaseRefusalOf(error)).toBeNull();
});
