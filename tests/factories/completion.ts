import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from '#app/domain/accounts/context.ts';
import type { Duty } from '#app/domain/accounts/actor.ts';
import { createConsultant } from './consultants.ts';
import type { Owner } from './owner.ts';
import { contextOf, createPerson } from './people.ts';
import { uniqueBusinessNumber, uniqueWord } from './unique.ts';

let years = 20;

/** A programme year with its contributor and the people of the headquarters. */
export interface OutcomeYear {
  readonly id: string;
  readonly number: number;
  readonly settingsId: string;
  readonly contributorId: string;
}

/** Makes a programme year of its own, so that its totals belong to one test alone. */
export async function makeOutcomeYear(owner: Owner, settings: Record<string, unknown> = {}): Promise<OutcomeYear> {
  years += 1;
  const number = years;
  const id = randomUUID();
  const settingsId = randomUUID();
  const contributorId = randomUUID();
  await owner(
    `insert into programme_year (id, stage_id, number, code, label, receipt_prefix, status, call_opens_at, call_closes_at, selection_closes_on, starts_on, ends_on, quota, smart_factory_target, budget_won)
     select $1, id, $2::int, 'test-' || $2::text, jsonb_build_object('ko', $2::text, 'en', $2::text), 'TST-' || lpad($2::text, 4, '0'), 'open', now() - interval '9 months', now() - interval '8 months', '2026-03-01', '2026-01-01', '2026-12-31', 60, 5, 2000000000
     from stage where number = 3`,
    [id, number],
  );
  await owner(`insert into settings_version (id, programme_year_id, version, values, valid_from) values ($1, $2, 1, $3, '2026-01-01')`, [settingsId, id, JSON.stringify({ grantMinWon: 20_000_000, grantMaxWon: 40_000_000, advanceCapPercent: 70, ...settings })]);
  await owner(`insert into organisation (id, kind, name, is_contributing) values ($1, 'parent_company', $2, true)`, [contributorId, `Contributor ${uniqueWord()}`]);
  return { id, number, settingsId, contributorId };
}

export interface CaseOptions {
  readonly grantWon?: number;
  readonly paidWon?: number;
  readonly regionCode?: string;
  readonly smartFactory?: boolean;
  /** Final values of the two indicators (defect rate from 8 to a target of 5, delivery from 90 to a target of 96). */
  readonly finals?: { readonly q1?: number | null; readonly d1?: number | null };
  /** Baseline of the defect rate, 8 when absent. */
  readonly baseline?: number;
  /** Completion state to start in. */
  readonly completion?: 'not_due' | 'due' | 'accepted';
}

/** A case with an agreement in force, money paid and booked, a plan of two tasks and two frozen indicators. */
export interface RunningCase {
  readonly id: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly agreementId: string;
  readonly budgetLineId: string;
  readonly taskIds: readonly [string, string];
  readonly cardIds: readonly [string, string];
  readonly firm: (now?: string) => Context;
  readonly consultant: (now?: string) => Context;
}

/** The day on which tests act unless they say otherwise. */
export const TODAY = '2026-11-10T01:00:00Z';

/** Somebody of the headquarters, acting on a day. */
export async function makeStaff(owner: Owner, duty: Duty): Promise<(now?: string) => Context> {
  const person = await createPerson(owner, duty);
  return (now = TODAY) => contextOf(person.actor, now);
}

