import { useI18n } from '#app/i18n/i18n.tsx';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { ResultBadges, ResultFigures } from '#app/ui/outcomes/kpi-results-figures.tsx';
import { WorkedLines } from '#app/ui/outcomes/kpi-results-worked.tsx';
import { useKpiWords } from '#app/ui/outcomes/kpi-results-words.ts';
import { ReadingBaseline } from '#app/ui/outcomes/reading-baseline.tsx';
import { ConfirmReadingForm, ExplainReadingForm, FlagText, ReadingEndText, ReadingMark } from '#app/ui/outcomes/reading-actions.tsx';
import { FinalForm, ReadingForm } from '#app/ui/outcomes/reading-form.tsx';
import { ReadingChart, ReadingTable } from '#app/ui/outcomes/reading-table.tsx';
import type { ShownCard } from '#app/ui/outcomes/shown-kpi.ts';

interface ReadingCardProps {
  readonly view: ShownCard;
  /** Month of the entry form, chosen in the address or the oldest without a value. */
  readonly month: string | null;
  readonly canRecord: boolean;
  readonly reply: FormReply | undefined;
}

/** One KPI of the firm: result, entry of a month, chart and table, frozen baseline, final value, formulas. */
export function ReadingCardPage({ view, month, canRecord, reply }: ReadingCardProps) {
  const { t, format } = useI18n();
  const { result } = view;
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firmKpis(), label: t('outcomes.kpi.title') }, { label: format.text(result.name) }]} />
      <PageTitle title={format.text(result.name)} over={<ResultBadges result={result} />} meta={[view.card.scope, view.card.source].filter(Boolean).join(' · ')} />
      <ResultFigures result={result} />
      <div className="gap-above-l">
        <Columns side={<ReadingBaseline view={view} />}>
          <RejectedReadings view={view} />
          <OddReadings view={view} reply={reply} />
          <Entry view={view} month={month} canRecord={canRecord} reply={reply} />
          <FinalSection view={view} canRecord={canRecord} reply={reply} />
        </Columns>
      </div>
      <div className="gap-above-l">
        <Section title={t('outcomes.reading.title')}>
          <ReadingChart view={view} />
          <ReadingTable view={view} entryLinks={canRecord} />
        </Section>
        <Section title={t('outcomes.kpi.worked.title')} intro={t('outcomes.kpi.worked.intro')}>
          <WorkedLines result={result} />
          {result.after === null ? <p className="small soft">{t('outcomes.kpi.no_value')}</p> : null}
        </Section>
      </div>
    </Wrap>
  );
}

function Entry({ view, month, canRecord, reply }: ReadingCardProps) {
  const { t, format } = useI18n();
  const entry = view.months.find((candidate) => candidate.month === month) ?? null;
  const missing = view.months.filter((candidate) => candidate.reading === null);
  const reading = entry?.reading ?? null;
  return (
    <Section id="entry" title={entry ? t('outcomes.reading.entry', { month: format.month(entry.month) }) : t('outcomes.reading.entry_none')} aside={entry ? t('outcomes.reading.days', { dueOn: format.date(entry.dueOn), lockOn: format.date(entry.lockOn) }) : undefined}>
      {missing.length > 1 ? (
        <p className="small">
          {t('outcomes.reading.missing')}{' '}
          {missing.map((candidate) => (
            <Link key={candidate.month} className="nb month-link" to={`${paths.firmKpi(view.card.id, { month: candidate.month })}#entry`} aria-current={candidate.month === month ? 'true' : undefined}>{format.month(candidate.month)}</Link>
          ))}
        </p>
      ) : null}
      {entry === null ? <p className="small soft">{t('outcomes.reading.nothing_due')}</p> : null}
      {reading ? <p className="small"><ReadingMark reading={reading} /> {format.text(reading.stateLabel) && reading.state === 'recorded' ? t('outcomes.reading.second_person', { name: reading.recordedByName ?? '-' }) : null}</p> : null}
      {reading?.can.confirm ? <ConfirmReadingForm reading={reading} reply={reply} /> : null}
      {entry && canRecord && (reading === null || reading.can.correct || reading.state === 'recorded') ? <ReadingForm view={view} entry={entry} reply={reply} /> : null}
      {entry && !canRecord ? <p className="small soft">{t('outcomes.reading.no_right')}</p> : null}
    </Section>
  );
}

/** Months whose value was not accepted and that have no new one yet. */
function RejectedReadings({ view }: { view: ShownCard }) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  const live = new Set(view.readings.filter((reading) => reading.state !== 'rejected' && reading.state !== 'corrected').map((reading) => `${reading.kind}/${reading.month}`));
  return view.readings
    .filter((reading) => reading.state === 'rejected' && !live.has(`${reading.kind}/${reading.month}`))
    .map((reading) => (
      <Alert key={reading.id} kind="bad" title={t('outcomes.reading.rejected_title', { month: format.month(reading.month), value: words.value(view.result, reading.value) })}>
        <p><ReadingEndText reading={reading} /></p>
        <p>{t('outcomes.reading.rejected_text')}</p>
      </Alert>
    ));
}

function OddReadings({ view, reply }: { view: ShownCard; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  return view.readings
    .filter((reading) => reading.state === 'flagged')
    .map((reading) => (
      <Alert key={reading.id} kind="warn" title={t('outcomes.reading.flag.title', { month: format.month(reading.month), value: words.value(view.result, reading.value) })}>
        <p><FlagText reading={reading} /></p>
        {reading.can.explain ? <ExplainReadingForm reading={reading} reply={reply} /> : null}
      </Alert>
    ));
}

function FinalSection({ view, canRecord, reply }: { view: ShownCard; canRecord: boolean; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  const { final, result } = view;
  const { reading } = final;
  return (
    <Section title={t('outcomes.kpi.final')} intro={t('outcomes.kpi.final_intro', { months: view.card.windowMonths })}>
      {reading ? (
        <div className="stack-s">
          <p><ReadingMark reading={reading} /> {words.value(result, reading.value)} · {t('outcomes.reading.by', { name: reading.recordedByName ?? '-' })}</p>
          {reading.documentId ? <FileLink to={paths.document(reading.documentId)} name={reading.documentName ?? t('outcomes.reading.evidence')} /> : null}
          {reading.state === 'recorded' ? <p className="small soft">{t('outcomes.reading.final_waits')}</p> : null}
          {reading.can.confirm ? <ConfirmReadingForm reading={reading} reply={reply} /> : null}
        </div>
      ) : null}
      {final.isOpen && final.pooled ? <p className="small">{t('outcomes.kpi.pooled', { value: words.value(result, final.pooled.value), missing: final.pooled.missing.map((month) => format.month(month)).join(', ') || '-' })}</p> : null}
      {final.isOpen && canRecord ? <FinalForm view={view} reply={reply} /> : null}
      {final.isOpen ? null : <p className="small soft">{t('outcomes.kpi.final_later', { from: format.month(final.window.fromMonth), to: format.month(final.window.toMonth) })}</p>}
    </Section>
  );
}
