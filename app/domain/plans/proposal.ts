import { defaultTarget, levelGap, listActivities } from '../assessments/roadmap.ts';
import type { AreaLevels, Roadmap, RoadmapActivity } from '../assessments/roadmap.ts';

/** Which KPI codes an area moves; versioned content beside the roadmap. */
export type AreaKpis = Readonly<Record<string, readonly string[]>>;

/** Factor for areas that move a KPI the firm chose; domain.md 3.3. */
export const KPI_FACTOR = 1.5;

/** How many areas are proposed, and how many the firm picks at most. */
export const PROPOSED_AREAS = 4;

export interface AreaPriority {
  areaCode: string;
  weight: number;
  confirmed: number;
  target: number;
  gap: number;
  /** KPIs chosen by the firm that this area moves. */
  kpiCodes: string[];
  priority: number;
  rank: number;
  /** True for the areas shown as proposal. */
  proposed: boolean;
  /** Activities of the next step. */
  activities: RoadmapActivity[];
}

/** Areas by priority = weight × gap × 1.5 (when a chosen KPI moves); the four highest with a gap are proposed. Ties keep the roadmap order. */
export function proposeAreas(
  roadmap: Pick<Roadmap, 'areas'>,
  input: { confirmed: AreaLevels; targets?: AreaLevels; chosenKpis: readonly string[]; areaKpis: AreaKpis; count?: number },
): AreaPriority[] {
  const count = input.count ?? PROPOSED_AREAS;
  const rows = roadmap.areas.flatMap((area) => {
    const confirmed = input.confirmed[area.code];
    if (typeof confirmed !== 'number') return [];
    const target = input.targets?.[area.code] ?? defaultTarget(confirmed);
    const gap = levelGap(confirmed, target);
    const kpiCodes = (input.areaKpis[area.code] ?? []).filter((code) => input.chosenKpis.includes(code));
    const priority = area.weight * gap * (kpiCodes.length > 0 ? KPI_FACTOR : 1);
    return [{ areaCode: area.code, weight: area.weight, confirmed, target, gap, kpiCodes, priority, activities: gap === 0 ? [] : listActivities(area, confirmed) }];
  });
  return rows
    .map((row, order) => ({ row, order }))
    .sort((left, right) => right.row.priority - left.row.priority || left.order - right.order)
    .map(({ row }, index) => ({ ...row, rank: index + 1, proposed: index < count && row.gap > 0 }));
}

/** True when the choice of areas leaves the proposal and therefore needs a reason. */
export function isOverride(priorities: readonly AreaPriority[], chosen: readonly string[]): boolean {
  return chosen.some((code) => !priorities.some((row) => row.areaCode === code && row.proposed));
}
