import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import content from '#db/seeds/question-set-2026.json' with { type: 'json' };
import eligibility from '#db/seeds/eligibility-questions.json' with { type: 'json' };
import en from '#app/i18n/messages/en/answers.json' with { type: 'json' };
import ko from '#app/i18n/messages/ko/answers.json' with { type: 'json' };
import { diffAnswers, patchAnswers, prefillAnswers, pruneAnswers, sectionProgress, visibleQuestions } from '#app/domain/applications/answers.ts';
import type { Answers, AnswerValue } from '#app/domain/applications/answers.ts';
import { checkCorrection, isQuestionEditable, mergeCorrection } from '#app/domain/applications/correction.ts';
import { normaliseAnswer, normaliseAnswers } from '#app/domain/applications/normalise-answer.ts';
import { findQuestion, findSectionOf, listQuestions, parseQuestionSet } from '#app/domain/applications/question-set.ts';
import { toFieldErrors, validateAnswers } from '#app/domain/applications/validate-answers.ts';
import { decodeMessage } from '#app/domain/errors.ts';
import { defaultSettings } from '#app/domain/programmes/settings.ts';

const set = parseQuestionSet(content);
const long = '가'.repeat(200);
const indicator = (numerator: number, denominator: number) => ({ numerator, denominator, fromMonth: '2026-05', toMonth: '2026-07', scope: '조향부품', source: '작업일보' });
const complete: Record<string, AnswerValue> = {
  firm_name: '가온정밀(주)', business_number: '9998100015', firm_form: 'corporation', representative_name: '김가온', founded_on: '2009-03-02', firm_size: 'small',
  ksic: '30', main_products: '조향부품', region: '41', postal_code: '15588', address: '경기도 안산시 단원구 산단로 1', factory_elsewhere: false, employees: 42,
  sales_1: 8_200_000_000, smart_factory_level: 'none', affiliated: false, contact_name: '이서준', contact_position: '생산팀장', contact_mobile: '01012345678',
  contact_email: 'lee@gaon.example', contact_language: 'ko', fields: ['process'], problem: long, wish: long, commitment: long,
  indicator_process_defect: indicator(5474, 70180), indicator_delivery: indicator(420, 456),
  grant_wanted: 30_000_000, grant_consulting: 10_000_000, grant_equipment: 20_000_000, author: 'self',
  check_factory: 'yes', check_sme: 'yes', check_closed: 'no', check_tax_arrears: 'no', check_defaulter: 'no', check_cancelled: 'no', check_restricted: 'no', check_duplicate: 'no',
  file_registration: ['f1'], file_sme: ['f2'], file_financials: ['f3'], file_tax: ['f4'],
  consent_collection: true, consent_provision: true, consent_company: true, pledge_integrity: true, statement_truth: true,
};
const submit = (over: Record<string, AnswerValue> = {}, stage: 'draft' | 'submit' = 'submit') =>
  validateAnswers(set, { ...complete, ...over }, { stage, settings: defaultSettings, today: '2026-08-10', lists: { ksic: ['25', '30'], regions: ['41', '48'] } });
const found = (over: Record<string, AnswerValue>, stage?: 'draft' | 'submit') => submit(over, stage).map((issue) => `${issue.questionId}:${issue.messageId.replace('answers.', '')}`);

describe('the question set of 2026', () => {
  it('has the eight sections and both languages', () => {
    expect(set.sections.map((section) => section.id)).toEqual(['company', 'supply_chain', 'contact', 'need', 'self_check', 'attachments', 'consents', 'review']);
    for (const id of ['problem', 'wish', 'commitment']) expect(findQuestion(set, id)).toMatchObject({ minLength: 200, maxLength: 2000, required: true });
    expect(findSectionOf(set, 'grant_wanted')?.id).toBe('need');
    expect(listQuestions(set).filter((question) => question.id.startsWith('check_')).map((question) => question.id)).toEqual(eligibility.questions.map((question) => question.id));
  });

  it('accepts a complete application', () => {
    expect(submit()).toEqual([]);
  });

  it('reports nothing but unreadable values for an empty draft', () => {
    expect(validateAnswers(set, {}, { stage: 'draft', settings: defaultSettings, today: '2026-08-10' })).toEqual([]);
    expect(found({ postal_code: '12', problem: 'kurz' }, 'draft')).toEqual(['postal_code:postal_code.invalid']);
  });
});

