import type { Roadmap } from './roadmap-schema.ts';

export type { Roadmap };
export type RoadmapArea = Roadmap['areas'][number];
export type RoadmapActivity = RoadmapArea['activities'][number];
export type Level = 1 | 2 | 3 | 4 | 5;

export const assessmentBands = ['start', 'basic', 'established', 'data_managed', 'leading'] as const;
export type AssessmentBand = (typeof assessmentBands)[number];

/** Levels per area code; null means not applicable (which needs a reason). */
export type AreaLevels = Readonly<Record<string, number | null>>;

/** True for a level 1–5. */
export function isLevel(value: unknown): value is Level {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 5;
}

/** Finds an area by code, or null. */
export function findArea(roadmap: Roadmap, code: string): RoadmapArea | null {
  return roadmap.areas.find((area) => area.code === code) ?? null;
}

/** Score of one area: level × 20. */
export function areaScore(level: number): number {
  return level * 20;
}

/** Weighted mean of the area scores with one decimal (formula of Schumacher 2016); areas that are not applicable leave the weights. Null without any level. */
export function totalScore(roadmap: Pick<Roadmap, 'areas'>, levels: AreaLevels): number | null {
  let weighted = 0;
  let weights = 0;
  for (const area of roadmap.areas) {
    const level = levels[area.code];
    if (level === null || level === undefined) continue;
    weighted += area.weight * areaScore(level);
    weights += area.weight;
  }
  return weights === 0 ? null : Math.round((weighted / weights) * 10) / 10;
}

/** Band of a total: 20–36 start, 37–52 basic, 53–68 established, 69–84 managed by data, 85–100 leading. */
export function bandOf(total: number): AssessmentBand {
  const rounded = Math.round(total);
  if (rounded <= 36) return 'start';
  if (rounded <= 52) return 'basic';
  if (rounded <= 68) return 'established';
  return rounded <= 84 ? 'data_managed' : 'leading';
}

/** Steps between the target and the confirmed level; never negative. */
export function levelGap(confirmed: number, target: number): number {
  return Math.max(0, target - confirmed);
}

/** Proposed target: one level above the confirmed one. */
export function defaultTarget(confirmed: number): Level {
  return Math.min(5, confirmed + 1) as Level;
}

/** Highest target for one year: two levels above the confirmed one. */
export function maxTarget(confirmed: number): Level {
  return Math.min(5, confirmed + 2) as Level;
}

/** True when a target may be chosen for a confirmed level. */
export function isTargetAllowed(confirmed: number, target: number): boolean {
  return isLevel(target) && target >= confirmed && target <= maxTarget(confirmed);
}

/** Claims of level 3 and above need at least one piece of evidence (file or note). */
export function needsEvidence(level: number): boolean {
  return level >= 3;
}

/** Activities of the next step of an area, from the confirmed level upwards to the target. */
export function listActivities(area: Pick<RoadmapArea, 'activities'>, confirmed: number, target: number = confirmed + 1): RoadmapActivity[] {
  return area.activities.filter((activity) => activity.from >= confirmed && activity.to <= target);
}
