import { readResultCode, writeResultCode } from '../formats/result-code.ts';
import { bandOf, isLevel, listActivities, totalScore, type AssessmentBand, type Level, type Roadmap, type RoadmapActivity, type RoadmapArea } from './roadmap.ts';

/** The chosen level of every area, by code. */
export type CheckedLevels = Readonly<Record<string, Level>>;

/** An area to begin with and the activities that lead to its next level. */
export interface FirstStep {
  readonly area: RoadmapArea;
  readonly level: Level;
  readonly activities: readonly RoadmapActivity[];
}

export interface RoadmapCheckResult {
  readonly levels: CheckedLevels;
  readonly total: number;
  readonly band: AssessmentBand;
  /** The weakest areas first; the heavier one where levels are equal. */
  readonly first: readonly FirstStep[];
}

const FIRST_AREAS = 3;

/** A place for the roadmap version in front of the code, so that codes of another edition are told apart: its digits modulo 32. */
function versionMark(roadmap: Pick<Roadmap, 'version'>): number {
  return Number(roadmap.version.replace(/\D/g, '') || 0) % 32;
}

/** Five bits hold one character; each area takes a digit of base 5. */
function bodyLength(roadmap: Pick<Roadmap, 'areas'>): number {
  return Math.ceil((roadmap.areas.length * Math.log2(5)) / 5);
}

/** Levels as a short code without personal data; null when an area has none. */
export function encodeLevels(roadmap: Pick<Roadmap, 'version' | 'areas'>, levels: Readonly<Record<string, number | undefined>>): string | null {
  let value = 0n;
  for (const area of roadmap.areas) {
    const level = levels[area.code];
    if (!isLevel(level)) return null;
    value = value * 5n + BigInt(level - 1);
  }
  return writeResultCode(versionMark(roadmap), value, bodyLength(roadmap));
}

/** Levels behind a code of encodeLevels for the same roadmap; null when it was mistyped or belongs to another version. */
export function decodeLevels(roadmap: Pick<Roadmap, 'version' | 'areas'>, code: string): Record<string, Level> | null {
  let value = readResultCode(code, versionMark(roadmap), bodyLength(roadmap));
  if (value === null) return null;
  const levels: Record<string, Level> = {};
  for (const area of [...roadmap.areas].reverse()) {
    levels[area.code] = (Number(value % 5n) + 1) as Level;
    value /= 5n;
  }
  return value === 0n ? levels : null;
}

/** Total, band and where to begin. An area at the highest level has no next step and is never proposed. */
export function judgeLevels(roadmap: Pick<Roadmap, 'areas'>, levels: CheckedLevels): RoadmapCheckResult {
  const total = totalScore(roadmap, levels) ?? 0;
  const first = roadmap.areas
    .flatMap((area) => {
      const level = levels[area.code];
      return level === undefined || level === 5 ? [] : [{ area, level, activities: listActivities(area, level) }];
    })
    .sort((left, right) => left.level - right.level || right.area.weight - left.area.weight)
    .slice(0, FIRST_AREAS);
  return { levels, total, band: bandOf(total), first };
}
