import { READING_REJECTIONS } from '#app/domain/outcomes/rejection-codes.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { CheckboxGroup, HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { NumberField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { ResultBadges, ResultFigures } from '#app/ui/outcomes/kpi-results-figures.tsx';
import { useKpiWords } from '#app/ui/outcomes/kpi-results-words.ts';
import { FlagText } from '#app/ui/outcomes/reading-actions.tsx';
import { ReadingBaseline } from '#app/ui/outcomes/reading-baseline.tsx';
import { ReadingChart, ReadingTable } from '#app/ui/outcomes/reading-table.tsx';
import type { ShownCard, ShownOverview, ShownReading } from '#app/ui/outcomes/shown-kpi.ts';

interface OfficerKpisProps {
  readonly overview: ShownOverview;
  readonly reply: FormReply | undefined;
}

interface CardProps {
  readonly view: ShownCard;
  readonly reply: FormReply | undefined;
}

/** Id and seen version of a reading as one value of a form. */
const keyOf = (reading: ShownReading) => `${reading.id}.${reading.version}`;

/** The KPIs of a case for the officer: values that wait for their evidence to be checked, then each KPI with baseline, chart, values and corrections. */
export function ReadingOfficerPage({ overview, reply }: OfficerKpisProps) {
  const { t, format } = useI18n();
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerApplications(), label: t('outcomes.verify.cases') }, { to: paths.officerApplication(overview.applicationId), label: overview.firmName }, { label: t('outcomes.kpi.title') }]} />
      <PageTitle title={t('outcomes.kpi.title')} meta={overview.firmName} />
      {overview.cards.length === 0 ? <EmptyState title={t('outcomes.kpi.none')}>{t('outcomes.verify.none_text')}</EmptyState> : <Waiting overview={overview} reply={reply} />}
      {overview.cards.map((view) => (
        <Section key={view.card.id} id={`card-${view.card.id}`} title={format.text(view.result.name)} aside={<ResultBadges result={view.result} />}>
          <Columns side={<ReadingBaseline view={view} />}>
            <ResultFigures result={view.result} />
            <div className="gap-above">
              <ReadingChart view={view} />
            </div>
            <ReadingTable view={view} entryLinks={false} />
            <RejectForm view={view} reply={reply} />
            <AmendForm view={view} reply={reply} />
          </Columns>
        </Section>
      ))}
    </Wrap>
  );
}

/** The confirmed values of all KPIs: chosen ones are verified together with one grade. */
function Waiting({ overview, reply }: OfficerKpisProps) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  const waiting = overview.cards.flatMap((view) => view.readings.filter((reading) => reading.state === 'confirmed' && !reading.isBaseline).map((reading) => ({ view, reading })));
  const mine = waiting.filter(({ reading }) => reading.can.verify);
  const label = ({ view, reading }: (typeof waiting)[number]) => `${format.text(view.result.name)} · ${reading.kind === 'final' ? t('outcomes.kpi.final') : format.month(reading.month)} · ${words.value(view.result, reading.value)}`;
  const hint = ({ reading }: (typeof waiting)[number]) =>
    [
      reading.numerator !== null && reading.denominator !== null ? `${format.number(reading.numerator)} ÷ ${format.number(reading.denominator)}` : null,
      t('outcomes.verify.people', { recorder: reading.recordedByName ?? '-', confirmer: reading.confirmedByName ?? '-' }),
      reading.explanation ?? reading.note,
    ].filter(Boolean).join(' · ');
  const proofs = waiting.filter(({ reading }) => reading.documentId !== null || reading.flagRule !== null);
  return (
    <Section id="waiting" title={t('outcomes.verify.title')} aside={t('outcomes.reading.count', { count: waiting.length })} intro={t('outcomes.verify.intro')}>
      {waiting.length === 0 ? <p className="small soft">{t('outcomes.verify.none')}</p> : null}
      {proofs.map((entry) => (
        <p key={entry.reading.id} className="small">
          {label(entry)} {entry.reading.flagRule ? <FlagText reading={entry.reading} /> : null}{' '}
          {entry.reading.documentId ? <FileLink to={paths.document(entry.reading.documentId)} name={entry.reading.documentName ?? t('outcomes.reading.evidence')} /> : null}
        </p>
      ))}
      {mine.length > 0 ? (
        <PortalForm intent="verify" id="verify" reply={reply?.intent === 'verify' ? reply : undefined}>
          <CheckboxGroup name="picked" label={t('outcomes.verify.pick')} required options={mine.map((entry) => ({ value: keyOf(entry.reading), label: label(entry), hint: hint(entry) }))} />
          <RadioGroup name="grade" label={t('outcomes.reading.grade')} required options={(['A', 'B', 'C'] as const).map((value) => ({ value, label: value, hint: t(`outcomes.reading.grade_${value}`) }))} />
          <Button type="submit" variant="primary">{t('outcomes.verify.submit')}</Button>
        </PortalForm>
      ) : null}
      {mine.length === 0 && waiting.length > 0 ? <p className="small soft">{t('outcomes.verify.not_yours')}</p> : null}
    </Section>
  );
}

