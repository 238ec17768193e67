import { toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { CANCEL_CODES } from '#app/domain/visits/planned-visit.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { DateField, TimeField } from '#app/ui/kit/forms/date-fields.tsx';
import { FileField } from '#app/ui/kit/forms/file-field.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Modal } from '#app/ui/kit/modal.tsx';
import type { ShownVisitRecord } from '#app/ui/visits/shown-visit.ts';

interface FormProps {
  readonly version: number;
  readonly reply: FormReply | undefined;
}

/** Another day or time instead of the planned one. */
export function MoveVisitForm({ record, reply }: { record: ShownVisitRecord; reply: FormReply | undefined }) {
  const { t } = useI18n();
  const { visit } = record;
  return (
    <Modal trigger={t('visits.move.open')} title={t('visits.move.open')} open={reply?.intent === 'move'}>
      <p className="small">{t('visits.move.text')}</p>
      <PortalForm intent="move" reply={reply} defaults={{ visitOn: visit.visitOn, startTime: toSeoulTime(new Date(visit.startsAt)), endTime: toSeoulTime(new Date(visit.endsAt)) }} id="move-visit">
        <HiddenField name="version" value={visit.version} />
        <DateField name="visitOn" label={t('visits.plan.on')} required />
        <TimeField name="startTime" label={t('visits.form.start')} step={1800} required />
        <TimeField name="endTime" label={t('visits.form.end')} step={1800} required />
        <Button type="submit" variant="primary">{t('visits.move.submit')}</Button>
      </PortalForm>
    </Modal>
  );
}

/** Calling a visit off, with the reason the other side reads. */
export function CancelVisitForm({ version, reply, lateNow }: FormProps & { lateNow: boolean }) {
  const { t } = useI18n();
  return (
    <Modal trigger={t('visits.cancel.open')} title={t('visits.cancel.open')} open={reply?.intent === 'cancel'}>
      {lateNow ? <p className="small">{t('visits.cancel.late_now')}</p> : null}
      <PortalForm intent="cancel" reply={reply} defaults={{}} id="cancel-visit">
        <HiddenField name="version" value={version} />
        <RadioGroup name="code" label={t('visits.cancel.code')} required options={CANCEL_CODES.map((value) => ({ value, label: t(`visits.cancel.${value}`) }))} />
        <TextArea name="reason" label={t('visits.cancel.reason')} hint={t('visits.cancel.reason_hint')} rows={3} maxLength={500} required />
        <Button type="submit" variant="danger">{t('visits.cancel.submit')}</Button>
      </PortalForm>
    </Modal>
  );
}

/** Nobody came: what was found on the spot; consultants may add photos. */
export function NoShowForm({ side, version, reply }: FormProps & { side: 'firm' | 'consultant' }) {
  const { t } = useI18n();
  return (
    <Modal trigger={t(`visits.absent.${side}.open`)} title={t(`visits.absent.${side}.open`)} open={reply?.intent === 'no_show'}>
      <p className="small">{t('visits.absent.text')}</p>
      <PortalForm intent="no_show" reply={reply} defaults={{}} id="no-show" {...(side === 'consultant' ? { encType: 'multipart/form-data' as const } : {})}>
        <HiddenField name="version" value={version} />
        <TextArea name="note" label={t('visits.absent.note')} hint={t('visits.absent.note_hint')} rows={3} maxLength={1000} required />
        {side === 'consultant' ? <FileField name="photos" label={t('visits.form.photos')} hint={t('visits.form.photos_hint')} accept="image/jpeg,image/png,.jpg,.jpeg,.png" multiple maxBytes={15 * 1024 * 1024} /> : null}
        <Button type="submit" variant="danger">{t('visits.absent.submit')}</Button>
      </PortalForm>
    </Modal>
  );
}
