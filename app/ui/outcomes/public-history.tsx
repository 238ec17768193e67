import type { PublicOutcomes } from '#app/domain/outcomes/public-outcomes.ts';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { BarChart } from '#app/ui/charts/bar-chart.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { useFigureText, type Measure } from '#app/ui/outcomes/public-figure-text.ts';

const ROWS = [
  'actualFirms', 'surveyedFirms', 'improvementPercent', 'achievementPercent', 'financialEffectWon', 'perFirmPublishedWon', 'perFirmDerivedWon', 'hiredPeople', 'investedWon', 'smartFactoriesPlanned', 'smartFactoriesBuilt', 'moneyWon',
] as const satisfies readonly Measure[];

const TOTALS = ['firms', 'contributors', 'moneyWon', 'jobs', 'investedWon', 'smartFactories'] as const;

/** What was published about earlier years, marked as published or derived, with gaps left open. */
export function PublicHistory({ history, cumulative }: PublicOutcomes) {
  const { t, format } = useI18n();
  const { write, sourcesOf } = useFigureText();
  const years = [...new Set(history.map((figure) => figure.year))].sort((a, b) => a - b);
  if (years.length === 0) return null;
  const find = (year: number, measure: string) => history.find((figure) => figure.year === year && figure.measure === measure);
  const points = [...new Set(cumulative.map((figure) => figure.year))].sort((a, b) => a - b);
  const sum = (point: number, measure: string) => cumulative.find((figure) => figure.year === point && figure.measure === measure);
  const coverage = (year: number) => {
    const whole = find(year, 'actualFirms')?.value;
    const part = find(year, 'surveyedFirms')?.value;
    return whole && part ? t('outcomes.public.history.coverage', { number: year, percent: format.percent((part / whole) * 100, 0) }) : t('outcomes.public.history.no_coverage', { number: year });
  };
  const sources = [...new Set([...history, ...cumulative].flatMap((figure) => figure.sources))].sort();
  return (
    <Section layout="split" id="history" title={t('outcomes.public.history.title')} intro={t('outcomes.public.history.intro')}>
      <BarChart
        title={t('outcomes.public.history.chart')}
        sentence={t('outcomes.public.history.sentence')}
        note={t('outcomes.public.history.chart_note')}
        unit="%"
        digits={1}
        bars={years.map((year) => ({ key: String(year), label: coverage(year), value: find(year, 'improvementPercent')?.value ?? null, kind: 'was' as const }))}
        tableOpen={false}
      />
      <div className="gap-above">
        <SimpleTable
          fold
          caption={t('outcomes.public.history.table')}
          columns={[{ header: t('outcomes.public.past.measure') }, ...years.map((year) => ({ header: <Link to={paths.outcomes({ year })}>{t('outcomes.public.year', { number: year })}</Link>, label: t('outcomes.public.year', { number: year }), kind: 'number' as const }))]}
          rows={ROWS.map((measure) => ({ key: measure, cells: [t(`outcomes.public.measure.${measure}`), ...years.map((year) => write(find(year, measure)))] }))}
        />
      </div>
      {points.length > 0 ? (
        <div className="gap-above">
          <h3>{t('outcomes.public.history.totals')}</h3>
          <SimpleTable
            fold
            caption={t('outcomes.public.history.totals')}
            columns={[{ header: t('outcomes.public.history.at') }, ...TOTALS.map((measure) => ({ header: t(`outcomes.public.total.${measure}`), kind: 'number' as const }))]}
            rows={points.map((point) => ({ key: String(point), cells: [format.text(cumulative.find((figure) => figure.year === point)?.label), ...TOTALS.map((measure) => write(sum(point, measure)))] }))}
          />
        </div>
      ) : null}
      <p className="small soft gap-above">{t('outcomes.public.history.derived')}</p>
      <p className="small soft">{t('outcomes.public.history.gaps')}</p>
      <Details summary={t('outcomes.public.history.sources')}>
        <ul className="small">
          {sources.map((code) => (
            <li key={code}>{sourcesOf({ year: 0, label: { ko: '', en: '' }, measure: '', value: null, mark: 'found', sources: [code] })}</li>
          ))}
        </ul>
      </Details>
    </Section>
  );
}
