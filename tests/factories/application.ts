import type { AnswerValue } from '#app/domain/applications/answers.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import type { Received } from '#app/services/documents/receive-file.ts';
import { attachDocument } from '#app/services/applications/attach-document.ts';
import { saveAnswers } from '#app/services/applications/save-answers.ts';
import settings from '#db/seeds/settings-2026.json' with { type: 'json' };
import { receiveFile } from '#app/services/documents/receive-file.ts';
import { Readable } from 'node:stream';
import { pdfOf } from './files.ts';
import type { Owner } from './owner.ts';
import { uniqueWord } from './unique.ts';

interface YearOptions {
  /** ISO moments; by default the call is open from a week ago for two weeks. */
  readonly opensAt?: string;
  readonly closesAt?: string;
  readonly now?: Date;
}

let years = 100;

/** Makes an open programme year with settings, question set and checklist. */
export async function createProgrammeYear(owner: Owner, options: YearOptions = {}): Promise<{ id: string }> {
  const now = options.now ?? new Date();
  const day = (offset: number) => new Date(now.getTime() + offset * 86_400_000);
  const date = (offset: number) => day(offset).toISOString().slice(0, 10);
  years += 1;
  const [programme] = await owner<{ id: string }>(`insert into programme (code, name) values ($1, '{"ko":"시험","en":"Test"}') returning id`, [uniqueWord()]);
  const [stage] = await owner<{ id: string }>(`insert into stage (programme_id, number, name, starts_on, ends_on) values ($1, 1, '{"ko":"1","en":"1"}', '2020-01-01', '2035-01-01') returning id`, [programme?.id]);
  const [year] = await owner<{ id: string }>(
    `insert into programme_year (stage_id, number, code, label, receipt_prefix, status, call_opens_at, call_closes_at, selection_closes_on, starts_on, ends_on, quota, budget_won, question_set_id, score_sheet_id, document_checklist_id)
     values ($1, $2, $3, '{"ko":"시험 차년도","en":"Test year"}', $4, 'open', $5, $6, $7, $8, $9, 100, 4000000000,
       (select id from question_set where purpose = 'application' order by version desc limit 1), (select id from score_sheet where purpose = 'selection' order by version desc limit 1),
       (select id from document_checklist where purpose = 'application' order by version desc limit 1)) returning id`,
    [stage?.id, years, `y${uniqueWord()}`, `TST-${2000 + years}`, options.opensAt ?? day(-7).toISOString(), options.closesAt ?? day(14).toISOString(), date(60), date(90), date(450)],
  );
  if (!year) throw new Error('The programme year was not made.');
  await owner(`insert into settings_version (programme_year_id, version, values, valid_from) values ($1, 1, $2, '2020-01-01')`, [year.id, JSON.stringify(settings)]);
  return year;
}

const LONG = '2호기와 3호기에서 치수 불량이 반복됩니다. 교체 조건이 작업자마다 달라 교체 직후 불량이 몰립니다. '.repeat(6);

/** Answers that may be sent, without files. */
export const COMPLETE_ANSWERS: Readonly<Record<string, unknown>> = {
  firm_name: '가온정밀(주)',
  firm_form: 'corporation',
  representative_name: '김대표',
  founded_on: '2009-03-02',
  firm_size: 'small',
  ksic: '25',
  main_products: '자동차 조향부품',
  region: '41',
  postal_code: '12345',
  address: '경기도 어느시 어느로 1',
  factory_elsewhere: 'no',
  employees: '42',
  sales_1: '4,200,000,000',
  smart_factory_level: 'none',
  affiliated: 'no',
  contact_name: '박담당',
  contact_position: '생산팀 과장',
  contact_mobile: '010-1234-5678',
  contact_email: 'park@firm.example',
  contact_language: 'ko',
  fields: ['process'],
  problem: LONG,
  wish: LONG,
  commitment: LONG,
  indicator_process_defect: { numerator: '5,474', denominator: '70,180', fromMonth: '2026-05', toMonth: '2026-07', scope: '', source: '생산일보' },
  indicator_delivery: { numerator: '137', denominator: '150', fromMonth: '2026-05', toMonth: '2026-07', scope: '', source: '출하대장' },
  grant_wanted: '30,000,000',
  grant_equipment: '30,000,000',
  author: 'self',
  check_factory: 'yes',
  check_sme: 'yes',
  check_closed: 'no',
  check_tax_arrears: 'no',
  check_defaulter: 'no',
  check_cancelled: 'no',
  check_restricted: 'no',
  check_duplicate: 'no',
  consent_collection: 'on',
  consent_provision: 'on',
  consent_company: 'on',
  pledge_integrity: 'on',
  statement_truth: 'on',
};

/** Questions whose papers must be attached to an unaffiliated firm's application. */
export const REQUIRED_FILES = ['file_registration', 'file_sme', 'file_financials', 'file_tax'] as const;

/** A small PDF as it arrives from a browser. */
export function receivedPdf(name = '서류.pdf'): Promise<Received> {
  return receiveFile(Readable.from([Buffer.from(pdfOf(uniqueWord()))]), name);
}

/** Writes a draft that may be sent, through the use-cases; returns its id. */
export async function fillApplication(ctx: Context, over: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const answers = { ...COMPLETE_ANSWERS, ...over };
  const entries = Object.entries(answers).map(([questionId, raw]) => ({ questionId, raw, revision: 0 }));
  const { applicationId } = await saveAnswers(ctx, entries);
  for (const questionId of REQUIRED_FILES) await attachDocument(ctx, { questionId, received: await receivedPdf() });
  return applicationId;
}

/** The stored answers of an application by question. */
export async function storedAnswers(owner: Owner, applicationId: string): Promise<Record<string, AnswerValue>> {
  const rows = await owner<{ question_id: string; answer: AnswerValue }>('select question_id, answer from application_draft_answer where application_id = $1', [applicationId]);
  return Object.fromEntries(rows.map((row) => [row.question_id, row.answer]));
}
