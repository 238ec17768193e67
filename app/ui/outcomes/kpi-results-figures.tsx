import { useI18n } from '#app/i18n/i18n.tsx';
import { Badge, State } from '#app/ui/kit/state.tsx';
import { Stats, type StatProps } from '#app/ui/kit/stat.tsx';
import type { ShownResult } from '#app/ui/outcomes/shown-kpi.ts';
import { useKpiWords } from '#app/ui/outcomes/kpi-results-words.ts';

/** Baseline to present value, improvement and achievement of one KPI in large figures. */
export function ResultFigures({ result }: { result: ShownResult }) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  if (!result.baseline) return null;
  const unit = words.unit(result);
  const ppm = words.ppm(result, result.after);
  const items: StatProps[] = [
    {
      label: t(result.basis === 'final' ? 'outcomes.kpi.final' : 'outcomes.kpi.current'),
      was: format.number(result.baseline.value, result.decimals),
      value: result.after === null ? '-' : format.number(result.after, result.decimals),
      unit,
      note: [t('outcomes.kpi.target_is', { target: words.value(result, result.target) }), ppm].filter(Boolean).join(' · '),
    },
    { label: t('outcomes.kpi.improvement'), value: result.improvementPercent === null ? '-' : format.number(result.improvementPercent, 1), ...(result.improvementPercent === null ? {} : { unit: '%' }), note: <ImprovementNote result={result} /> },
    { label: t('outcomes.kpi.achievement'), value: result.achievementPercent === null ? '-' : format.number(result.achievementPercent, 1), ...(result.achievementPercent === null ? {} : { unit: '%' }), note: t('outcomes.kpi.achievement_note') },
  ];
  return <Stats columns={3} items={items} />;
}

function ImprovementNote({ result }: { result: ShownResult }) {
  const { t } = useI18n();
  const words = useKpiWords();
  if (result.excluded) return <>{t('outcomes.kpi.zero_note')}</>;
  if (result.after === null) return <>{t('outcomes.kpi.no_value')}</>;
  return (
    <>
      {result.worse ? <State kind="bad">{t('outcomes.kpi.worse')}</State> : null} {words.change(result, result.change)}
    </>
  );
}

/** Whether the value is final, and the grade of its evidence. */
export function ResultBadges({ result }: { result: ShownResult }) {
  const { t } = useI18n();
  return (
    <>
      <Badge tone="line">{t(result.better === 'lower' ? 'outcomes.kpi.lower' : 'outcomes.kpi.higher')}</Badge>
      {result.basis === null ? null : <Badge tone={result.basis === 'final' ? 'ok' : 'now'}>{t(result.basis === 'final' ? 'outcomes.kpi.is_final' : 'outcomes.kpi.in_progress')}</Badge>}
      {result.grade ? <Badge tone="line">{t('outcomes.kpi.grade', { grade: result.grade })}</Badge> : null}
      {result.worse ? <Badge tone="bad">{t('outcomes.kpi.worse')}</Badge> : null}
    </>
  );
}
