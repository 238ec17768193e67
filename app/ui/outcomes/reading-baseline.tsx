import { useI18n } from '#app/i18n/i18n.tsx';
import { DefinitionList, type Fact } from '#app/ui/kit/definition-list.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { useKpiWords } from '#app/ui/outcomes/kpi-results-words.ts';
import type { ShownCard } from '#app/ui/outcomes/shown-kpi.ts';

/** The frozen baseline of a KPI: counts, window, source, signatures, hash. */
export function ReadingBaseline({ view }: { view: ShownCard }) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  const { result, card } = view;
  const { baseline } = result;
  if (!baseline) return null;
  const counts = baseline.numerator !== null && baseline.denominator !== null ? `${format.number(baseline.numerator)} ÷ ${format.number(baseline.denominator)}` : null;
  const facts: Fact[] = [
    { term: t('outcomes.kpi.baseline'), value: words.value(result, baseline.value), note: [counts, words.ppm(result, baseline.value)].filter(Boolean).join(' · ') || null },
    { term: t('outcomes.kpi.window'), value: `${format.month(baseline.from.slice(0, 7))} ~ ${format.month(baseline.to.slice(0, 7))}` },
    { term: t('outcomes.kpi.target'), value: words.value(result, result.target) },
    { term: t('outcomes.kpi.source'), value: card.source ?? '-', note: card.method },
    { term: t('outcomes.kpi.formula.title'), value: format.text(card.formula) },
    { term: t('outcomes.kpi.signed_firm'), value: card.firmSignerName ?? '-', note: card.firmSignedAt ? format.dateTime(card.firmSignedAt) : null },
    { term: t('outcomes.kpi.signed_consultant'), value: card.consultantSignerName ?? '-', note: card.consultantSignedAt ? format.dateTime(card.consultantSignedAt) : null },
    { term: t('outcomes.kpi.frozen_at'), value: format.dateTime(card.frozenAt), note: card.hash ? <span className="hash">{card.hash.slice(0, 16)}</span> : null },
  ];
  if (baseline.grade) facts.push({ term: t('outcomes.reading.grade'), value: baseline.grade });
  return (
    <Section title={t('outcomes.kpi.baseline_title')} intro={t('outcomes.kpi.baseline_intro')}>
      <DefinitionList items={facts} />
    </Section>
  );
}
