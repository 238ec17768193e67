import { z } from 'zod';
import { textSchema } from '../formats/text.ts';

/** Ceilings of one KSIC division in won (three-year mean sales); values since 1 September 2025. */
export const ksicDivisionSchema = z.object({
  code: z.string().regex(/^\d{2}$/),
  name: textSchema,
  smeSalesCeilingWon: z.int().positive(),
  smallSalesCeilingWon: z.int().positive(),
});
export type KsicDivision = z.infer<typeof ksicDivisionSchema>;

export type FirmSize = 'small' | 'medium' | 'not_sme';

export type SizeWarning =
  | 'unknown_division'
  | 'sales_missing'
  | 'assets_above_limit'
  | 'group_member'
  | 'owned_by_large_corporation'
  | 'exception_ceiling'
  | 'close_to_ceiling'
  | 'differs_from_declared';

export interface SizeInput {
  ksic: string;
  /** Five-digit subclass, when known; some have a higher ceiling. */
  ksicSubclass?: string | null;
  /** Sales in won of the last three years, oldest or newest first; null for years without business. */
  salesWon: readonly (number | null)[];
  totalAssetsWon?: number | null;
  groupMember?: boolean;
  /** True when a corporation with assets of 500 bn won or more is the largest holder with 30 % or more. */
  ownedByLarge?: boolean;
  declared?: 'small' | 'medium' | null;
}

export interface SizeResult {
  /** Null when sales or division are unknown. */
  size: FirmSize | null;
  meanSalesWon: number | null;
  smeCeilingWon: number | null;
  smallCeilingWon: number | null;
  warnings: SizeWarning[];
}

/** Firms with total assets from here on are no SME in any industry (500 bn won). */
export const ASSET_LIMIT_WON = 500_000_000_000;

const exceptions: Readonly<Record<string, { sme: number; small: number }>> = {
  '30393': { sme: 150_000_000_000, small: 12_000_000_000 },
  '31202': { sme: 150_000_000_000, small: 12_000_000_000 },
  '31322': { sme: 150_000_000_000, small: 12_000_000_000 },
};

/** Mean of the years with business, rounded down to the won; null without any. */
export function meanSales(salesWon: readonly (number | null)[]): number | null {
  const known = salesWon.filter((sales): sales is number => sales !== null);
  return known.length === 0 ? null : Math.floor(known.reduce((sum, sales) => sum + sales, 0) / known.length);
}

/** Size class by the SME law as far as the portal can tell; source: domain.md 5.3. The result is advice: the SME certificate decides. */
export function classifySize(input: SizeInput, divisions: readonly KsicDivision[]): SizeResult {
  const warnings: SizeWarning[] = [];
  const division = divisions.find((row) => row.code === input.ksic.slice(0, 2));
  const exception = input.ksicSubclass ? exceptions[input.ksicSubclass] : undefined;
  const smeCeilingWon = exception?.sme ?? division?.smeSalesCeilingWon ?? null;
  const smallCeilingWon = exception?.small ?? division?.smallSalesCeilingWon ?? null;
  const meanSalesWon = meanSales(input.salesWon);
  if (exception) warnings.push('exception_ceiling');
  if (division === undefined) warnings.push('unknown_division');
  if (meanSalesWon === null) warnings.push('sales_missing');
  if ((input.totalAssetsWon ?? 0) >= ASSET_LIMIT_WON) warnings.push('assets_above_limit');
  if (input.groupMember) warnings.push('group_member');
  if (input.ownedByLarge) warnings.push('owned_by_large_corporation');
  const excluded = warnings.some((warning) => warning === 'assets_above_limit' || warning === 'group_member' || warning === 'owned_by_large_corporation');
  let size: FirmSize | null = null;
  if (excluded) size = 'not_sme';
  else if (meanSalesWon !== null && smeCeilingWon !== null && smallCeilingWon !== null) {
    size = meanSalesWon <= smallCeilingWon ? 'small' : meanSalesWon <= smeCeilingWon ? 'medium' : 'not_sme';
    if (size !== 'not_sme' && meanSalesWon * 10 > smeCeilingWon * 9) warnings.push('close_to_ceiling');
  }
  if (size !== null && input.declared && size !== input.declared) warnings.push('differs_from_declared');
  return { size, meanSalesWon, smeCeilingWon, smallCeilingWon, warnings };
}

/** Manufacturing divisions are 10–34; others may apply only when the programme year opens them. */
export function isIndustryAdmitted(ksic: string, divisions: readonly KsicDivision[], allowNonManufacturing: boolean): boolean {
  return allowNonManufacturing || divisions.some((row) => row.code === ksic.slice(0, 2));
}
