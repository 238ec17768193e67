import type { LiveOutcomes, PublicKpi } from '#app/domain/outcomes/public-outcomes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { DotRange } from '#app/ui/charts/dot-range.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';

const LEADING = ['Q1', 'D1'];

/** The two indicators every report starts with, else the two with most firms. */
function pickLeading(kpis: readonly PublicKpi[]): PublicKpi[] {
  const leading = LEADING.flatMap((code) => kpis.find((kpi) => kpi.code === code) ?? []);
  const rest = kpis.filter((kpi) => !leading.includes(kpi)).sort((a, b) => b.n - a.n);
  return [...leading, ...rest].slice(0, 2);
}

/** Median before and after per indicator; indicators in per cent on one scale, all of them in the table. */
export function PublicChanges({ live, groupMin }: { live: LiveOutcomes; groupMin: number }) {
  const { t, format } = useI18n();
  const { kpis } = live;
  const better = (kpi: PublicKpi) => (kpi.better === 'lower' ? t('outcomes.public.lower') : t('outcomes.public.higher'));
  const signed = (value: number, digits: number) => `${value > 0 ? '+' : ''}${format.number(value, digits)}`;
  const rates = (side: 'lower' | 'higher') => kpis.filter((kpi) => kpi.unit === '%' && kpi.better === side);
  if (kpis.length === 0) {
    return (
      <Section layout="split" title={t('outcomes.public.kpi.title')} intro={t('outcomes.public.kpi.intro')}>
        <Alert kind="info">{t('outcomes.public.kpi.none', { min: groupMin })}</Alert>
      </Section>
    );
  }
  return (
    <Section layout="split" title={t('outcomes.public.kpi.title')} intro={t('outcomes.public.kpi.intro')}>
      <Stats
        items={pickLeading(kpis).map((kpi) => ({
          label: (
            <>
              {format.text(kpi.name)} <span className="soft small">{better(kpi)}</span>
            </>
          ),
          was: format.number(kpi.before, kpi.decimals),
          value: format.number(kpi.after, kpi.decimals),
          unit: kpi.unit,
          note: t('outcomes.public.kpi.note', {
            n: kpi.n, mean: format.number(kpi.meanChange, 1), median: format.number(kpi.medianChange, 1), worse: kpi.worse,
            points: kpi.unit === '%' ? t('outcomes.public.kpi.points', { change: signed(kpi.after - kpi.before, 1) }) : '',
          }),
        }))}
      />
      {(['lower', 'higher'] as const).map((side) =>
        rates(side).length === 0 ? null : (
          <div className="gap-above" key={side}>
            <h3>{t(`outcomes.public.kpi.${side}`)}</h3>
            <DotRange
              title={t(`outcomes.public.kpi.${side}`)}
              note={t('outcomes.public.kpi.chart_note')}
              unit="%"
              better={side}
              items={rates(side).map((kpi) => ({ key: kpi.code, label: format.text(kpi.name), before: kpi.before, after: kpi.after, note: t('outcomes.public.n', { n: kpi.n }) }))}
              tableOpen={false}
            />
          </div>
        ),
      )}
      <div className="gap-above">
        <SimpleTable
          fold
          caption={t('outcomes.public.kpi.table')}
          columns={[
            { header: t('outcomes.public.kpi.name') },
            { header: t('outcomes.public.kpi.firms'), kind: 'number' },
            { header: t('outcomes.public.kpi.before'), kind: 'number' },
            { header: t('outcomes.public.kpi.after'), kind: 'number' },
            { header: t('outcomes.public.kpi.mean'), kind: 'number' },
            { header: t('outcomes.public.kpi.median'), kind: 'number' },
            { header: t('outcomes.public.kpi.worse'), kind: 'number' },
            { header: t('outcomes.public.kpi.left_out'), kind: 'number' },
          ]}
          rows={kpis.map((kpi) => ({
            key: kpi.code,
            cells: [
              `${format.text(kpi.name)} (${kpi.unit})`, format.number(kpi.n), format.number(kpi.before, kpi.decimals), format.number(kpi.after, kpi.decimals),
              format.percent(kpi.meanChange), format.percent(kpi.medianChange), format.number(kpi.worse), format.number(kpi.excluded),
            ],
          }))}
        />
      </div>
    </Section>
  );
}
