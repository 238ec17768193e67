import { isLevel, type Level } from '#app/domain/assessments/roadmap.ts';
import { decodeLevels, encodeLevels, judgeLevels, type RoadmapCheckResult } from '#app/domain/assessments/roadmap-check.ts';
import { parseRoadmap } from '#app/domain/assessments/roadmap-schema.ts';
import type { BilingualText } from '#app/domain/formats/text.ts';
import roadmapJson from '#db/seeds/roadmap.json' with { type: 'json' };

const roadmap = parseRoadmap(roadmapJson);

/** One question of the mini check: an area of the roadmap with what each level looks like. */
export interface RoadmapQuestion {
  readonly code: string;
  readonly name: BilingualText;
  readonly kpis: BilingualText;
  readonly levels: readonly { readonly level: number; readonly name: BilingualText; readonly descriptor: BilingualText }[];
}

/** What a firm's levels mean, for reading: nothing of it is stored. */
export interface RoadmapCheckView {
  readonly version: string;
  readonly total: number;
  readonly band: RoadmapCheckResult['band'];
  readonly rows: readonly { readonly code: string; readonly name: BilingualText; readonly level: Level; readonly levelName: BilingualText; readonly next: BilingualText | null }[];
  readonly first: readonly { readonly code: string; readonly name: BilingualText; readonly level: Level; readonly activities: readonly { readonly id: string; readonly title: BilingualText }[] }[];
}

function nameOf(level: number): BilingualText {
  const found = roadmap.levelNames.find((name) => name.level === level);
  return { ko: found?.ko ?? String(level), en: found?.en ?? String(level) };
}

/** The ten questions, one per area, in the words of the roadmap. */
export function listRoadmapQuestions(): RoadmapQuestion[] {
  return roadmap.areas.map(({ code, name, kpis, levels }) => ({ code, name, kpis, levels: levels.map(({ level, descriptor }) => ({ level, name: nameOf(level), descriptor })) }));
}

/** Reads a form: the code of complete levels, or the areas that lack one. */
export function checkRoadmap(form: FormData): { code: string | null; missing: string[] } {
  const given = Object.fromEntries(
    roadmap.areas.map(({ code }) => {
      const level = Number(form.get(code));
      return [code, isLevel(level) ? level : undefined];
    }),
  );
  return { code: encodeLevels(roadmap, given), missing: roadmap.areas.flatMap(({ code }) => (given[code] === undefined ? [code] : [])) };
}

/** The levels behind a code, for filling the form again; null when it cannot be read. */
export function readRoadmapCode(code: string): Record<string, Level> | null {
  return decodeLevels(roadmap, code);
}

/** The result behind a code; null when it cannot be read. */
export function readRoadmapResult(code: string): RoadmapCheckView | null {
  const levels = readRoadmapCode(code);
  if (!levels) return null;
  const { total, band, first } = judgeLevels(roadmap, levels);
  return {
    version: roadmap.version,
    total,
    band,
    rows: roadmap.areas.map((area) => {
      const level = levels[area.code] ?? 1;
      return { code: area.code, name: area.name, level, levelName: nameOf(level), next: area.levels.find((entry) => entry.level === level + 1)?.descriptor ?? null };
    }),
    first: first.map(({ area, level, activities }) => ({ code: area.code, name: area.name, level, activities: activities.map(({ id, title }) => ({ id, title })) })),
  };
}
