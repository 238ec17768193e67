import { useI18n } from '#app/i18n/i18n.tsx';

/** Names the units of the KPI catalogue in the reader's language. */
export function useKpiValue(): (value: number | null, definition: { readonly unit: string; readonly decimals: number }) => string {
  const { translate, format } = useI18n();
  return (value, { unit, decimals }) => {
    if (value === null) return '-';
    const text = format.number(value, decimals);
    return unit === '%' ? `${text}%` : `${text} ${translate(`outcomes.kpi.unit.${unit.replaceAll('/', '_')}`)}`;
  };
}