describe('validation', () => {
  it.each([
    [{ firm_name: ' ' }, 'firm_name:required'],
    [{ business_number: '1234567890' }, 'business_number:business_number.invalid'],
    [{ founded_on: '2026-08-11' }, 'founded_on:date.in_future'],
    [{ employees: 0 }, 'employees:number.below_min'],
    [{ ksic: '99' }, 'ksic:choice.unknown'],
    [{ problem: '가'.repeat(199) }, 'problem:too_short'],
    [{ problem: '가'.repeat(2001) }, 'problem:too_long'],
    [{ grant_wanted: 45_000_000, grant_equipment: 35_000_000 }, 'grant_wanted:won.above_max'],
    [{ grant_wanted: 19_990_000, grant_equipment: 9_990_000 }, 'grant_wanted:won.below_min'],
    [{ grant_wanted: 30_000_001, grant_equipment: 20_000_001 }, 'grant_wanted:won.not_a_step'],
    [{ grant_equipment: 10_000_000 }, 'grant_consulting:rule.sum_differs'],
    [{ check_closed: 'yes' }, 'check_closed:blocks'],
    [{ check_tax_arrears: 'deferred' }, 'file_tax_deferral:file.required'],
    [{ consent_collection: false }, 'consent_collection:consent_required'],
    [{ file_tax: null }, 'file_tax:file.required'],
    [{ indicator_process_defect: null }, 'indicator_process_defect:rule.indicator_missing_q'],
    [{ indicator_delivery: null }, 'indicator_delivery:rule.indicator_missing_d'],
    [{ indicator_process_defect: indicator(70180, 5474) }, 'indicator_process_defect:indicator.part_larger_than_whole'],
    [{ indicator_delivery: { ...indicator(1, 2), source: '' } }, 'indicator_delivery:indicator.source_missing'],
    [{ affiliated: true, tier: 'tier1', parent_name: '한빛자동차' }, 'file_trade:file.required'],
  ] as [Record<string, AnswerValue>, string][])('finds %o', (over, expected) => {
    expect(found(over)).toEqual([expected]);
  });

  it('only warns about the corporate number', () => {
    expect(submit({ corporate_number: '1301110006247' })).toMatchObject([{ severity: 'warning', messageId: 'answers.corporate_number.checksum' }]);
    expect(toFieldErrors(submit({ corporate_number: '1301110006247' }))).toEqual({});
  });

  it('packs parameters into field errors', () => {
    const text = toFieldErrors(submit({ problem: 'short' }))['problem']?.[0] ?? '';
    expect(decodeMessage(text)).toEqual({ id: 'answers.too_short', params: { min: 200, length: 5 } });
  });

  it('names only messages that exist in both languages', () => {
    expect(Object.keys(ko)).toEqual(Object.keys(en));
    for (const issue of [...submit({}, 'submit'), ...validateAnswers(set, {}, { stage: 'submit', settings: defaultSettings, today: '2026-08-10' })]) {
      expect(Object.keys(ko)).toContain(issue.messageId);
    }
  });
});

describe('visibility', () => {
  it('follows answers over several steps', () => {
    const ids = (answers: Answers) => visibleQuestions(set, answers).map((question) => question.id);
    expect(ids({})).not.toContain('tier');
    expect(ids({ affiliated: true })).toContain('tier');
    expect(ids({ affiliated: true, tier: 'tier2' })).toContain('tier1_name');
    expect(ids({ affiliated: false, tier: 'tier2' })).not.toContain('tier1_name');
    expect(pruneAnswers(set, { affiliated: false, tier: 'tier2', firm_name: '' })).toEqual({ affiliated: false });
  });

  it('counts required answers per section', () => {
    expect(sectionProgress(set, complete).every((row) => row.required === row.answered)).toBe(true);
    expect(sectionProgress(set, {})[2]).toEqual({ sectionId: 'contact', required: 5, answered: 0 });
  });
});

