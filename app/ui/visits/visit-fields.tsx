import { useRef, useState } from 'react';
import { suggestManDays } from '#app/domain/visits/man-days.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import { FileField } from '#app/ui/kit/forms/file-field.tsx';
import { useField } from '#app/ui/kit/forms/form-context.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { ManDayMeter } from '#app/ui/visits/man-day-table.tsx';
import { VisitTaskFields } from '#app/ui/visits/visit-task-fields.tsx';
import { VisitTimeFields } from '#app/ui/visits/visit-time-fields.tsx';

export interface VisitFormFacts {
  readonly today: string;
  readonly freeFrom: string;
  readonly logDays: number;
  readonly agreed: number;
  readonly used: number;
  readonly tasks: readonly { readonly id: string; readonly title: string; readonly progressPercent: number }[];
}

const PLACES = ['firm', 'remote', 'elsewhere'] as const;
const KINDS = ['coaching', 'diagnosis', 'equipment', 'closing', 'follow_up'] as const;
const DAYS = ['0.5', '1', '1.5', '2'] as const;

function minutesOf(value: FormDataEntryValue | null): number {
  const [hours = 0, minutes = 0] = String(value ?? '').split(':').map(Number);
  return hours * 60 + minutes || 0; // what a refused form brings back need not be a time
}

/** The fields of a visit log, in the order in which a visit goes. */
export function VisitFields({ facts, amending = false }: { facts: VisitFormFacts; amending?: boolean }) {
  const { t, format } = useI18n();
  const box = useRef<HTMLDivElement>(null);
  const start = useField('startTime').defaultValue || '09:30';
  const end = useField('endTime').defaultValue || '16:00';
  const chosen = useField('manDays').defaultValue;
  const [days, setDays] = useState(Number(chosen) > 0 ? Number(chosen) : suggestManDays(minutesOf(end) - minutesOf(start)));
  const count = () => {
    const form = box.current?.closest('form');
    if (!form) return;
    const data = new FormData(form);
    const typed = Number(data.get('manDays'));
    setDays(typed > 0 ? typed : suggestManDays(minutesOf(data.get('endTime')) - minutesOf(data.get('startTime'))));
  };
  return (
    <div ref={box} className="fields-inner" onChange={count}>
      <DateField name="visitOn" label={t('visits.form.on')} required max={facts.today} defaultValue={facts.today} />
      <VisitTimeFields onMove={count} />
      <div>
        <RadioGroup
          name="manDays"
          label={t('visits.form.days')}
          quiet
          inline
          defaultValue=""
          options={[{ value: '', label: t('visits.form.days_auto') }, ...DAYS.map((value) => ({ value, label: t('visits.days', { days: value }) }))]}
        />
        <ManDayMeter agreed={facts.agreed} used={facts.used} added={days} />
        <p className="form-hint" aria-live="polite">{t('visits.form.days_after', { after: format.number(facts.used + days), agreed: format.number(facts.agreed), added: format.number(days) })}</p>
      </div>
      <RadioGroup name="placeKind" label={t('visits.form.place')} required inline defaultValue="firm" options={PLACES.map((value) => ({ value, label: t(`visits.place.${value}`) }))} />
      <TextField name="placeText" label={t('visits.form.place_text')} hint={t('visits.form.place_hint')} maxLength={200} />
      <RadioGroup name="kind" label={t('visits.form.kind')} required inline defaultValue="coaching" options={KINDS.map((value) => ({ value, label: t(`visits.kind.${value}`) }))} />
      <TextField name="purpose" label={t('visits.form.purpose')} required maxLength={300} />
      <TextArea name="attendees" label={t('visits.form.people')} hint={t('visits.form.people_hint')} rows={3} required />
      <RadioGroup name="ceoPresent" label={t('visits.form.ceo')} required inline options={[{ value: 'yes', label: t('visits.form.yes') }, { value: 'no', label: t('visits.form.no') }]} />
      <VisitTaskFields tasks={facts.tasks} />
      <TextArea name="findings" label={t('visits.form.findings')} hint={t('visits.form.findings_hint')} rows={6} maxLength={4000} required />
      <TextArea name="promises" label={t('visits.form.promises')} hint={t('visits.form.promises_hint')} rows={3} />
      <TextArea name="nextSteps" label={t('visits.form.next')} rows={3} maxLength={2000} />
      <DateField name="nextVisitOn" label={t('visits.form.next_on')} />
      <FileField name="photos" label={t('visits.form.photos')} hint={t('visits.form.photos_hint')} accept="image/jpeg,image/png,.jpg,.jpeg,.png" multiple maxBytes={15 * 1024 * 1024} />
      {amending ? (
        <TextArea name="reason" label={t('visits.amend.reason')} hint={t('visits.amend.reason_hint')} rows={3} required maxLength={1000} />
      ) : (
        <TextArea name="lateReason" label={t('visits.form.late')} hint={t('visits.form.late_hint', { days: facts.logDays, from: format.date(facts.freeFrom) })} rows={2} maxLength={500} />
      )}
    </div>
  );
}
