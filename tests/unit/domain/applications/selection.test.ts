import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import consents from '#db/seeds/consents-2026.json' with { type: 'json' };
import checklist from '#db/seeds/document-checklist-2026.json' with { type: 'json' };
import eligibilityContent from '#db/seeds/eligibility-questions.json' with { type: 'json' };
import ksic from '#db/seeds/ksic.json' with { type: 'json' };
import outcomes from '#db/seeds/published-outcomes.json' with { type: 'json' };
import questionSet from '#db/seeds/question-set-2026.json' with { type: 'json' };
import roots from '#db/seeds/root-technologies.json' with { type: 'json' };
import sheetContent from '#db/seeds/score-sheet-2026.json' with { type: 'json' };
import { decideEligibility, decodeEligibility, eligibilityQuestionsSchema, encodeEligibility, toDraftAnswers } from '#app/domain/applications/eligibility.ts';
import type { EligibilityAnswer } from '#app/domain/applications/eligibility.ts';
import { parseQuestionSet } from '#app/domain/applications/question-set.ts';
import { rankApplications } from '#app/domain/applications/ranking.ts';
import { combineScores, parseScoreSheet, totalPoints } from '#app/domain/applications/score-sheet.ts';
import { classifySize, isIndustryAdmitted, ksicDivisionSchema } from '#app/domain/applications/sme-size.ts';

const questions = eligibilityQuestionsSchema.parse(eligibilityContent);
const good: Record<string, EligibilityAnswer> = Object.fromEntries(questions.questions.map((question) => [question.id, question.blocks.includes('no') ? 'yes' : 'no']));

describe('self-check', () => {
  it('asks eight questions', () => {
    expect(questions.questions).toHaveLength(8);
    expect(decideEligibility(questions, good)).toEqual({ outcome: 'eligible', blockedBy: [], unsure: [], missing: [], proofs: [] });
  });

  it('lets a tax deferral through with its proof', () => {
    expect(decideEligibility(questions, { ...good, check_tax_arrears: 'deferred' })).toMatchObject({ outcome: 'eligible', proofs: ['tax_deferral'] });
    expect(decideEligibility(questions, { ...good, check_tax_arrears: 'yes' })).toMatchObject({ outcome: 'not_eligible', blockedBy: ['check_tax_arrears'] });
    expect(decideEligibility(questions, { ...good, check_sme: 'unsure' })).toMatchObject({ outcome: 'ask', unsure: ['check_sme'] });
    expect(decideEligibility(questions, {})).toMatchObject({ outcome: 'ask' });
  });

  it('round-trips its code and finds typing errors', () => {
    const answer = fc.tuple(...questions.questions.map((question) => fc.constantFrom(...question.answers)));
    fc.assert(
      fc.property(answer, fc.nat(), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), (list, at, letter) => {
        const answers = Object.fromEntries(questions.questions.map((question, index) => [question.id, list[index]!]));
        const code = encodeEligibility(questions, answers)!;
        expect(decodeEligibility(questions, code.toLowerCase().replaceAll('-', ' '))).toEqual(answers);
        const place = at % code.length;
        const typo = code.slice(0, place) + letter + code.slice(place + 1);
        if (code[place] !== '-' && code[place] !== letter) expect(decodeEligibility(questions, typo)).not.toEqual(answers);
      }),
    );
    expect(encodeEligibility(questions, {})).toBeNull();
    expect(decodeEligibility(questions, 'HELLO')).toBeNull();
    expect(toDraftAnswers({ check_sme: 'unsure', check_closed: 'no' })).toEqual({ check_closed: 'no' });
  });
});

describe('size', () => {
  const divisions = ksic.map((row) => ksicDivisionSchema.parse(row));
  const size = (mean: number, over: object = {}) => classifySize({ ksic: '25', salesWon: [mean, mean, mean], ...over }, divisions);

  it('compares the three-year mean with both ceilings', () => {
    expect(size(12_000_000_000).size).toBe('small');
    expect(size(12_000_000_001).size).toBe('medium');
    expect(size(120_000_000_001).size).toBe('not_sme');
    expect(classifySize({ ksic: '25', salesWon: [10_000_000_000, 15_000_000_000, null] }, divisions)).toMatchObject({ size: 'medium', meanSalesWon: 12_500_000_000 });
  });

  it('knows the other conditions and warns', () => {
    expect(size(1, { totalAssetsWon: 500_000_000_000 }).size).toBe('not_sme');
    expect(size(1, { groupMember: true }).size).toBe('not_sme');
    expect(size(110_000_000_000, { declared: 'small' }).warnings).toEqual(['close_to_ceiling', 'differs_from_declared']);
    expect(classifySize({ ksic: '30', ksicSubclass: '30393', salesWon: [140_000_000_000] }, divisions)).toMatchObject({ size: 'medium', warnings: ['exception_ceiling', 'close_to_ceiling'] });
    expect(classifySize({ ksic: '62', salesWon: [] }, divisions)).toMatchObject({ size: null, warnings: ['unknown_division', 'sales_missing'] });
    expect(isIndustryAdmitted('62', divisions, false)).toBe(false);
    expect(isIndustryAdmitted('62', divisions, true)).toBe(true);
  });
});

