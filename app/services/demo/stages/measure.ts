import kpis from '#db/seeds/kpis.json' with { type: 'json' };
import measures from '#db/seeds/kpi-measures.json' with { type: 'json' };
import { chance, type DemoFirm } from '../demo-firms.ts';

/** What a KPI of a firm is before and after the improvement. */
export interface DemoKpi {
  readonly code: string;
  readonly before: number;
  readonly target: number;
  readonly after: number;
  readonly factor: number;
  readonly isPart: boolean;
}

/** Savings start at nothing; the only KPI with a baseline of zero. */
const SAVINGS = { before: 0, target: 36_000_000, after: 29_500_000 };

/** The values of a firm for a KPI code. Throws RangeError for a KPI that the firm does not have. */
export function kpiOf(firm: DemoFirm, code: string): DemoKpi {
  const measure = measures.find((entry) => entry.code === code);
  if (!measure) throw new RangeError(`unknown KPI ${code}`);
  const shared = { code, factor: measure.scale, isPart: measure.part };
  if (code === 'C1') return { ...shared, ...SAVINGS };
  const values = code === 'Q1' ? firm.kpi.q : code === 'D1' ? firm.kpi.d : firm.kpi.third.slice(1).map(Number);
  const [before = 0, planned = 0, after = 0] = values;
  if (firm.until !== 'settled_worse') return { ...shared, before, target: planned, after };
  // The other KPIs of such a firm went beyond their targets, so that it passed on the mean.
  return code === 'D1' ? { ...shared, before, target: Math.round((before + (after - before) * 0.6) * 10) / 10, after } : { ...shared, before, target: planned, after: code === 'Q1' ? after : worse(code, before) };
}

/** One KPI of some firms went the wrong way; results are never clipped. */
function worse(code: string, before: number): number {
  const better = kpis.find((entry) => entry.code === code)?.better;
  return Math.round(before * (better === 'lower' ? 1.08 : 0.94) * 1000) / 1000;
}

/** Denominator of a month and the unit in which numerators are counted. */
function baseOf(firm: DemoFirm, kpi: DemoKpi, month: string): number {
  const share = 0.85 + chance(firm.slug, kpi.code, month, 'base') * 0.3;
  switch (kpi.code) {
    case 'D1':
      return Math.round((70 + chance(firm.slug, 'orders') * 160) * share);
    case 'P1':
      return Math.round(340 * share);
    case 'P3':
      return Math.round(620 * share);
    case 'P5':
      return Math.round(56 * share);
    case 'D2':
      return Math.round(24 * share);
    case 'C1':
      return 1;
    default:
      return Math.round((14_000 + chance(firm.slug, 'pieces') * 26_000) * share);
  }
}

/**
 * Two counts of one month. `progress` is where the firm stands between the value before (0) and after (1); a little noise
 * makes months differ without hiding the way.
 */
export function countsOf(firm: DemoFirm, kpi: DemoKpi, progress: 'before' | number, month: string): { month: string; numerator: number; denominator: number } {
  const denominator = baseOf(firm, kpi, month);
  const way = progress === 'before' ? 0 : progress;
  const noise = kpi.code === 'C1' ? 1 : 1 + (chance(firm.slug, kpi.code, month, 'noise') - 0.5) * (kpi.code === 'D1' ? 0.012 : 0.06);
  const value = (kpi.before + (kpi.after - kpi.before) * way) * noise;
  const numerator = (value / kpi.factor) * denominator;
  const whole = kpi.isPart || kpi.code === 'C1' || numerator > 100 ? Math.round(numerator) : Math.round(numerator * 100) / 100;
  return { month, numerator: kpi.isPart ? Math.min(denominator, Math.max(0, whole)) : whole, denominator };
}

/** Where a KPI of a firm stands when its result is verified some months later, between before (0) and after (1). Some firms fell back behind where they began. */
export function keptOf(firm: DemoFirm, code: string): number {
  if (firm.until !== 'settled_worse') return 1;
  if (code === 'D1') return 0.1;
  return code === 'Q1' ? -0.25 : 1.6;
}
