import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { RadarChart } from '#app/ui/charts/radar-chart.tsx';
import { ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { PrintButton } from '#app/ui/kit/print-button.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';

interface Text {
  readonly ko: string;
  readonly en: string;
}

interface RoadmapCheckResultProps {
  readonly result: {
    readonly version: string;
    readonly total: number;
    readonly band: 'start' | 'basic' | 'established' | 'data_managed' | 'leading';
    readonly rows: readonly { readonly code: string; readonly name: Text; readonly level: number; readonly levelName: Text; readonly next: Text | null }[];
    readonly first: readonly { readonly code: string; readonly name: Text; readonly level: number; readonly activities: readonly { readonly id: string; readonly title: Text }[] }[];
  };
  readonly code: string;
  readonly isFirm: boolean;
}

/** Where the firm stands in the ten areas, and which activities of the roadmap come first. */
export function RoadmapCheckResult({ result, code, isFirm }: RoadmapCheckResultProps) {
  const { t, format } = useI18n();
  const weakest = result.first[0];
  return (
    <Wrap>
      <PageTitle
        title={t('programmes.roadmap.result_title')}
        meta={t('programmes.roadmap.code', { code, version: result.version })}
        lede={weakest ? t('programmes.roadmap.result_lede', { area: format.text(weakest.name), level: weakest.level }) : t('programmes.roadmap.result_lede_top')}
      />
      <Section title={t('programmes.roadmap.picture')}>
        <div className="two">
          <RadarChart
            title={t('programmes.roadmap.radar')}
            note={t('programmes.roadmap.radar_note')}
            tableOpen={false}
            {...(weakest ? { current: weakest.code } : {})}
            axes={result.rows.map((row) => ({ key: row.code, label: t(`assessments.short.${row.code}` as 'assessments.short.A1'), name: format.text(row.name), own: row.level }))}
          />
          <Stats items={[{ label: t('programmes.roadmap.total'), value: format.number(result.total, 1), unit: t('assessments.points'), note: t('programmes.roadmap.total_note', { band: t(`assessments.band.${result.band}`) }) }]} />
        </div>
      </Section>
      <Section title={t('programmes.roadmap.table')}>
        <SimpleTable
          fold
          caption={t('programmes.roadmap.table')}
          columns={[{ header: t('programmes.roadmap.area') }, { header: t('programmes.roadmap.now') }, { header: t('programmes.roadmap.next') }]}
          rows={result.rows.map((row) => ({
            key: row.code,
            cells: [format.text(row.name), t('programmes.roadmap.level', { level: row.level, name: format.text(row.levelName) }), row.next ? format.text(row.next) : t('programmes.roadmap.top')],
          }))}
        />
      </Section>
      {result.first.length > 0 ? (
        <Section title={t('programmes.roadmap.first')} intro={t('programmes.roadmap.first_intro')}>
          {result.first.map((step) => (
            <Section key={step.code} level={3} title={format.text(step.name)} aside={t('programmes.roadmap.step', { from: step.level, to: step.level + 1 })}>
              <ol className="number-list">
                {step.activities.map((activity) => (
                  <li key={activity.id}>{format.text(activity.title)}</li>
                ))}
              </ol>
            </Section>
          ))}
        </Section>
      ) : null}
      <ButtonRow className="gap-above">
        <ButtonLink to={isFirm ? paths.firmAssessment() : paths.check()} variant="primary" iconEnd="arrow">
          {t(isFirm ? 'programmes.roadmap.to_assessment' : 'programmes.call.check')}
        </ButtonLink>
        <PrintButton>{t('programmes.roadmap.print')}</PrintButton>
        <ButtonLink to={paths.roadmapCheck({ again: code })} variant="text">
          {t('programmes.check.again')}
        </ButtonLink>
      </ButtonRow>
      <p className="small soft gap-above">{t('programmes.roadmap.note')}</p>
    </Wrap>
  );
}
