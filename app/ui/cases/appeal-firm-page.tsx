import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { AppealFiled, AppealOutcome, AppealState, useRefusalWords } from '#app/ui/cases/appeal-parts.tsx';
import type { ShownAppeal, ShownTarget } from '#app/ui/cases/shown-appeal.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Checkbox } from '#app/ui/kit/forms/choices.tsx';
import { FileField } from '#app/ui/kit/forms/file-field.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Clock } from '#app/ui/kit/ruler.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';

interface AppealFirmPageProps {
  readonly targets: readonly ShownTarget[];
  readonly appeals: readonly (ShownAppeal & { readonly mayWithdraw: boolean })[];
  readonly mayFile: boolean;
  readonly maxBytes: number;
  readonly reply: FormReply | undefined;
}

/** The firm's page of appeals: decisions with reason and last day, the form, and what became of earlier appeals. */
export function AppealFirmPage({ targets, appeals, mayFile, maxBytes, reply }: AppealFirmPageProps) {
  const { t } = useI18n();
  const title = t('appeals.firm.title');
  return (
    <Wrap narrow>
      <Breadcrumb items={[{ to: paths.firm(), label: t('appeals.crumb.home') }, { label: title }]} />
      <PageTitle title={title} lede={t('appeals.firm.lede')} />
      {targets.length === 0 && appeals.length === 0 ? (
        <EmptyState title={t('appeals.firm.none')} action={<ButtonLink to={paths.firm()}>{t('appeals.firm.back')}</ButtonLink>}>
          {t('appeals.firm.none_text')}
        </EmptyState>
      ) : null}
      {appeals.map((appeal) => (
        <OwnAppeal key={appeal.id} appeal={appeal} reply={reply?.initialValue?.['appealId'] === appeal.id ? reply : undefined} />
      ))}
      {targets.map((target) => (
        <Target key={target.id} target={target} mayFile={mayFile} maxBytes={maxBytes} reply={reply?.initialValue?.['applicationId'] === target.applicationId && reply.initialValue['machine'] === target.machine ? reply : undefined} />
      ))}
    </Wrap>
  );
}

function OwnAppeal({ appeal, reply }: { appeal: AppealFirmPageProps['appeals'][number]; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  return (
    <Section title={t('appeals.firm.against', { against: t(`appeals.against.${appeal.againstState}` as MessageId), on: format.date(appeal.filedAt) })} aside={<AppealState state={appeal.state}>{format.text(appeal.label)}</AppealState>} intro={format.text(appeal.publicLabel)}>
      {appeal.clock ? (
        <>
          <Clock used={appeal.clock.used} {...(appeal.clock.promise === null ? {} : { promise: appeal.clock.promise })} words="both" />
          {appeal.dueOn ? <p className="small soft">{t('appeals.firm.due', { on: format.date(appeal.dueOn) })}</p> : null}
        </>
      ) : null}
      <AppealOutcome appeal={appeal} />
      <AppealFiled appeal={appeal} />
      {appeal.mayWithdraw ? (
        <Details summary={t('appeals.withdraw.title')} open={reply !== undefined}>
          <ul className="bullets">
            <li>{t('appeals.withdraw.effect_stands')}</li>
            <li>{t('appeals.withdraw.effect_told')}</li>
            <li>{t('appeals.withdraw.effect_again')}</li>
          </ul>
          <PortalForm id={`withdraw-${appeal.id.slice(-8)}`} intent="withdraw" reply={reply} className="gap-above">
            <input type="hidden" name="appealId" value={appeal.id} />
            <TextArea name="reason" label={t('appeals.withdraw.reason')} rows={2} maxLength={1000} />
            <Checkbox name="confirmed" label={t('appeals.withdraw.confirm')} required />
            <ButtonRow>
              <Button type="submit" variant="danger">{t('appeals.withdraw.submit')}</Button>
            </ButtonRow>
          </PortalForm>
        </Details>
      ) : null}
    </Section>
  );
}

function Target({ target, mayFile, maxBytes, reply }: { target: ShownTarget; mayFile: boolean; maxBytes: number; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const words = useRefusalWords();
  if (target.hasAppeal) return null;
  return (
    <Section title={t(`appeals.against.${target.state}` as MessageId)} aside={target.receiptNumber ?? undefined}>
      <DefinitionList
        items={[
          { term: t('appeals.target.decided'), value: <TimeText at={target.decidedAt} /> },
          { term: t('appeals.target.delivered'), value: target.deliveredAt ? <TimeText at={target.deliveredAt} /> : t('appeals.target.not_delivered') },
          { term: t('appeals.target.until'), value: target.untilOn ? <DateText on={target.untilOn} /> : t('appeals.target.not_running'), note: t('appeals.target.until_note', { days: target.days }) },
        ]}
      />
      {target.reasonText ? <ReasonBox title={words(target.reasonCode) ?? undefined}>{target.reasonText}</ReasonBox> : null}
      {target.feedback ? <ReasonBox title={t('appeals.target.feedback')}>{target.feedback}</ReasonBox> : null}
      {!target.isOpen ? (
        <Alert kind="info" title={t('appeals.target.closed')}><p>{t('appeals.target.closed_text', { on: target.untilOn ? format.date(target.untilOn) : '-' })}</p></Alert>
      ) : !mayFile ? (
        <Alert kind="info" title={t('appeals.target.representative')}><p>{t('appeals.target.representative_text')}</p></Alert>
      ) : (
        <PortalForm id={`appeal-${target.id.slice(-8)}`} intent="file" reply={reply} encType="multipart/form-data" className="gap-above">
          <h3>{t('appeals.form.title')}</h3>
          <p className="soft">{t('appeals.form.lede', { promise: target.promise })}</p>
          <input type="hidden" name="applicationId" value={target.applicationId} />
          <input type="hidden" name="machine" value={target.machine} />
          <TextArea name="summary" label={t('appeals.form.summary')} hint={t('appeals.form.summary_hint')} rows={2} maxLength={300} required />
          <TextArea name="grounds" label={t('appeals.form.grounds')} hint={t('appeals.form.grounds_hint')} rows={8} maxLength={4000} required />
          <FileField name="files" label={t('appeals.form.files')} hint={t('appeals.form.files_hint')} multiple maxBytes={maxBytes} />
          <Checkbox name="hearing" label={t('appeals.form.hearing_wanted')} />
          <ButtonRow>
            <Button type="submit" variant="primary">{t('appeals.form.submit')}</Button>
            <ButtonLink to={paths.firm()} variant="text">{t('appeals.firm.back')}</ButtonLink>
          </ButtonRow>
        </PortalForm>
      )}
    </Section>
  );
}
