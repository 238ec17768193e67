import { z } from 'zod';
import { textSchema } from '../formats/text.ts';
import { roundToFour } from '../outcomes/improvement.ts';

const idSchema = z.string().regex(/^[a-z][a-z0-9_]*$/);

/** A versioned score sheet: items of 100 points together, anchors that tell what a score means, and capped bonus points. */
export const scoreSheetSchema = z
  .strictObject({
    version: z.string().min(1),
    items: z
      .array(
        z.strictObject({
          id: idSchema,
          label: textSchema,
          guide: textSchema,
          maxPoints: z.int().positive(),
          anchors: z.array(z.strictObject({ points: z.number().min(0), text: textSchema })).min(2),
        }),
      )
      .min(1),
    bonuses: z.array(z.strictObject({ id: idSchema, label: textSchema, points: z.number().positive() })),
    bonusMax: z.number().min(0),
    passMark: z.number().min(0).max(100),
  })
  .refine((sheet) => sheet.items.reduce((sum, item) => sum + item.maxPoints, 0) === 100, { message: 'items must add up to 100 points' })
  .refine((sheet) => sheet.items.every((item) => item.anchors.every((anchor) => anchor.points <= item.maxPoints)), { message: 'an anchor lies above the points of its item' });
export type ScoreSheet = z.infer<typeof scoreSheetSchema>;

/** Reads a stored score sheet; throws ZodError when the items do not add up to 100. */
export function parseScoreSheet(input: unknown): ScoreSheet {
  return scoreSheetSchema.parse(input);
}

export type ScorePoints = Readonly<Record<string, number | undefined>>;

export interface ScoreTotal {
  points: number;
  bonus: number;
  total: number;
  complete: boolean;
  missing: string[];
  /** Items whose points lie outside 0 … maximum or are not in half points. */
  invalid: string[];
  /** True when complete and the total reaches the pass mark. */
  passed: boolean;
}

/** Adds one assessor's points; bonus points are capped and never make up for a missing item. */
export function totalPoints(sheet: ScoreSheet, points: ScorePoints, bonusIds: readonly string[] = []): ScoreTotal {
  const missing = sheet.items.filter((item) => points[item.id] === undefined).map((item) => item.id);
  const invalid = sheet.items
    .filter((item) => {
      const value = points[item.id];
      return value !== undefined && !(value >= 0 && value <= item.maxPoints && Number.isInteger(value * 2));
    })
    .map((item) => item.id);
  const sum = sheet.items.reduce((total, item) => total + (invalid.includes(item.id) ? 0 : (points[item.id] ?? 0)), 0);
  const earned = sheet.bonuses.filter((bonus) => bonusIds.includes(bonus.id)).reduce((total, bonus) => total + bonus.points, 0);
  const bonus = Math.min(sheet.bonusMax, earned);
  const complete = missing.length === 0 && invalid.length === 0;
  return { points: sum, bonus, total: sum + bonus, complete, missing, invalid, passed: complete && sum + bonus >= sheet.passMark };
}

export interface CombinedScore {
  /** Mean of the assessors' points plus the bonus once; null without scores. */
  total: number | null;
  mean: number | null;
  spread: number;
  assessors: number;
  /** True when the highest and lowest differ by more than the limit and fewer than three assessors scored. */
  needsThird: boolean;
  passed: boolean;
}

/** Combines assessors: simple mean (four decimals); a spread above the limit asks for a third assessor. */
export function combineScores(sheet: Pick<ScoreSheet, 'passMark' | 'bonusMax'>, points: readonly number[], bonus: number, spreadMax: number): CombinedScore {
  if (points.length === 0) return { total: null, mean: null, spread: 0, assessors: 0, needsThird: false, passed: false };
  const mean = roundToFour(points.reduce((sum, value) => sum + value, 0) / points.length);
  const spread = Math.max(...points) - Math.min(...points);
  const total = roundToFour(mean + Math.min(sheet.bonusMax, bonus));
  return { total, mean, spread, assessors: points.length, needsThird: spread > spreadMax && points.length < 3, passed: total >= sheet.passMark };
}
