import { useI18n } from '#app/i18n/i18n.tsx';
import { RadarChart } from '#app/ui/charts/radar-chart.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { answerFor, type ShownAssessment } from './shown-assessment.ts';

/** The present round beside the one before it: picture and table of all areas, before and after. Nothing at the first round. */
export function RoundsSection({ given }: { given: ShownAssessment }) {
  const { t, format } = useI18n();
  const before = given.earlier.at(-1);
  if (!given.round || !before) return null;
  const isConfirmed = given.summary.confirmedTotal !== null;
  const rows = given.roadmap.areas.map((area) => {
    const answer = answerFor(given, area.code);
    const after = isConfirmed ? (answer?.confirmedLevel ?? null) : answer?.isNotApplicable ? null : (answer?.ownLevel ?? null);
    return { area, was: before.levels[area.code] ?? null, after };
  });
  const words = { own: t(`assessments.round.${before.kind}`), confirmed: t(`assessments.round.${given.round.kind}`) };
  const total = given.summary.confirmedTotal ?? given.summary.ownTotal;
  const points = (value: number | null) => (value === null ? '-' : format.number(value, 1));
  const step = (was: number | null, after: number | null) => (was === null || after === null ? '-' : after > was ? `+${after - was}` : String(after - was));
  return (
    <Section title={t('assessments.rounds.title')} aside={before.agreedAt ? t('assessments.rounds.agreed_on', { on: format.date(before.agreedAt) }) : undefined}>
      <div className="stack">
        <p className="small">{t(isConfirmed ? 'assessments.rounds.intro' : 'assessments.rounds.own_intro')}</p>
        {rows.some((row) => row.after !== null) ? (
          <RadarChart
            title={t('assessments.rounds.radar')}
            sentence={t('assessments.rounds.sentence', { before: points(before.total), after: points(total) })}
            tableOpen={false}
            words={words}
            axes={rows.map(({ area, was, after }) => ({ key: area.code, label: t(`assessments.short.${area.code}` as 'assessments.short.A1'), name: `${area.code} ${format.text(area.name)}`, own: was, confirmed: after }))}
          />
        ) : null}
        <SimpleTable
          fold
          caption={t('assessments.rounds.caption')}
          columns={[{ header: t('assessments.table.area') }, { header: words.own, kind: 'number' }, { header: words.confirmed, kind: 'number' }, { header: t('assessments.rounds.change'), kind: 'number' }]}
          rows={rows.map(({ area, was, after }) => ({ key: area.code, cells: [`${area.code} ${format.text(area.name)}`, was ?? '-', after ?? '-', step(was, after)] }))}
          total={[t('assessments.table.total'), points(before.total), points(total), before.total === null || total === null ? '-' : format.number(total - before.total, 1)]}
        />
      </div>
    </Section>
  );
}
