import { describe, expect, test } from 'vitest';
import { answeredSections, viewOf, type OptionNames } from '#app/domain/applications/answer-view.ts';
import { findReasonCode, INELIGIBILITY_CODES, REJECTION_CODES } from '#app/domain/applications/decision-codes.ts';
import { ELIGIBILITY_CHECKLIST, findEligibilityItem, readChecklist } from '#app/domain/applications/eligibility-checklist.ts';
import { findQuestion, listQuestions, parseQuestionSet, type Question } from '#app/domain/applications/question-set.ts';
import { DECLINE_LABELS, declineCodes, isDeclineCode } from '#app/domain/assignments/decline-codes.ts';
import { roleOfField, toConsultingFields } from '#app/domain/assignments/field-names.ts';
import questions from '#db/seeds/question-set-2026.json' with { type: 'json' };

const set = parseQuestionSet(questions);
const names: OptionNames = { ksic: { '30': { ko: '자동차', en: 'Vehicles' } }, regions: { '48': { ko: '경남', en: 'Gyeongnam' } }, root_technologies: {} };
const question = (id: string): Question => {
  const found = findQuestion(set, id);
  if (!found) throw new Error(id);
  return found;
};

describe('the eligibility checklist', () => {
  test('has twelve points with codes of their own, and names only questions of the form', () => {
    expect(ELIGIBILITY_CHECKLIST).toHaveLength(12);
    expect(new Set(ELIGIBILITY_CHECKLIST.map((item) => item.code)).size).toBe(12);
    const known = new Set(listQuestions(set).map((entry) => entry.id));
    for (const id of ELIGIBILITY_CHECKLIST.flatMap((item) => item.questions)) expect(known, id).toContain(id);
  });

  test('may pass only when every point has a result and none failed', () => {
    const all = ELIGIBILITY_CHECKLIST.map((item) => ({ itemCode: item.code, outcome: 'pass' }));
    expect(readChecklist(all)).toEqual({ open: [], failed: [], done: 12, mayPass: true });
    expect(readChecklist([...all.slice(1), { itemCode: 'E01', outcome: 'not_applicable' }]).mayPass).toBe(true);
    expect(readChecklist(all.slice(1))).toMatchObject({ open: ['E01'], done: 11, mayPass: false });
    expect(readChecklist([...all.slice(1), { itemCode: 'E01', outcome: 'fail' }])).toMatchObject({ failed: ['E01'], mayPass: false });
    expect(readChecklist([{ itemCode: 'E99', outcome: 'fail' }])).toMatchObject({ failed: [], done: 0 });
  });
});

test('every code of a refusal has its words, and unknown codes have none', () => {
  for (const entry of [...REJECTION_CODES, ...INELIGIBILITY_CODES]) expect(findReasonCode(entry.code)).toEqual(entry);
  expect(findReasonCode('X01')).toBeNull();
  expect(findReasonCode(null)).toBeNull();
  expect(findEligibilityItem('E99')).toBeNull();
  for (const code of declineCodes) expect(DECLINE_LABELS[code].ko).not.toBe('');
  expect(isDeclineCode('other')).toBe(false);
});

test('fields of the form and of the register of consultants are the same fields', () => {
  expect(toConsultingFields(['production', 'process', 'management', 'unknown'])).toEqual(['process', 'management']);
  expect(toConsultingFields(['process']).map(roleOfField)).toEqual(['production']);
});

describe('answers in words', () => {
  test('carry what each kind of question needs', () => {
    expect(viewOf(question('ksic'), '30', names)).toEqual({ kind: 'labels', labels: [{ ko: '30 자동차', en: '30 Vehicles' }] });
    expect(viewOf(question('region'), '48', names)).toEqual({ kind: 'labels', labels: [names.regions['48']] });
    expect(viewOf(question('grant_wanted'), 40_000_000, names)).toEqual({ kind: 'won', value: 40_000_000 });
    expect(viewOf(question('check_closed'), 'no', names)).toMatchObject({ kind: 'labels', labels: [{ ko: '아니요' }] });
    expect(viewOf(question('affiliated'), false, names)).toEqual({ kind: 'yesno', value: false });
    expect(viewOf(question('file_tax'), ['a', 'b'], names)).toEqual({ kind: 'files', count: 2 });
    const measured = { numerator: 5474, denominator: 70180, fromMonth: '2026-05', toMonth: '2026-07', scope: '', source: '생산일보' };
    const view = viewOf(question('indicator_process_defect'), measured, names);
    expect(view.kind === 'indicator' && view.rate).toBeCloseTo(7.8, 1);
    expect(viewOf(question('indicator_process_defect'), { ...measured, denominator: 0 }, names)).toMatchObject({ rate: null });
    expect(viewOf(question('problem'), '  ', names)).toEqual({ kind: 'none' });
  });

  test('leave out what was not answered and what does not apply', () => {
    const sections = answeredSections(set, { firm_name: '가온', firm_form: 'individual', corporate_number: '1101110000017' }, names);
    expect(sections.map((section) => section.id)).toEqual(['company']);
    expect(sections[0]?.items.map((item) => item.id)).toEqual(['firm_name', 'firm_form']);
  });
});