function useReadingOptions(view: ShownCard) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  return (readings: readonly ShownReading[]) => readings.map((reading) => ({ value: keyOf(reading), label: `${reading.kind === 'final' ? t('outcomes.kpi.final') : format.month(reading.month)} · ${words.value(view.result, reading.value)} · ${format.text(reading.stateLabel)}` }));
}

function RejectForm({ view, reply }: CardProps) {
  const { t } = useI18n();
  const options = useReadingOptions(view)(view.readings.filter((reading) => reading.can.reject));
  const mine = reply?.intent === 'reject' && reply.initialValue?.['cardId'] === view.card.id ? reply : undefined;
  if (options.length === 0) return null;
  return (
    <Details summary={t('outcomes.verify.reject')} open={mine !== undefined}>
      <PortalForm intent="reject" id={`reject-${view.card.id}`} reply={mine}>
        <HiddenField name="cardId" value={view.card.id} />
        <Select name="picked" label={t('outcomes.verify.which')} options={options} required />
        <Select name="code" label={t('outcomes.verify.reject_code')} options={READING_REJECTIONS.map((code) => ({ value: code, label: t(`outcomes.reading.reject.${code}`) }))} required />
        <TextArea name="reason" label={t('outcomes.verify.reject_reason')} hint={t('outcomes.verify.reject_hint')} rows={3} maxLength={1000} required />
        <Button type="submit" variant="danger">{t('outcomes.verify.reject_submit')}</Button>
      </PortalForm>
    </Details>
  );
}

function AmendForm({ view, reply }: CardProps) {
  const { t, format } = useI18n();
  const options = useReadingOptions(view)(view.readings.filter((reading) => reading.can.amend));
  const mine = reply?.intent === 'amend' && reply.initialValue?.['cardId'] === view.card.id ? reply : undefined;
  if (options.length === 0) return null;
  return (
    <Details summary={t('outcomes.verify.amend')} open={mine !== undefined}>
      <PortalForm intent="amend" id={`amend-${view.card.id}`} reply={mine}>
        <HiddenField name="cardId" value={view.card.id} />
        <Select name="picked" label={t('outcomes.verify.which')} options={options} required />
        <NumberField name="numerator" label={format.text(view.card.numeratorLabel) || t('outcomes.reading.numerator')} required decimals />
        <NumberField name="denominator" label={format.text(view.card.denominatorLabel) || t('outcomes.reading.denominator')} required decimals />
        <TextArea name="reason" label={t('outcomes.reading.reason')} hint={t('outcomes.verify.amend_hint')} rows={3} maxLength={1000} required />
        <Button type="submit" variant="secondary">{t('outcomes.verify.amend_submit')}</Button>
      </PortalForm>
    </Details>
  );
}
