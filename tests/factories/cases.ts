import { createHash } from 'node:crypto';
import { createFirm, type Firm } from './firms.ts';
import type { Owner } from './owner.ts';
import { uniqueWord } from './unique.ts';

/** A programme year of its own for a test, open, with the first-year form and score sheet. */
export interface Year {
  readonly id: string;
  readonly number: number;
  readonly questionSetId: string;
}

let years = 100 + Math.floor(Math.random() * 20_000);

/** Makes a programme year with `quota` places. */
export async function createYear(owner: Owner, options: { readonly quota?: number } = {}): Promise<Year> {
  years += 1;
  const word = uniqueWord();
  const [stage] = await owner<{ id: string }>(
    `with p as (insert into programme (code, name) values ($1, '{"ko":"시험","en":"Test"}') returning id)
     insert into stage (programme_id, number, name, starts_on, ends_on) select id, 1, '{"ko":"1단계","en":"Stage 1"}', '2026-01-01', '2031-12-31' from p returning id`,
    [`p-${word}`],
  );
  const [year] = await owner<{ id: string; question_set_id: string }>(
    `insert into programme_year (stage_id, number, code, label, receipt_prefix, status, call_opens_at, call_closes_at, selection_closes_on, starts_on, ends_on, quota, budget_won, question_set_id, score_sheet_id)
     select $1, $2::smallint, $3, '{"ko":"시험 차년도","en":"Test year"}', $4, 'open', '2026-07-01', '2026-08-31', '2026-09-30', '2026-08-01', '2027-07-31', $5, 1000000000,
       (select id from question_set where code = 'application' order by version desc limit 1), (select id from score_sheet where code = 'selection' order by version desc limit 1)
     returning id, question_set_id`,
    [stage?.id, years, `y-${word}`, `T${String.fromCharCode(65 + (years % 26))}${String.fromCharCode(65 + (Math.floor(years / 26) % 26))}${String.fromCharCode(65 + (Math.floor(years / 676) % 26))}-${String(1000 + (years % 9000))}`, options.quota ?? 50],
  );
  if (!year) throw new Error('The programme year was not made.');
  return { id: year.id, number: years, questionSetId: year.question_set_id };
}

/** Answers of a complete form, as far as the officer's pages show them. */
export const SAMPLE_ANSWERS: Readonly<Record<string, unknown>> = {
  firm_name: '가온정밀(주)',
  business_number: '9998100015',
  firm_form: 'corporation',
  representative_name: '김도윤',
  founded_on: '2009-03-02',
  firm_size: 'small',
  ksic: '30',
  main_products: '자동차 조향부품',
  region: '48',
  address: '경남 창원시 성산구 공단로 1',
  employees: 42,
  sales_1: 4_200_000_000,
  affiliated: true,
  parent_name: '한빛자동차',
  contact_name: '이서준',
  fields: ['process', 'management'],
  problem: '2호기와 3호기에서 치수 불량이 반복됩니다. 불량이 많은 편입니다.',
  wish: '원인을 찾아 줄이고 싶습니다.',
  indicator_process_defect: { numerator: 5474, denominator: 70180, fromMonth: '2026-05', toMonth: '2026-07', scope: '전체', source: '생산일보' },
  grant_wanted: 40_000_000,
  check_factory: 'yes',
  check_closed: 'no',
};

export interface SubmittedCase {
  readonly id: string;
  readonly firm: Firm;
  readonly versionId: string;
}

interface CaseOptions {
  readonly year: Year;
  readonly state?: string;
  readonly organisationId?: string;
  readonly officerId?: string;
  readonly firm?: Firm;
  readonly requestedWon?: number;
  readonly submittedAt?: string;
  readonly dueOn?: string | null;
  readonly regionCode?: string;
  readonly ksicCode?: string;
  readonly isAffiliated?: boolean;
  readonly totalScore?: number;
  readonly wantedFields?: readonly string[];
  readonly firmName?: string;
}

/** Makes a submitted application with one version, in any state. */
export async function createCase(owner: Owner, options: CaseOptions): Promise<SubmittedCase> {
  const firm = options.firm ?? (await createFirm(owner, options.firmName ? { name: options.firmName } : {}));
  await owner(`update firm set region_code = $2, ksic_code = $3, main_product = '자동차 조향부품' where id = $1`, [firm.id, options.regionCode ?? '48', options.ksicCode ?? '30']);
  const [row] = await owner<{ id: string }>(
    `insert into application (firm_id, programme_year_id, state, state_since, receipt_number, organisation_id, assigned_officer_id, question_set_id, is_affiliated, wanted_fields, requested_won,
       due_on, total_score, submitted_at, submitted_by)
     values ($1, $2, $3, $4, take_receipt_number($2, 'application'), $5, $6, $7, $8, $9, $10, $11, $12, $4, $13) returning id`,
    [
      firm.id, options.year.id, options.state ?? 'submitted', options.submittedAt ?? '2026-08-12T08:48:00Z', options.organisationId ?? null, options.officerId ?? null, options.year.questionSetId,
      options.isAffiliated ?? true, options.wantedFields ?? ['process', 'management'], options.requestedWon ?? 40_000_000, options.dueOn === undefined ? '2026-08-28' : options.dueOn,
      options.totalScore ?? null, firm.representative.userId,
    ],
  );
  if (!row) throw new Error('The application was not made.');
  const versionId = await addVersion(owner, row.id, firm, options.year, SAMPLE_ANSWERS);
  return { id: row.id, firm, versionId };
}

/** Adds a submitted version and makes it the current one. */
export async function addVersion(owner: Owner, applicationId: string, firm: Firm, year: Year, answers: Readonly<Record<string, unknown>>): Promise<string> {
  const content = JSON.stringify(answers);
  const [version] = await owner<{ id: string }>(
    `insert into application_version (application_id, firm_id, number, question_set_id, answers, hash, received_at, submitted_by)
     values ($1, $2, (select count(*) + 1 from application_version where application_id = $1), $3, $4::jsonb, $5, now(), $6) returning id`,
    [applicationId, firm.id, year.questionSetId, content, createHash('sha256').update(content).digest(), firm.representative.userId],
  );
  if (!version) throw new Error('The version was not made.');
  await owner(`update application set current_version_id = $2 where id = $1`, [applicationId, version.id]);
  return version.id;
}
