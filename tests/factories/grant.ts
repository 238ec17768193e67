import settings from '#db/seeds/settings-2026.json' with { type: 'json' };
import { approveGrant } from '#app/services/grants/decide-grant.ts';
import { assignGrantReview, recommendGrant } from '#app/services/grants/review-grant.ts';
import { pledgeContribution, recordContribution } from '#app/services/partners/record-contribution.ts';
import type { ContributionUse } from '#db/queries/contributions.ts';
import { createCase, createYear, type Year } from './cases.ts';
import { createConsultant, type Consultant } from './consultants.ts';
import type { Firm } from './firms.ts';
import type { Owner } from './owner.ts';
import { contextOf, createPerson, type Person } from './people.ts';
import { uniqueWord } from './unique.ts';

/** The people who handle money, each a person of its own. */
export interface MoneyPeople {
  readonly officer: Person;
  readonly senior: Person;
  readonly finance: Person;
}

/** Makes an officer, a senior officer and a finance officer. */
export async function createMoneyPeople(owner: Owner): Promise<MoneyPeople> {
  return { officer: await createPerson(owner, 'officer'), senior: await createPerson(owner, 'senior_officer'), finance: await createPerson(owner, 'finance_officer') };
}

/** A programme year with settings and a contributor whose money is in the ledger. */
export interface FundedYear extends Year {
  readonly settingsId: string;
  readonly contributorId: string;
}

interface YearOptions {
  readonly budgetWon?: number;
  readonly poolWon?: number;
  readonly settings?: Record<string, unknown>;
  readonly use?: ContributionUse;
}

/** Makes an organisation that contributes. */
export async function createContributor(owner: Owner, name = `Contributor ${uniqueWord()}`): Promise<string> {
  const [row] = await owner<{ id: string }>(`insert into organisation (kind, is_contributing, name) values ('parent_company', true, $1) returning id`, [name]);
  if (!row) throw new Error('The organisation was not made.');
  return row.id;
}

/** Pledges, pays in and allocates money of a contributor to a year. */
export async function contribute(people: MoneyPeople, given: { contributorId: string; yearId: string; won: number; use?: ContributionUse; allocate?: boolean }): Promise<string> {
  const ctx = contextOf(people.finance.actor, '2026-09-01T01:00:00Z');
  const { contributionId } = await pledgeContribution(ctx, { organisationId: given.contributorId, programmeYearId: given.yearId, pledgedWon: given.won, use: given.use ?? 'any', purpose: '', signedOn: '2026-08-20' });
  await recordContribution(ctx, { contributionId, amountWon: given.won, reference: `IN-${uniqueWord()}`, allocate: given.allocate ?? true });
  return contributionId;
}

/** Makes a year with budget and money of one contributor. */
export async function createFundedYear(owner: Owner, people: MoneyPeople, options: YearOptions = {}): Promise<FundedYear> {
  const year = await createYear(owner);
  const budgetWon = options.budgetWon ?? 1_000_000_000;
  await owner(`update programme_year set budget_won = $2, interim_closes_on = '2027-02-28' where id = $1`, [year.id, budgetWon]);
  const [version] = await owner<{ id: string }>(`insert into settings_version (programme_year_id, version, values, valid_from) values ($1, 1, $2, '2026-07-01') returning id`, [
    year.id,
    JSON.stringify({ ...settings, ...options.settings }),
  ]);
  if (!version) throw new Error('The settings were not made.');
  const contributorId = await createContributor(owner);
  const poolWon = options.poolWon ?? budgetWon;
  if (poolWon > 0) await contribute(people, { contributorId, yearId: year.id, won: poolWon, ...(options.use ? { use: options.use } : {}) });
  return { ...year, settingsId: version.id, contributorId };
}

/** A case that is ready for its grant decision: diagnosis agreed, KPI cards signed by both, plan sent, decision open. */
export interface GrantReadyCase {
  readonly applicationId: string;
  readonly decisionId: string;
  readonly firm: Firm;
  readonly consultant: Consultant;
}

