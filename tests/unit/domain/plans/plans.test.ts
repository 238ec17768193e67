import { describe, expect, it } from 'vitest';
import kpis from '#db/seeds/kpis.json' with { type: 'json' };
import areaKpis from '#db/seeds/roadmap-kpis.json' with { type: 'json' };
import content from '#db/seeds/roadmap.json' with { type: 'json' };
import { checkAssessment, listSteppedUp, needsThirdRater, summariseAssessment } from '#app/domain/assessments/assessment-rules.ts';
import { areaScore, bandOf, defaultTarget, isTargetAllowed, levelGap, listActivities, maxTarget, needsEvidence, totalScore } from '#app/domain/assessments/roadmap.ts';
import { parseRoadmap } from '#app/domain/assessments/roadmap-schema.ts';
import { checkPlan, planProgress } from '#app/domain/plans/plan-rules.ts';
import type { PlanContext, PlanTask } from '#app/domain/plans/plan-rules.ts';
import { isOverride, proposeAreas } from '#app/domain/plans/proposal.ts';
import { defaultSettings } from '#app/domain/programmes/settings.ts';

const roadmap = parseRoadmap(content);
const levels = (level: number, over: Record<string, number | null> = {}) => ({ ...Object.fromEntries(roadmap.areas.map((area) => [area.code, level])), ...over });

describe('roadmap', () => {
  it('has 10 areas, 50 descriptors, 95 activities and weights of 100', () => {
    expect(roadmap.areas).toHaveLength(10);
    expect(roadmap.areas.flatMap((area) => area.levels)).toHaveLength(50);
    expect(roadmap.areas.flatMap((area) => area.activities)).toHaveLength(95);
    expect(roadmap.areas.reduce((sum, area) => sum + area.weight, 0)).toBe(100);
    expect(Object.keys(areaKpis)).toEqual(roadmap.areas.map((area) => area.code));
  });

  it('scores level × 20 and weighs the areas', () => {
    expect(areaScore(3)).toBe(60);
    expect([1, 2, 3, 4, 5].map((level) => totalScore(roadmap, levels(level)))).toEqual([20, 40, 60, 80, 100]);
    expect(totalScore(roadmap, levels(1, { A5: 5 }))).toBe(31.2);
    expect(totalScore(roadmap, levels(2, { A9: null }))).toBe(40);
    expect(totalScore(roadmap, {})).toBeNull();
  });

  it('names bands without gaps', () => {
    expect([20, 36, 36.4, 37, 52, 53, 68, 69, 84, 85, 100].map(bandOf)).toEqual([
      'start', 'start', 'start', 'basic', 'basic', 'established', 'established', 'data_managed', 'data_managed', 'leading', 'leading',
    ]);
  });

  it('limits targets to two steps and level five', () => {
    expect([defaultTarget(2), defaultTarget(5), maxTarget(2), maxTarget(4), levelGap(3, 2)]).toEqual([3, 5, 4, 5, 0]);
    expect(isTargetAllowed(2, 4)).toBe(true);
    expect(isTargetAllowed(2, 5)).toBe(false);
    expect(listActivities(roadmap.areas[0]!, 1).map((activity) => activity.id)).toEqual(['A1-11', 'A1-12', 'A1-13']);
  });

  it('asks for evidence from level three on', () => {
    expect([2, 3].map(needsEvidence)).toEqual([false, true]);
    const answer = (areaCode: string, level: number | null) => ({ areaCode, level, notApplicableReason: null, evidenceNote: null, evidenceFileCount: 0 });
    const answers = roadmap.areas.map((area) => answer(area.code, 2));
    expect(checkAssessment(roadmap, answers)).toEqual([]);
    answers[0] = answer('A1', 3);
    answers[1] = answer('A2', null);
    expect(checkAssessment(roadmap, answers).map((entry) => [entry.subject, entry.code])).toEqual([['A1', 'evidence_missing'], ['A2', 'level_missing']]);
  });

  it('keeps both columns and counts stepped-up areas', () => {
    expect(summariseAssessment(roadmap, levels(3), levels(2, { A1: 3 }))).toMatchObject({ ownTotal: 60, confirmedTotal: 42, band: 'basic', differing: 9 });
    expect(listSteppedUp(roadmap, levels(2), levels(2, { A5: 3, A1: 1 }))).toEqual([{ areaCode: 'A5', from: 2, to: 3 }]);
    expect(needsThirdRater(4, 2)).toBe(true);
  });
});

