import type { LiveOutcomes } from '#app/domain/outcomes/public-outcomes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Hatch } from '#app/ui/charts/chart-figure.tsx';
import { useSvgId } from '#app/ui/charts/plot.ts';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';

const WIDTH = 560;

/** A bar over all participants: counted, left out, everybody else. */
export function CoverageBar({ whole, counted, excluded }: { whole: number; counted: number; excluded: number }) {
  const hatch = useSvgId();
  const width = (count: number) => (whole > 0 ? Math.round((count / whole) * (WIDTH - 2)) : 0);
  return (
    <svg className="coverage" viewBox={`0 0 ${WIDTH} 26`} aria-hidden="true" preserveAspectRatio="none">
      <Hatch id={hatch} soft />
      <rect className="whole" x=".5" y=".5" width={WIDTH - 1} height="25" />
      <rect className="part" x="1" y="1" width={width(counted)} height="24" />
      <rect x={1 + width(counted)} y="1" width={width(excluded)} height="24" fill={`url(#${hatch})`} />
    </svg>
  );
}

/** Who was asked, who answered, who was left out and why; in the size of the results. */
export function PublicCoverage({ live }: { live: LiveOutcomes }) {
  const { t, format } = useI18n();
  const { figures, counts } = live;
  const share = (part: number, whole: number) => (whole > 0 ? format.percent((part / whole) * 100) : '-');
  const firms = t('outcomes.public.unit.firms');
  const { zeroBaseline, notVerified, retired } = figures.excluded;
  return (
    <Section layout="split" id="coverage" title={t('outcomes.public.asked.title')} intro={t('outcomes.public.asked.intro')}>
      <p>{t('outcomes.public.asked.sentence', { participants: counts.selected, counted: figures.improvement.n, percent: share(figures.improvement.n, counts.selected) })}</p>
      <CoverageBar whole={Math.max(counts.selected, figures.asked)} counted={figures.improvement.n} excluded={live.excludedFirms} />
      <p className="mini soft">{t('outcomes.public.asked.bar')}</p>
      <div className="gap-above">
        <Stats
          items={[
            { label: t('outcomes.public.asked.asked'), value: format.number(figures.asked), unit: firms, note: t('outcomes.public.asked.asked_note', { completed: figures.completed, participants: counts.selected }) },
            { label: t('outcomes.public.asked.answered'), value: format.number(figures.answered), unit: firms, note: t('outcomes.public.asked.answered_note', { percent: share(figures.answered, figures.asked), missing: live.notAnswered }) },
            { label: t('outcomes.public.asked.excluded'), value: format.number(live.excludedFirms), unit: firms, note: t('outcomes.public.asked.excluded_note') },
            { label: t('outcomes.public.asked.counted'), value: format.number(figures.improvement.n), unit: firms, note: t('outcomes.public.asked.counted_note', { values: figures.values }) },
          ]}
        />
      </div>
      <div className="gap-above">
        <h3>{t('outcomes.public.asked.why')}</h3>
        <SimpleTable
          caption={t('outcomes.public.asked.why')}
          columns={[{ header: t('outcomes.public.asked.reason') }, { header: t('outcomes.public.asked.values'), kind: 'number' }]}
          rows={[
            { key: 'zero', cells: [t('outcomes.public.asked.zero'), format.number(zeroBaseline)] },
            { key: 'verified', cells: [t('outcomes.public.asked.unverified'), format.number(notVerified)] },
            { key: 'retired', cells: [t('outcomes.public.asked.retired'), format.number(retired)] },
          ]}
        />
      </div>
    </Section>
  );
}