/** Makes a case that is ready for its grant decision, past the use-cases before it. */
export async function createGrantReadyCase(owner: Owner, year: FundedYear, options: { requestedWon?: number; ownShareWon?: number; planState?: string; organisationId?: string } = {}): Promise<GrantReadyCase> {
  const requestedWon = options.requestedWon ?? 30_000_000;
  const made = await createCase(owner, { year, state: 'admitted', requestedWon, ...(options.organisationId ? { organisationId: options.organisationId } : {}) });
  const { firm, id: applicationId } = made;
  const consultant = await createConsultant(owner);
  const rep = firm.representative.userId;
  await owner(`update application set settings_version_id = $2 where id = $1`, [applicationId, year.settingsId]);
  await owner(`insert into assignment (application_id, firm_id, consultant_id, state, started_on) values ($1, $2, $3, 'active', '2026-09-10')`, [applicationId, firm.id, consultant.consultantId]);
  await owner(`insert into assessment (application_id, firm_id, kind, state, roadmap_version, agreed_at, agreed_by) select $1, $2, 't0', 'agreed', version, now(), $3 from roadmap_version order by version desc limit 1`, [applicationId, firm.id, rep]);
  const [plan] = await owner<{ id: string }>(
    `insert into plan (application_id, firm_id, state, summary, total_won, own_share_won, signed_at, signed_by, endorsed_at, endorsed_by, submitted_at)
     values ($1, $2, $3, '불량을 줄이고 납기를 지킵니다.', $4, $5, now(), $6, now(), $7, now()) returning id`,
    [applicationId, firm.id, options.planState ?? 'submitted', requestedWon, options.ownShareWon ?? 0, rep, consultant.userId],
  );
  for (const [position, code] of ['Q1', 'D1'].entries()) {
    const [card] = await owner<{ id: string }>(
      `insert into kpi_card (application_id, firm_id, definition_code, state, unit, better, factor, decimals, product_scope, measuring_source, window_months, baseline_from, baseline_to,
         baseline_numerator, baseline_denominator, baseline_value, baseline_grade, target_value, target_on, firm_signed_at, firm_signed_by, consultant_signed_at, consultant_signed_by)
       select $1, $2, d.code, 'co_signed', d.unit, d.better, d.factor, d.decimals, '조향 샤프트', '생산일보', 3, '2026-07-01', '2026-09-30', $4, 10000, $5, 'B', $6, '2027-07-31', now(), $7, now(), $8
       from kpi_definition d where d.code = $3 returning id`,
      [applicationId, firm.id, code, position === 0 ? 780 : 9000, position === 0 ? 7.8 : 90, position === 0 ? 5 : 97, rep, consultant.userId],
    );
    const half = Math.floor(requestedWon / 2);
    await owner(
      `insert into plan_task (plan_id, application_id, firm_id, position, area_code, title, owner_name, start_month, end_month, kpi_card_id, expected_effect, budget_category, amount_won, own_share_won)
       values ($1, $2, $3, $4, $5, $6, '박과장', '2026-11-01', '2027-03-01', $7, $8, $9, $10, 0)`,
      [plan?.id, applicationId, firm.id, position, position === 0 ? 'A5' : 'A7', position === 0 ? '공정 불량 기록과 원인 제거' : '주문 일정 한 장 관리', card?.id, position === 0 ? '불량률 7.8% → 5%' : '납기준수율 90% → 97%', position === 0 ? 'equipment' : 'consulting', position === 0 ? half : requestedWon - half],
    );
  }
  const [decision] = await owner<{ id: string }>(`insert into grant_decision (application_id, firm_id, settings_version_id, requested_won, state) values ($1, $2, $3, $4, 'submitted') returning id`, [
    applicationId,
    firm.id,
    year.settingsId,
    requestedWon,
  ]);
  if (!decision) throw new Error('The grant decision was not made.');
  return { applicationId, decisionId: decision.id, firm, consultant };
}

/** Brings a case to `recommended` through the use-cases. */
export async function recommendCase(people: MoneyPeople, given: GrantReadyCase, amountWon: number, now = '2026-10-13T01:00:00Z'): Promise<void> {
  const ctx = contextOf(people.officer.actor, now);
  await assignGrantReview(ctx, { applicationId: given.applicationId });
  await recommendGrant(ctx, { applicationId: given.applicationId, amountWon, reason: '과제와 비용이 타당합니다.', duplicateSupport: { result: 'clean', note: '' } });
}

/** Brings a case to an approved grant with an open draft of the agreement. */
export async function approveCase(people: MoneyPeople, given: GrantReadyCase, amountWon: number, now = '2026-10-14T01:00:00Z'): Promise<void> {
  await recommendCase(people, given, amountWon);
  await approveGrant(contextOf(people.senior.actor, now), { applicationId: given.applicationId, amountWon, reason: '', conditions: [], withPlan: true });
}