describe('proposal', () => {
  it('takes weight × gap, times 1.5 for chosen KPIs, and shows the top four', () => {
    const rows = proposeAreas(roadmap, { confirmed: levels(2), chosenKpis: ['Q1', 'D1'], areaKpis });
    expect(rows.slice(0, 4).map((row) => [row.areaCode, row.priority])).toEqual([['A5', 21], ['A9', 18], ['A7', 15], ['A4', 12]]);
    expect(rows.filter((row) => row.proposed)).toHaveLength(4);
    expect(rows[0]?.activities.map((activity) => activity.id)).toEqual(['A5-21', 'A5-22']);
    expect(isOverride(rows, ['A5', 'A7'])).toBe(false);
    expect(isOverride(rows, ['A10'])).toBe(true);
  });

  it('proposes nothing where there is no gap', () => {
    expect(proposeAreas(roadmap, { confirmed: levels(5), chosenKpis: [], areaKpis }).some((row) => row.proposed)).toBe(false);
  });
});

describe('plan', () => {
  const task = (id: string, over: Partial<PlanTask> = {}): PlanTask => ({
    id, areaCode: 'A5', title: 't', owner: 'o', startsOn: '2026-09-01', endsOn: '2026-12-31', kpiCodes: ['Q1'], grantWon: 10_000_000, ownShareWon: 0, manDays: 5, ...over,
  });
  const context: PlanContext = {
    settings: defaultSettings, startsOn: '2026-08-01', endsOn: '2027-07-31', grantWon: 20_000_000, manDays: 25, catalogue: kpis, confirmed: levels(2),
  };
  const codes = (tasks: PlanTask[], over: Partial<PlanContext> = {}) => checkPlan(tasks, { ...context, ...over }).map((entry) => entry.code);
  const good = [task('1'), task('2', { kpiCodes: ['D1'] })];

  it('accepts two complete tasks with a quality and a delivery KPI', () => {
    expect(codes(good)).toEqual([]);
  });

  it('finds each missing part', () => {
    expect(codes([task('1', { kpiCodes: ['Q1', 'D1'] })])).toEqual(['too_few_tasks']);
    expect(codes([...good, task('3', { state: 'cancelled' })])).toEqual([]);
    expect(codes([task('1'), task('2')])).toEqual(['delivery_kpi_missing']);
    expect(codes([task('1'), task('2')], { waived: ['D'] })).toEqual([]);
    expect(codes([task('1', { owner: ' ' }), good[1]!])).toEqual(['owner_missing']);
    expect(codes([task('1', { endsOn: '2027-08-01' }), good[1]!])).toEqual(['outside_agreement']);
    expect(codes([task('1', { endsOn: '2026-08-01' }), good[1]!])).toEqual(['end_before_start']);
    expect(codes([task('1', { grantWon: 10_000_001 }), good[1]!])).toEqual(['above_grant']);
    expect(codes([task('1', { manDays: 21 }), good[1]!])).toEqual(['above_man_days']);
    expect(codes(Array.from({ length: 7 }, (_, index) => task(String(index), { grantWon: 1, manDays: 1, kpiCodes: ['Q1', 'D1'] })))).toEqual(['too_many_tasks']);
  });

  it('advises against a system before standard work', () => {
    const issues = checkPlan([task('1', { areaCode: 'A9' }), good[1]!], { ...context, confirmed: levels(2, { A4: 1 }) });
    expect(issues).toMatchObject([{ code: 'digital_before_standard_work', severity: 'warning', subject: '1' }]);
  });

  it('weighs progress by cost', () => {
    expect(planProgress([{ grantWon: 30, ownShareWon: 0, progressPercent: 100 }, { grantWon: 10, ownShareWon: 0, progressPercent: 0 }])).toBe(75);
    expect(planProgress([])).toBe(0);
  });
});