describe('normalising', () => {
  const read = (id: string, raw: unknown) => normaliseAnswer(findQuestion(set, id)!, raw);

  it('types what a form sends', () => {
    expect(read('employees', ' 1,200 ')).toEqual({ ok: true, value: 1200 });
    expect(read('sales_1', '8,200,000,000원')).toEqual({ ok: true, value: 8_200_000_000 });
    expect(read('business_number', '999-81-00015')).toEqual({ ok: true, value: '9998100015' });
    expect(read('affiliated', 'no')).toEqual({ ok: true, value: false });
    expect(read('consent_news', 'on')).toEqual({ ok: true, value: true });
    expect(read('fields', 'process')).toEqual({ ok: true, value: ['process'] });
    expect(read('fields', ['process', 'process', ''])).toEqual({ ok: true, value: ['process'] });
    expect(read('problem', 'a\r\nb')).toEqual({ ok: true, value: 'a\nb' });
    expect(read('firm_name', ['x', 'y'])).toEqual({ ok: true, value: 'y' });
    expect(read('indicator_delivery', { numerator: '1,000', denominator: '2000', fromMonth: '2026-05', toMonth: '2026-13', scope: '', source: 'MES' })).toMatchObject({ value: { numerator: 1000, denominator: 2000, toMonth: null } });
    expect(read('indicator_delivery', { numerator: '', denominator: '' })).toEqual({ ok: true, value: null });
  });

  it('keeps what it cannot read', () => {
    expect(read('employees', 'viele')).toMatchObject({ ok: false, value: 'viele', messageId: 'answers.integer.not_a_number' });
    expect(read('sales_1', '2천만원')).toMatchObject({ ok: false, messageId: 'answers.won.not_a_number' });
    expect(normaliseAnswers(listQuestions(set), { employees: 'viele', unknown: 'x' })).toEqual({ employees: 'viele' });
  });

  it('is stable when applied twice and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...listQuestions(set)), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()), fc.jsonValue()), (question, raw) => {
        const once = normaliseAnswer(question, raw);
        expect(normaliseAnswer(question, once.value)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });
});

describe('differences', () => {
  const value = fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.boolean(), fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }));
  const record = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), value, { maxKeys: 6 });

  it('patches back to the same answers', () => {
    fc.assert(
      fc.property(record, record, (before, after) => {
        expect({ ...patchAnswers(before, diffAnswers(before, after)) }).toEqual({ ...after });
        expect(diffAnswers(before, before)).toEqual([]);
      }),
    );
  });

  it('ignores the order of keys and a missing answer', () => {
    expect(diffAnswers({ a: { ...indicator(1, 2) }, b: null }, { a: Object.fromEntries(Object.entries(indicator(1, 2)).reverse()) as unknown as AnswerValue })).toEqual([]);
  });

  it('prefills from the profile', () => {
    expect(prefillAnswers(set, { name: '가온정밀(주)', employees: 42 })).toEqual({ firm_name: '가온정밀(주)', employees: 42 });
  });
});

describe('correction', () => {
  const items = [{ questionId: 'problem' }, { questionId: 'grant_wanted' }];

  it('lets only listed questions change', () => {
    expect(checkCorrection({ problem: 'a', firm_name: 'x' }, { problem: 'b', firm_name: 'x' }, items)).toMatchObject({ allowed: true, untouched: ['grant_wanted'] });
    expect(checkCorrection({ problem: 'a', firm_name: 'x' }, { problem: 'b', firm_name: 'y' }, items)).toMatchObject({ allowed: false, forbidden: ['firm_name'] });
    expect(isQuestionEditable('firm_name', items)).toBe(false);
    expect(isQuestionEditable('firm_name', null)).toBe(true);
  });

  it('is always allowed after merging only the listed ones', () => {
    const record = fc.dictionary(fc.constantFrom('problem', 'grant_wanted', 'firm_name', 'wish'), fc.string({ minLength: 1 }));
    fc.assert(fc.property(record, record, (before, after) => checkCorrection(before, mergeCorrection(before, after, items), items).allowed));
  });
});