describe('score sheet', () => {
  const sheet = parseScoreSheet(sheetContent);
  const points = { need: 15, commitment: 15, plan: 15, capability: 10, effect: 5 };

  it('adds points and caps the bonus', () => {
    expect(totalPoints(sheet, points)).toMatchObject({ points: 60, bonus: 0, total: 60, passed: true, complete: true });
    expect(totalPoints(sheet, points, ['root_industry', 'small_firm', 'region'])).toMatchObject({ bonus: 6, total: 66 });
    expect(totalPoints(sheet, { ...points, effect: 4.5 }).passed).toBe(false);
    expect(totalPoints(sheet, { ...points, effect: undefined })).toMatchObject({ complete: false, missing: ['effect'], passed: false });
    expect(totalPoints(sheet, { ...points, need: 21 })).toMatchObject({ invalid: ['need'], passed: false });
  });

  it('asks for a third assessor when two differ by more than 20', () => {
    expect(combineScores(sheet, [80, 60], 3, 20)).toMatchObject({ total: 73, spread: 20, needsThird: false });
    expect(combineScores(sheet, [81, 60], 9, 20)).toMatchObject({ total: 76.5, needsThird: true });
    expect(combineScores(sheet, [81, 60, 70], 0, 20).needsThird).toBe(false);
    expect(combineScores(sheet, [], 0, 20).total).toBeNull();
  });
});

describe('ranking', () => {
  const at = new Date('2026-08-01T00:00:00Z');
  const candidate = (applicationId: string, total: number, unaffiliated = false) => ({ applicationId, total, unaffiliated, receivedAt: at });

  it('keeps places for unaffiliated firms and a reserve list', () => {
    const lines = rankApplications([candidate('a', 90), candidate('b', 80), candidate('c', 70), candidate('d', 65), candidate('u', 62, true), candidate('x', 59)], { places: 3, passMark: 60, unaffiliatedQuotaPercent: 25 });
    expect(lines.map((line) => [line.applicationId, line.result, line.reserveOrder, line.byQuota])).toEqual([
      ['a', 'admitted', null, false], ['b', 'admitted', null, false], ['c', 'reserve', 1, false], ['d', 'reserve', 2, false], ['u', 'admitted', null, true], ['x', 'rejected', null, false],
    ]);
  });

  it('never admits more than the places, nor below the pass mark, and leaves no place empty', () => {
    const list = fc.array(fc.record({ total: fc.integer({ min: 0, max: 106 }), unaffiliated: fc.boolean() }), { maxLength: 30 });
    fc.assert(
      fc.property(list, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 100 }), (rows, places, unaffiliatedQuotaPercent) => {
        const candidates = rows.map((row, index) => ({ ...row, applicationId: String(index), receivedAt: at }));
        const admitted = rankApplications(candidates, { places, passMark: 60, unaffiliatedQuotaPercent }).filter((line) => line.result === 'admitted');
        const passed = candidates.filter((row) => row.total >= 60);
        expect(admitted).toHaveLength(Math.min(places, passed.length));
        const kept = Math.min(Math.ceil((places * unaffiliatedQuotaPercent) / 100), passed.filter((row) => row.unaffiliated).length, places);
        expect(admitted.filter((line) => rows[Number(line.applicationId)]?.unaffiliated).length).toBeGreaterThanOrEqual(kept);
      }),
    );
  });
});

describe('seed contents', () => {
  it('fit together', () => {
    const all = parseQuestionSet(questionSet).sections.flatMap((section) => section.questions);
    expect(all.flatMap((question) => (question.consent ? [question.consent] : []))).toEqual(consents.consents.map((consent) => consent.id));
    const kinds = checklist.documents.map((document) => document.kind);
    for (const question of all) if (question.document) expect(kinds).toContain(question.document);
    expect(roots).toHaveLength(14);
  });

  it('marks every derived figure and leaves unknown ones empty', () => {
    expect(outcomes.years).toHaveLength(5);
    const five = outcomes.years[4];
    expect(five?.actualFirms).toEqual({ value: 2062, mark: 'derived', sources: [] });
    expect(five?.financialEffectWon.value).toBeNull();
    const [a, b, c, d] = outcomes.years.map((year) => year.actualFirms.value ?? 0);
    expect((a ?? 0) + (b ?? 0) + (c ?? 0) + (d ?? 0)).toBe(7999);
    expect(outcomes.years.slice(0, 4).reduce((sum, year) => sum + (year.financialEffectWon.value ?? 0), 0)).toBe(412_700_000_000);
  });
});
