import { useI18n } from '#app/i18n/i18n.tsx';
import { DefinitionList, type Fact } from '#app/ui/kit/definition-list.tsx';
import type { ShownResult } from '#app/ui/outcomes/shown-kpi.ts';
import { useKpiWords } from '#app/ui/outcomes/kpi-results-words.ts';

/** The formulas with the figures of this KPI in them, so that every result can be checked by hand. */
export function WorkedLines({ result }: { result: ShownResult }) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  const { baseline, target, after } = result;
  const measured = result.final ?? result.current;
  if (!baseline || after === null || !measured) return null;
  const plain = (value: number) => format.number(value, result.decimals);
  const [before, last] = [plain(baseline.value), plain(after)];
  const facts: Fact[] = [];
  if (measured.numerator !== null && measured.denominator !== null) {
    facts.push({
      term: t(result.basis === 'final' ? 'outcomes.kpi.final' : 'outcomes.kpi.current'),
      value: `${format.number(measured.numerator)} ÷ ${format.number(measured.denominator)}${result.factor === 1 ? '' : ` × ${format.number(result.factor)}`} = ${words.value(result, after)}`,
      note: t('outcomes.kpi.worked.pooled', { months: measured.months.map((month) => format.month(month)).join(', ') }),
    });
  }
  const gain = result.better === 'lower' ? `(${before} − ${last})` : `(${last} − ${before})`;
  facts.push({
    term: t('outcomes.kpi.improvement'),
    value: result.improvementPercent === null ? '-' : `${gain} ÷ ${before} × 100 = ${words.percent(result.improvementPercent)}`,
    note: result.improvementPercent === null ? t('outcomes.kpi.worked.zero') : t(result.better === 'lower' ? 'outcomes.kpi.worked.lower' : 'outcomes.kpi.worked.higher'),
  });
  if (target !== null) {
    facts.push({
      term: t('outcomes.kpi.achievement'),
      value: result.achievementPercent === null ? '-' : `(${last} − ${before}) ÷ (${plain(target)} − ${before}) × 100 = ${words.percent(result.achievementPercent)}`,
      note: t('outcomes.kpi.worked.achievement'),
    });
  }
  facts.push({ term: t('outcomes.kpi.change'), value: `${last} − ${before} = ${words.change(result, result.change)}`, note: result.unit === '%' ? t('outcomes.kpi.worked.points') : null });
  return <DefinitionList items={facts} />;
}
