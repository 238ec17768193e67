import { z } from 'zod';
import { textSchema } from '../formats/text.ts';

/** Kinds of results: productivity, quality, cost, delivery, safety, environment. */
export const kpiFamilies = ['P', 'Q', 'C', 'D', 'S', 'E'] as const;
export type KpiFamily = (typeof kpiFamilies)[number];

export const betterSchema = z.enum(['lower', 'higher']);
export type Better = z.infer<typeof betterSchema>;

/** One line of the KPI catalogue. `family` may name two kinds such as `P/D`; the first one leads. */
export const kpiDefinitionSchema = z.object({
  code: z.string().regex(/^[A-Z]\d{1,2}$/),
  name: textSchema,
  family: z.string().regex(/^[PQCDSE](\/[PQCDSE])*$/),
  formula: z.string(),
  unit: z.string(),
  better: betterSchema,
});
export type KpiDefinition = z.infer<typeof kpiDefinitionSchema>;

/** How a KPI is entered: always two counts, so that rates can be recomputed and pooled over months. */
export const kpiMeasureSchema = z.object({
  code: z.string(),
  unit: z.string(),
  /** The rate is numerator / denominator × scale: 100 for %, 1 000 000 for ppm, 1 for plain means. */
  scale: z.number().positive(),
  decimals: z.int().min(0).max(4),
  numerator: textSchema,
  denominator: textSchema,
  formula: textSchema,
  /** True when the numerator is a part of the denominator and can never be larger. */
  part: z.boolean(),
});
export type KpiMeasure = z.infer<typeof kpiMeasureSchema>;

/** All kinds a KPI belongs to, the leading one first. */
export function familiesOf(definition: Pick<KpiDefinition, 'family'>): KpiFamily[] {
  return definition.family.split('/').filter((part): part is KpiFamily => (kpiFamilies as readonly string[]).includes(part));
}

/** The leading kind of a KPI. */
export function mainFamilyOf(definition: Pick<KpiDefinition, 'family'>): KpiFamily {
  return familiesOf(definition)[0] ?? 'P';
}

/** Finds a catalogue line by code, or null. */
export function findKpi<T extends { code: string }>(catalogue: readonly T[], code: string): T | null {
  return catalogue.find((definition) => definition.code === code) ?? null;
}

/** Kinds that a choice of KPIs still lacks: quality and delivery are mandatory in this programme. */
export function missingMandatoryFamilies(chosen: readonly Pick<KpiDefinition, 'family'>[]): KpiFamily[] {
  const present = new Set(chosen.flatMap(familiesOf));
  return (['Q', 'D'] as const).filter((family) => !present.has(family));
}