/** Makes a case in force by inserts of the owner, with the ledger in agreement: contribution, commitment, payment. */
export async function makeRunningCase(owner: Owner, year: OutcomeYear, options: CaseOptions = {}): Promise<RunningCase> {
  const grantWon = options.grantWon ?? 30_000_000;
  const paidWon = options.paidWon ?? 21_000_000;
  const [id, firmId, planId, decisionId, agreementId, versionId, budgetLineId, trancheId, task1, task2, card1, card2] = Array.from({ length: 12 }, () => randomUUID()) as [string, string, string, string, string, string, string, string, string, string, string, string];
  const firmName = `Firm ${uniqueWord()}`;
  const hash = () => randomBytes(32);
  const [officer, senior] = [await createPerson(owner, 'officer'), await createPerson(owner, 'senior_officer')];
  await owner(`insert into firm (id, state, business_number, name, region_code) values ($1, 'active', $2, $3, $4)`, [firmId, uniqueBusinessNumber(), firmName, options.regionCode ?? '41']);
  const representative = await createPerson(owner, 'representative', { firmId });
  await owner(`insert into application (id, firm_id, programme_year_id, state, settings_version_id, submitted_at, receipt_number) values ($1, $2, $3, 'admitted', $4, now(), take_receipt_number($3))`, [id, firmId, year.id, year.settingsId]);
  const consultant = await createConsultant(owner);
  await owner(`insert into assignment (application_id, firm_id, consultant_id, state) values ($1, $2, $3, 'active')`, [id, firmId, consultant.consultantId]);
  await owner(`insert into plan (id, application_id, firm_id, state) values ($3, $1, $2, 'approved')`, [id, firmId, planId]);
  for (const [index, task] of [task1, task2].entries()) await owner(`insert into plan_task (id, plan_id, application_id, firm_id, position, title, status) values ($3, $4, $1, $2, $5, $6, 'in_progress')`, [id, firmId, task, planId, index, `Task ${index + 1}`]);
  await owner(`insert into grant_decision (id, application_id, firm_id, settings_version_id, state, requested_won, amount_won, proposed_by, approved_by) values ($3, $1, $2, $4, 'approved', $5, $5, $6, $7)`, [id, firmId, decisionId, year.settingsId, grantWon, officer.userId, senior.userId]);
  await owner(`update programme_year set committed_won = committed_won + $2 where id = $1`, [year.id, grantWon]);
  await owner(`insert into agreement (id, application_id, firm_id, grant_decision_id, state, number, amount_won, starts_on, ends_on) values ($3, $1, $2, $4, 'in_force', $5, $6, '2026-01-02', '2026-11-30')`, [id, firmId, agreementId, decisionId, `A-${uniqueWord()}`, grantWon]);
  await owner(`insert into agreement_version (id, agreement_id, application_id, firm_id, number, content, amount_won, hash, effective_on) values ($3, $4, $1, $2, 1, '{}', $5, $6, '2026-01-02')`, [id, firmId, versionId, agreementId, grantWon, hash()]);
  await owner(`insert into budget_line (id, agreement_version_id, agreement_id, application_id, firm_id, category, title, basis, proof, amount_won) values ($3, $4, $5, $1, $2, $6, 'Press improvement', 'quotation', 'tax_invoice', $7)`, [id, firmId, budgetLineId, versionId, agreementId, options.smartFactory ? 'smart_factory' : 'consulting', grantWon]);
  await owner(`update agreement set current_version_id = $2, paid_won = $3 where id = $1`, [agreementId, versionId, paidWon]);
  if (paidWon > 0) {
    await owner(`insert into tranche (id, agreement_id, application_id, firm_id, number, kind, gate, state, planned_won, requested_won, verified_won, paid_won, paid_at) values ($3, $4, $1, $2, 1, 'advance', 'in_force', 'paid', $5, $5, $5, $5, '2026-02-02T01:00:00Z')`, [id, firmId, trancheId, agreementId, paidWon]);
  }
  if (grantWon > paidWon) {
    await owner(`insert into tranche (agreement_id, application_id, firm_id, number, kind, gate, state, planned_won) values ($3, $1, $2, 2, 'interim', 'interim_passed', 'planned', $4)`, [id, firmId, agreementId, grantWon - paidWon]);
  }
  for (const [card, code, better, unit, before, target] of [[card1, 'Q1', 'lower', '%', options.baseline ?? 8, 5], [card2, 'D1', 'higher', '%', 90, 96]] as const) {
    await owner(
      `insert into kpi_card (id, application_id, firm_id, definition_code, unit, better, state, baseline_from, baseline_to, baseline_numerator, baseline_denominator, baseline_value, baseline_grade, target_value, frozen_at, hash)
       values ($3, $1, $2, $4, $5, $6, 'frozen', '2025-10-01', '2025-12-31', $7, 100, $7, 'B', $8, now(), $9)`,
      [id, firmId, card, code, unit, better, before, target, hash()],
    );
  }
  const finals = { q1: 5, d1: 96, ...options.finals };
  for (const [card, value] of [[card1, finals.q1], [card2, finals.d1]] as const) {
    if (value !== null) await owner(`insert into kpi_reading (kpi_card_id, application_id, firm_id, state, kind, month, numerator, denominator, value, grade, confirmed_by) values ($3, $1, $2, 'confirmed', 'final', '2026-10-01', $4, 100, $4, 'B', $5)`, [id, firmId, card, value, consultant.userId]);
  }
  await owner(`insert into completion (application_id, firm_id, agreement_id, state, due_on) values ($1, $2, $3, $4, '2026-11-30')`, [id, firmId, agreementId, options.completion ?? 'due']);
  await owner(`insert into settlement (application_id, firm_id, agreement_id) values ($1, $2, $3)`, [id, firmId, agreementId]);
  await bookGrant(owner, year, firmId, grantWon, paidWon);
  return {
    id, firmId, firmName, agreementId, budgetLineId, taskIds: [task1, task2], cardIds: [card1, card2],
    firm: (now = TODAY) => contextOf(representative.actor, now),
    consultant: (now = TODAY) => contextOf(consultant.actor, now),
  };
}

