import type { PublicOutcomes, PublishedFigure } from '#app/domain/outcomes/public-outcomes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';
import { CoverageBar } from '#app/ui/outcomes/public-coverage.tsx';
import { PUBLISHED_MEASURES, useFigureText, type Measure } from '#app/ui/outcomes/public-figure-text.ts';

/** A published year: its results with their coverage, and every figure with its source. */
export function PublicYear({ year, history }: PublicOutcomes) {
  const { t, format } = useI18n();
  const { write, sourcesOf } = useFigureText();
  const own = new Map<string, PublishedFigure>(history.filter((figure) => figure.year === year.number).map((figure) => [figure.measure, figure]));
  const value = (measure: Measure) => own.get(measure)?.value ?? null;
  const participants = value('actualFirms');
  const surveyed = value('surveyedFirms');
  const improvement = value('improvementPercent');
  const firms = t('outcomes.public.unit.firms');
  const share = participants && surveyed !== null ? (surveyed / participants) * 100 : null;
  return (
    <>
      <Section layout="split" title={t('outcomes.public.change.title')} intro={t('outcomes.public.past.intro')}>
        <Stats
          items={[
            improvement === null
              ? { label: t('outcomes.public.past.improvement'), value: t('outcomes.public.not_found'), note: t('outcomes.public.not_found_note') }
              : { label: t('outcomes.public.past.improvement'), value: format.number(improvement, 1), unit: '%', note: t('outcomes.public.past.improvement_note') },
            surveyed === null
              ? { label: t('outcomes.public.past.surveyed'), value: t('outcomes.public.not_found'), note: t('outcomes.public.past.surveyed_missing') }
              : { label: t('outcomes.public.past.surveyed'), value: format.number(surveyed), unit: firms, note: share === null ? undefined : t('outcomes.public.past.surveyed_note', { percent: format.percent(share) }) },
            participants === null || surveyed === null
              ? { label: t('outcomes.public.past.missing'), value: t('outcomes.public.not_found'), note: t('outcomes.public.not_found_note') }
              : { label: t('outcomes.public.past.missing'), value: format.number(participants - surveyed), unit: firms, note: t('outcomes.public.past.missing_note') },
            participants === null
              ? { label: t('outcomes.public.past.participants'), value: t('outcomes.public.not_found'), note: t('outcomes.public.not_found_note') }
              : { label: t('outcomes.public.past.participants'), value: format.number(participants), unit: firms, note: own.get('actualFirms')?.mark === 'derived' ? t('outcomes.public.past.derived') : t('outcomes.public.past.published') },
          ]}
        />
        {participants !== null && surveyed !== null ? (
          <div className="gap-above">
            <CoverageBar whole={participants} counted={surveyed} excluded={0} />
            <p className="mini soft">{t('outcomes.public.past.bar')}</p>
          </div>
        ) : null}
      </Section>
      <Section layout="split" title={t('outcomes.public.past.all')} intro={t('outcomes.public.past.all_intro')}>
        <SimpleTable
          fold
          caption={t('outcomes.public.past.all')}
          columns={[{ header: t('outcomes.public.past.measure') }, { header: t('outcomes.public.past.value'), kind: 'number' }, { header: t('outcomes.public.past.kind') }, { header: t('outcomes.public.past.source') }]}
          rows={PUBLISHED_MEASURES.map((measure) => {
            const figure = own.get(measure);
            return { key: measure, cells: [t(`outcomes.public.measure.${measure}`), write(figure), t(`outcomes.public.mark.${figure?.mark ?? 'not_found'}`), sourcesOf(figure) || '-'] };
          })}
        />
      </Section>
    </>
  );
}
