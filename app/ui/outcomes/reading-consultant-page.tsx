import { useI18n } from '#app/i18n/i18n.tsx';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { ResultBadges, ResultFigures } from '#app/ui/outcomes/kpi-results-figures.tsx';
import { WorkedLines } from '#app/ui/outcomes/kpi-results-worked.tsx';
import { useKpiWords } from '#app/ui/outcomes/kpi-results-words.ts';
import { ConfirmReadingForm, FlagText } from '#app/ui/outcomes/reading-actions.tsx';
import { ReadingChart, ReadingTable } from '#app/ui/outcomes/reading-table.tsx';
import type { ShownCard, ShownOverview, ShownReading } from '#app/ui/outcomes/shown-kpi.ts';

interface ConsultantKpisProps {
  readonly overview: ShownOverview;
  readonly reply: FormReply | undefined;
}

/** The KPIs of a firm for its consultant: first the values that wait for a second person, then each KPI. */
export function ReadingConsultantPage({ overview, reply }: ConsultantKpisProps) {
  const { t, format } = useI18n();
  const waiting = overview.cards.flatMap((view) => view.readings.filter((reading) => reading.can.confirm).map((reading) => ({ view, reading })));
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.consultantFirm(overview.applicationId), label: overview.firmName }, { label: t('outcomes.kpi.title') }]} />
      <PageTitle title={t('outcomes.kpi.title')} meta={overview.firmName} aside={<Link to={paths.consultantKpiCards(overview.applicationId)}>{t('outcomes.kpi.to_cards')}</Link>} />
      {overview.cards.length === 0 ? (
        <EmptyState title={t('outcomes.kpi.none')}>{t('outcomes.kpi.none_text')}</EmptyState>
      ) : (
        <Section title={t('outcomes.reading.to_confirm')} aside={t('outcomes.reading.count', { count: waiting.length })} intro={t('outcomes.reading.to_confirm_intro')}>
          {waiting.length === 0 ? <p className="small soft">{t('outcomes.reading.none_waiting')}</p> : null}
          <ul className="krds-structured-list">
            {waiting.map(({ view, reading }) => (
              <WaitingReading key={reading.id} view={view} reading={reading} reply={reply} />
            ))}
          </ul>
        </Section>
      )}
      {overview.cards.map((view) => (
        <Section key={view.card.id} title={format.text(view.result.name)} aside={<ResultBadges result={view.result} />}>
          <ResultFigures result={view.result} />
          <div className="gap-above">
            <ReadingChart view={view} />
          </div>
          <Details summary={t('outcomes.reading.table')}>
            <ReadingTable view={view} entryLinks={false} />
          </Details>
          <Details summary={t('outcomes.kpi.worked.title')}>
            <WorkedLines result={view.result} />
          </Details>
        </Section>
      ))}
    </Wrap>
  );
}

function WaitingReading({ view, reading, reply }: { view: ShownCard; reading: ShownReading; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  const counts = reading.numerator !== null && reading.denominator !== null ? `${format.number(reading.numerator)} ÷ ${format.number(reading.denominator)}` : '';
  return (
    <li>
      <div className="row tall">
        <span className="tit">
          {format.text(view.result.name)} · {reading.kind === 'final' ? t('outcomes.kpi.final') : format.month(reading.month)}
        </span>
        <b>{words.value(view.result, reading.value)}</b>
        <span className="sub">
          {counts} · {t('outcomes.reading.by', { name: reading.recordedByName ?? '-' })}
          {reading.note ? ` · ${reading.note}` : ''}
        </span>
        {reading.flagRule ? <span className="sub"><FlagText reading={reading} />{reading.explanation ? ` · ${reading.explanation}` : ''}</span> : null}
      </div>
      {reading.documentId ? <FileLink to={paths.document(reading.documentId)} name={reading.documentName ?? t('outcomes.reading.evidence')} /> : null}
      <ConfirmReadingForm reading={reading} reply={reply} grading />
    </li>
  );
}