async function account(owner: Owner, kind: string, year: OutcomeYear, firmId: string | null): Promise<string> {
  await owner(`insert into ledger_account (kind, programme_year_id, organisation_id, firm_id, may_be_negative) values ($1, $2, $3, $4, $5) on conflict do nothing`, [kind, year.id, year.contributorId, firmId, kind === 'outside']);
  const [row] = await owner<{ id: string }>(`select id from ledger_account where kind = $1 and programme_year_id = $2 and organisation_id = $3 and firm_id is not distinct from $4`, [kind, year.id, year.contributorId, firmId]);
  if (!row) throw new Error('The account was not made.');
  return row.id;
}

async function bookGrant(owner: Owner, year: OutcomeYear, firmId: string, grantWon: number, paidWon: number): Promise<void> {
  const outside = await account(owner, 'outside', year, null);
  const pool = await account(owner, 'programme_year', year, null);
  const committed = await account(owner, 'firm_grant', year, firmId);
  const paid = await account(owner, 'firm_paid', year, firmId);
  for (const [kind, from, to, won] of [['contribution', outside, pool, grantWon], ['commitment', pool, committed, grantWon], ['payment', committed, paid, paidWon]] as const) {
    if (won > 0) {
      await owner(`with t as (insert into ledger_transfer (kind, programme_year_id) values ($1, $2) returning id) insert into ledger_line (transfer_id, account_id, amount_won) select id, $3::uuid, -$5::bigint from t union all select id, $4::uuid, $5::bigint from t`, [kind, year.id, from, to, won]);
    }
  }
}

/** Stores a small proof document of the firm and puts it to every settlement line. */
export async function giveProofs(owner: Owner, made: RunningCase): Promise<void> {
  const [row] = await owner<{ id: string }>(
    `insert into document (firm_id, application_id, kind, file_name, mime, bytes, sha256, storage_key, status) values ($1, $2, 'settlement_proof', 'invoice.pdf', 'application/pdf', 100, $3, $4, 'clean') returning id`,
    [made.firmId, made.id, randomBytes(32), `aa/bb/${randomBytes(20).toString('hex')}`],
  );
  await owner(`update settlement_line set document_ids = array[$2::uuid, $2::uuid] where application_id = $1`, [made.id, row?.id]);
}

/** Balance of the ledger of a firm: committed, paid and demanded together, in won. */
export async function ledgerOf(owner: Owner, made: RunningCase): Promise<number> {
  const [row] = await owner<{ won: string }>(`select coalesce(sum(balance_won), 0) as won from ledger_account where firm_id = $1 and kind in ('firm_grant', 'firm_paid', 'clawback')`, [made.firmId]);
  return Number(row?.won ?? 0);
}
