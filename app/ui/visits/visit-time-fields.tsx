import { useRef } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { useEnhanced } from '#app/ui/kit/enhanced.ts';
import { FieldErrors } from '#app/ui/kit/forms/field-frame.tsx';
import { useField } from '#app/ui/kit/forms/form-context.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';

const STEP = 30;

function moved(value: string, minutes: number): string {
  const [hours = 9, rest = 0] = value.split(':').map(Number);
  const total = Math.min(23 * 60 + STEP, Math.max(0, hours * 60 + rest + minutes));
  const next = Math.round(total / STEP) * STEP;
  return `${String(Math.floor(next / 60)).padStart(2, '0')}:${String(next % 60).padStart(2, '0')}`;
}

/** A time of day with large steps of half an hour for a thumb; without scripts the plain input of the device. */
function TimeStep({ name, label, fallback, onMove }: { name: string; label: string; fallback: string; onMove: () => void }) {
  const { t } = useI18n();
  const field = useField(name);
  const enhanced = useEnhanced();
  const input = useRef<HTMLInputElement>(null);
  const step = (minutes: number) => {
    if (!input.current) return;
    input.current.value = moved(input.current.value || fallback, minutes);
    onMove();
  };
  return (
    <div className={field.errors.length > 0 ? 'is-error' : undefined}>
      <div className={enhanced ? 'step3' : 'step3 plain'}>
        <label className="small" htmlFor={field.id}>{label}</label>
        {enhanced ? <button type="button" onClick={() => step(-STEP)}><Icon name="minus" /><span className="sr-only">{t('visits.form.earlier', { label })}</span></button> : null}
        <input
          ref={input}
          className="krds-input big-time"
          id={field.id}
          name={name}
          type="time"
          required
          defaultValue={field.defaultValue || fallback}
          aria-invalid={field.errors.length > 0 || undefined}
          aria-describedby={field.errors.length > 0 ? field.errorId : undefined}
          onChange={onMove}
        />
        {enhanced ? <button type="button" onClick={() => step(STEP)}><Icon name="plus" /><span className="sr-only">{t('visits.form.later', { label })}</span></button> : null}
      </div>
      <FieldErrors field={field} />
    </div>
  );
}

/** Start and end of a visit. `onMove` hears of every change. */
export function VisitTimeFields({ onMove }: { onMove: () => void }) {
  const { t } = useI18n();
  return (
    <fieldset className="form-group">
      <legend>{t('visits.form.time')}</legend>
      <div className="stack-s">
        <TimeStep name="startTime" label={t('visits.form.start')} fallback="09:30" onMove={onMove} />
        <TimeStep name="endTime" label={t('visits.form.end')} fallback="16:00" onMove={onMove} />
      </div>
    </fieldset>
  );
}
