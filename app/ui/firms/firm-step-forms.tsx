import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';

export type ShownFirmStep = 'verify_by_document' | 'refuse' | 'suspend' | 'lift_suspension' | 'close';

interface FirmStepFormsProps {
  readonly firmId: string;
  readonly steps: readonly ShownFirmStep[];
  readonly mayRecheck: boolean;
  readonly reply: FormReply | undefined;
}

/** What an officer decides about a registration; the step that leads on is open, graver ones wait behind their names. */
export function FirmStepForms({ steps, mayRecheck, reply }: FirmStepFormsProps) {
  const { t } = useI18n();
  const can = (step: ShownFirmStep) => steps.includes(step);
  if (steps.length === 0 && !mayRecheck) return <p className="small soft">{t('firms.office.read_only')}</p>;
  return (
    <div className="stack case-side">
      <h2 className="section-title">{t('firms.office.decide')}</h2>
      {mayRecheck ? (
        <PortalForm id="recheck" intent="recheck" reply={reply}>
          <Button type="submit" size="medium" icon="search">{t('firms.office.recheck')}</Button>
        </PortalForm>
      ) : null}
      {can('verify_by_document') ? (
        <PortalForm id="verify" intent="verify" reply={reply}>
          <p className="small soft">{t('firms.office.verify_text')}</p>
          <DateField name="issuedOn" label={t('firms.office.issued')} hint={t('firms.office.issued_hint')} required />
          <TextArea name="note" label={t('firms.office.note')} hint={t('firms.office.note_hint')} rows={3} maxLength={1000} required />
          <Button type="submit" variant="primary">{t('firms.office.verify')}</Button>
        </PortalForm>
      ) : null}
      {can('lift_suspension') ? (
        <PortalForm id="lift" intent="lift" reply={reply}>
          <TextArea name="reason" label={t('firms.office.lift_reason')} rows={2} maxLength={1000} />
          <Button type="submit" variant="primary">{t('firms.office.lift')}</Button>
        </PortalForm>
      ) : null}
      {can('refuse') ? (
        <Details summary={t('firms.office.refuse')} open={reply?.intent === 'refuse'}>
          <PortalForm id="refuse" intent="refuse" reply={reply}>
            <p className="small soft">{t('firms.office.refuse_text')}</p>
            <TextArea name="reason" label={t('firms.office.reason')} rows={3} maxLength={2000} required />
            <Button type="submit" variant="danger">{t('firms.office.refuse_submit')}</Button>
          </PortalForm>
        </Details>
      ) : null}
      {can('suspend') ? (
        <Details summary={t('firms.office.restrict')} open={reply?.intent === 'restrict'}>
          <PortalForm id="restrict" intent="restrict" reply={reply}>
            <p className="small soft">{t('firms.office.restrict_text')}</p>
            <DateField name="untilOn" label={t('firms.office.until')} hint={t('firms.office.until_hint')} required />
            <TextArea name="reason" label={t('firms.office.reason')} rows={3} maxLength={2000} required />
            <Button type="submit" variant="danger">{t('firms.office.restrict_submit')}</Button>
          </PortalForm>
        </Details>
      ) : null}
      {can('close') ? (
        <Details summary={t('firms.office.close')} open={reply?.intent === 'close'}>
          <PortalForm id="close" intent="close" reply={reply}>
            <p className="small soft">{t('firms.office.close_text')}</p>
            <TextArea name="reason" label={t('firms.office.reason')} rows={3} maxLength={2000} required />
            <Button type="submit" variant="danger">{t('firms.office.close_submit')}</Button>
          </PortalForm>
        </Details>
      ) : null}
    </div>
  );
}
