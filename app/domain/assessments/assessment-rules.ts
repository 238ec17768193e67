import type { RuleIssue } from '../formats/rule-issue.ts';
import { bandOf, isLevel, needsEvidence, totalScore } from './roadmap.ts';
import type { AreaLevels, AssessmentBand, Roadmap } from './roadmap.ts';

/** Answer for one area: a level, or not applicable with a reason. */
export interface AreaAnswer {
  areaCode: string;
  level: number | null;
  notApplicableReason: string | null;
  evidenceNote: string | null;
  evidenceFileCount: number;
}

function issue(code: string, subject: string, params: RuleIssue['params'] = {}): RuleIssue {
  return { code, messageId: `answers.assessment.${code}`, severity: 'error', subject, params };
}

/** Checks that an assessment can be sent: every area has a level or a reason, and every claim of level 3 or more has evidence. */
export function checkAssessment(roadmap: Pick<Roadmap, 'areas'>, answers: readonly AreaAnswer[]): RuleIssue[] {
  const issues: RuleIssue[] = [];
  for (const area of roadmap.areas) {
    const answer = answers.find((entry) => entry.areaCode === area.code);
    if (!answer || (answer.level === null && (answer.notApplicableReason ?? '').trim() === '')) {
      issues.push(issue('level_missing', area.code));
      continue;
    }
    if (answer.level === null) continue;
    if (!isLevel(answer.level)) issues.push(issue('level_unknown', area.code));
    else if (needsEvidence(answer.level) && answer.evidenceFileCount === 0 && (answer.evidenceNote ?? '').trim() === '') {
      issues.push(issue('evidence_missing', area.code, { level: answer.level }));
    }
  }
  return issues;
}

export interface AreaComparison {
  areaCode: string;
  own: number | null;
  confirmed: number | null;
  /** own − confirmed; positive when the firm rated itself higher. */
  difference: number | null;
}

export interface AssessmentSummary {
  ownTotal: number | null;
  confirmedTotal: number | null;
  band: AssessmentBand | null;
  areas: AreaComparison[];
  /** Areas rated differently by firm and consultant. */
  differing: number;
}

/** Both columns side by side; the confirmed level counts, and the difference is shown. */
export function summariseAssessment(roadmap: Pick<Roadmap, 'areas'>, own: AreaLevels, confirmed: AreaLevels): AssessmentSummary {
  const areas = roadmap.areas.map((area) => {
    const ownLevel = own[area.code] ?? null;
    const confirmedLevel = confirmed[area.code] ?? null;
    return { areaCode: area.code, own: ownLevel, confirmed: confirmedLevel, difference: ownLevel === null || confirmedLevel === null ? null : ownLevel - confirmedLevel };
  });
  const confirmedTotal = totalScore(roadmap, confirmed);
  const ownTotal = totalScore(roadmap, own);
  const counted = confirmedTotal ?? ownTotal;
  return { ownTotal, confirmedTotal, band: counted === null ? null : bandOf(counted), areas, differing: areas.filter((area) => area.difference !== null && area.difference !== 0).length };
}

/** Areas that went up between two rounds; only confirmed levels of both rounds count. */
export function listSteppedUp(roadmap: Pick<Roadmap, 'areas'>, before: AreaLevels, after: AreaLevels): { areaCode: string; from: number; to: number }[] {
  return roadmap.areas.flatMap((area) => {
    const from = before[area.code];
    const to = after[area.code];
    return typeof from === 'number' && typeof to === 'number' && to > from ? [{ areaCode: area.code, from, to }] : [];
  });
}

/** True when a third rater is needed in a dispute: firm and consultant differ by more than one level. */
export function needsThirdRater(own: number, confirmed: number): boolean {
  return Math.abs(own - confirmed) > 1;
}
