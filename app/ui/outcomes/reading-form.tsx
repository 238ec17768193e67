import { useRef, useState } from 'react';
import { computeRate } from '#app/domain/outcomes/improvement.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { FileField } from '#app/ui/kit/forms/file-field.tsx';
import { NumberField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { useKpiWords } from '#app/ui/outcomes/kpi-results-words.ts';
import type { ShownCard, ShownMonth } from '#app/ui/outcomes/shown-kpi.ts';

function amount(value: FormDataEntryValue | null): number | null {
  const text = String(value ?? '').replaceAll(',', '').trim();
  return text === '' || Number.isNaN(Number(text)) ? null : Number(text);
}

/** The two counts and, while they are typed, the rate they give. */
function CountFields({ view }: { view: ShownCard }) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  const box = useRef<HTMLDivElement>(null);
  const [rate, setRate] = useState<number | null>(null);
  const { card, result } = view;
  const count = () => {
    const form = box.current?.closest('form');
    if (!form) return;
    const data = new FormData(form);
    const [numerator, denominator] = [amount(data.get('numerator')), amount(data.get('denominator'))];
    setRate(numerator === null || denominator === null ? null : computeRate(numerator, denominator, result.factor));
  };
  const ppm = words.ppm(result, rate);
  return (
    <div ref={box} onInput={count} className="fields-inner">
      <NumberField name="numerator" label={format.text(card.numeratorLabel) || t('outcomes.reading.numerator')} required decimals />
      <NumberField name="denominator" label={format.text(card.denominatorLabel) || t('outcomes.reading.denominator')} required decimals />
      <p className="echo" aria-live="polite">
        {rate === null ? format.text(card.formula) : `${format.text(result.name)} ${words.value(result, rate)}${ppm ? ` (${ppm})` : ''}`}
      </p>
    </div>
  );
}

/** Entry of one month: new, changed while open, or corrected with a reason. */
export function ReadingForm({ view, entry, reply }: { view: ShownCard; entry: ShownMonth; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const { reading } = entry;
  const correcting = reading !== null && (reading.state !== 'recorded' || entry.locked);
  const defaults = reading ? { numerator: reading.numerator ?? '', denominator: reading.denominator ?? '', note: correcting ? '' : (reading.note ?? ''), explanation: reading.explanation ?? '' } : {};
  return (
    <PortalForm key={`${entry.month}-${reading?.version ?? 0}`} id={`entry-${entry.month}`} intent={correcting ? 'correct' : 'record'} reply={reply} defaults={defaults}>
      <HiddenField name="month" value={entry.month} />
      {reading ? <HiddenField name="readingId" value={reading.id} /> : null}
      {reading ? <HiddenField name="version" value={reading.version} /> : null}
      <CountFields view={view} />
      {correcting || entry.locked ? (
        <TextArea name="reason" label={t(correcting ? 'outcomes.reading.reason' : 'outcomes.reading.late_reason')} hint={t(correcting ? 'outcomes.reading.reason_hint' : 'outcomes.reading.locked_hint', { lockOn: format.date(entry.lockOn) })} rows={3} maxLength={1000} required />
      ) : (
        <>
          <TextArea name="note" label={t('outcomes.reading.note')} rows={2} maxLength={1000} />
          <TextArea name="explanation" label={t('outcomes.reading.explanation')} hint={t('outcomes.reading.explanation_hint')} rows={2} maxLength={1000} />
        </>
      )}
      <Button type="submit" variant="primary">{t(correcting ? 'outcomes.reading.correct' : reading ? 'outcomes.reading.change' : 'outcomes.reading.save', { month: format.month(entry.month) })}</Button>
    </PortalForm>
  );
}

/** Entry of the final value with its evidence. */
export function FinalForm({ view, reply }: { view: ShownCard; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const { reading, pooled, window } = view.final;
  const open = reading === null || reading.state === 'recorded';
  if (!open) return null;
  const defaults = { numerator: reading?.numerator ?? pooled?.numerator ?? '', denominator: reading?.denominator ?? pooled?.denominator ?? '', note: reading?.note ?? '' };
  return (
    <PortalForm id="final" intent="final" reply={reply} defaults={defaults} encType="multipart/form-data">
      {reading ? <HiddenField name="version" value={reading.version} /> : null}
      <p className="small">{t('outcomes.reading.final_window', { from: format.month(window.fromMonth), to: format.month(window.toMonth) })}</p>
      <CountFields view={view} />
      <FileField name="evidence" label={t('outcomes.reading.evidence')} hint={t('outcomes.reading.evidence_hint')} accept=".pdf,.jpg,.jpeg,.png,.xlsx,.hwp,.hwpx,.docx" maxBytes={20 * 1024 * 1024} />
      <TextArea name="note" label={t('outcomes.reading.note')} rows={2} maxLength={1000} />
      <Button type="submit" variant="primary">{t('outcomes.reading.save_final')}</Button>
    </PortalForm>
  );
}
