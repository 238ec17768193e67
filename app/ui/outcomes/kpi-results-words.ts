import { percentToPpm } from '#app/domain/outcomes/improvement.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { ShownResult } from '#app/ui/outcomes/shown-kpi.ts';

type Measure = Pick<ShownResult, 'unit' | 'decimals' | 'family'>;

export interface KpiWords {
  /** Unit in the reader's language: %, ea/h. */
  unit: (measure: Pick<Measure, 'unit'>) => string;
  /** 2.93% */
  value: (measure: Measure, value: number | null) => string;
  /** 29,300 ppm for small defect rates; null where it does not fit. */
  ppm: (measure: Measure, value: number | null) => string | null;
  /** −15.0%, "-" without a value. */
  percent: (value: number | null) => string;
  /** Change in points or units with its sign: +5.6 %p, −5.0 d. */
  change: (measure: Measure, value: number | null) => string;
}

/** How KPI figures are written in the reader's language. */
export function useKpiWords(): KpiWords {
  const { translate, format } = useI18n();
  const unit: KpiWords['unit'] = ({ unit: code }) => (code === '%' ? '%' : translate(`outcomes.kpi.unit.${code.replaceAll(/[^A-Za-z]+/gu, '_')}`));
  const withUnit = (measure: Measure, text: string) => (measure.unit === '%' ? `${text}%` : `${text} ${unit(measure)}`);
  return {
    unit,
    value: (measure, value) => (value === null ? '-' : withUnit(measure, format.number(value, measure.decimals))),
    ppm: (measure, value) => (value === null || measure.unit !== '%' || !measure.family.startsWith('Q') || value >= 10 ? null : `${format.number(percentToPpm(value))} ppm`),
    percent: (value) => format.percent(value, 1),
    change: (measure, value) => {
      if (value === null) return '-';
      const sign = value > 0 ? '+' : '';
      return measure.unit === '%' ? `${sign}${format.number(value, Math.max(1, measure.decimals))} %p` : withUnit(measure, `${sign}${format.number(value, measure.decimals)}`);
    },
  };
}
