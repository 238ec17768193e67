import { areaScore, bandOf, levelGap } from '#app/domain/assessments/roadmap.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { RadarChart } from '#app/ui/charts/radar-chart.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';
import { answerFor, type ShownAssessment } from './shown-assessment.ts';

/** Total, radar chart and the table of all ten areas with the formula of the score. */
export function AssessmentOverview({ given, current }: { given: ShownAssessment; current?: string }) {
  const { t, format } = useI18n();
  const { summary, roadmap } = given;
  const level = (value: number | null | undefined) => (value === null || value === undefined ? '-' : String(value));
  const rated = roadmap.areas.map((area) => ({ area, answer: answerFor(given, area.code) }));
  const confirmed = rated.filter(({ answer }) => answer?.confirmedLevel != null);
  const lowest = confirmed.reduce<(typeof confirmed)[number] | null>((low, entry) => (low === null || (entry.answer?.confirmedLevel ?? 6) < (low.answer?.confirmedLevel ?? 6) ? entry : low), null);
  const rising = confirmed.filter(({ answer }) => (answer?.targetLevel ?? 0) > (answer?.confirmedLevel ?? 0)).length;
  const total = summary.confirmedTotal ?? summary.ownTotal;
  return (
    <Section title={t('assessments.overview.title')} aside={t('assessments.overview.version', { version: roadmap.version })}>
      {total === null ? (
        <p className="soft">{t('assessments.overview.none')}</p>
      ) : (
        <div className="stack">
          <Stats
            columns={3}
            items={[
              { label: t('assessments.overview.own_total'), value: summary.ownTotal === null ? '-' : format.number(summary.ownTotal, 1), unit: t('assessments.points'), note: t('assessments.overview.own_note') },
              { label: t('assessments.overview.confirmed_total'), value: summary.confirmedTotal === null ? '-' : format.number(summary.confirmedTotal, 1), unit: summary.confirmedTotal === null ? undefined : t('assessments.points'), note: summary.confirmedTotal === null ? t('assessments.overview.not_confirmed') : t(`assessments.band.${bandOf(summary.confirmedTotal)}`) },
              { label: t('assessments.overview.target_total'), value: given.targetTotal === null ? '-' : format.number(given.targetTotal, 1), unit: given.targetTotal === null ? undefined : t('assessments.points'), note: given.targetTotal === null ? t('assessments.overview.target_later') : t(`assessments.band.${bandOf(given.targetTotal)}`) },
            ]}
          />
          <div className="two">
            <RadarChart
              title={t('assessments.radar.title')}
              sentence={lowest ? t('assessments.radar.sentence', { rising, area: format.text(lowest.area.name), level: lowest.answer?.confirmedLevel ?? 0 }) : t('assessments.radar.own_sentence')}
              tableOpen={false}
              {...(current ? { current } : {})}
              axes={rated.map(({ area, answer }) => ({
                key: area.code,
                label: t(`assessments.short.${area.code}` as 'assessments.short.A1'),
                name: `${area.code} ${format.text(area.name)}`,
                own: answer?.isNotApplicable ? null : (answer?.ownLevel ?? null),
                confirmed: answer?.confirmedLevel ?? null,
                target: answer?.targetLevel ?? null,
              }))}
            />
              <div className="stack-s">
                <h3>{t('assessments.formula.title')}</h3>
                <p className="small">{t('assessments.formula.text')}</p>
                <p className="small">{t('assessments.formula.bands')}</p>
              </div>
          </div>
          <SimpleTable
            fold
            caption={t('assessments.table.caption')}
            columns={[
              { header: t('assessments.table.area') },
              { header: t('assessments.table.own'), kind: 'number' },
              { header: t('assessments.table.confirmed'), kind: 'number' },
              { header: t('assessments.table.target'), kind: 'number' },
              { header: t('assessments.table.gap'), kind: 'number' },
              { header: t('assessments.table.weight'), kind: 'number' },
              { header: t('assessments.table.score'), kind: 'number' },
            ]}
            rows={rated.map(({ area, answer }) => {
              const counted = answer?.confirmedLevel ?? (answer?.isNotApplicable ? null : (answer?.ownLevel ?? null));
              const gap = answer?.confirmedLevel != null && answer.targetLevel !== null ? levelGap(answer.confirmedLevel, answer.targetLevel) : null;
              return {
                key: area.code,
                cells: [
                  `${area.code} ${format.text(area.name)}`,
                  answer?.isNotApplicable ? t('assessments.area.not_applicable') : level(answer?.ownLevel),
                  level(answer?.confirmedLevel), level(answer?.targetLevel), level(gap), area.weight, counted === null ? '-' : areaScore(counted),
                ],
              };
            })}
            total={[t('assessments.table.total'), summary.ownTotal === null ? '-' : format.number(summary.ownTotal, 1), summary.confirmedTotal === null ? '-' : format.number(summary.confirmedTotal, 1), given.targetTotal === null ? '-' : format.number(given.targetTotal, 1), '', '', format.number(total, 1)]}
          />
        </div>
      )}
    </Section>
  );
}
