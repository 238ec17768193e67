import type { ReactNode } from 'react';
import { READING_REJECTIONS } from '#app/domain/outcomes/rejection-codes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Button } from '#app/ui/kit/button.tsx';
import { HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { State, type StateKind } from '#app/ui/kit/state.tsx';
import type { ShownReading } from '#app/ui/outcomes/shown-kpi.ts';

const SIGNS: Readonly<Record<string, StateKind>> = { recorded: 'waiting', confirmed: 'ok', flagged: 'warn', verified: 'ok', rejected: 'excluded', corrected: 'excluded' };

/** State of a reading with its sign. */
export function ReadingMark({ reading }: { reading: ShownReading }) {
  const { t, format } = useI18n();
  if (reading.isBaseline) return <State kind="locked">{t('outcomes.reading.baseline')}</State>;
  return <State kind={SIGNS[reading.state] ?? 'none'}>{format.text(reading.stateLabel)}</State>;
}

/** Why a value is unusual, in words. */
export function FlagText({ reading }: { reading: ShownReading }) {
  const { t, format } = useI18n();
  if (!reading.flagRule) return null;
  const measure = format.number(Number(reading.flagText ?? 0), 0);
  return <>{reading.flagRule === 'constant' ? t('outcomes.reading.flag.constant', { count: measure }) : t('outcomes.reading.flag.jump', { percent: measure })}</>;
}

/** A value that counts no more stays visible, struck through. */
export function ReadingValue({ reading, children }: { reading: ShownReading; children: ReactNode }) {
  return reading.state === 'rejected' || reading.state === 'corrected' ? <del>{children}</del> : <>{children}</>;
}

/** Why, when and by whom a value was rejected or replaced. */
export function ReadingEndText({ reading }: { reading: ShownReading }) {
  const { t, format } = useI18n();
  const { end } = reading;
  if (!end) return null;
  const code = end.code && (READING_REJECTIONS as readonly string[]).includes(end.code) ? t(`outcomes.reading.reject.${end.code}` as MessageId) : null;
  return <>{[[code, end.reason].filter(Boolean).join(': '), end.byName, format.dateTime(end.at)].filter(Boolean).join(' · ')}</>;
}

interface ActionProps {
  readonly reading: ShownReading;
  readonly reply: FormReply | undefined;
  /** The consultant grades the evidence of a final value. */
  readonly grading?: boolean;
}

/** A second person confirms a value. */
export function ConfirmReadingForm({ reading, reply, grading = false }: ActionProps) {
  const { t, format } = useI18n();
  const mine = reply?.initialValue?.['readingId'] === reading.id ? reply : undefined;
  return (
    <PortalForm intent="confirm" id={`confirm-${reading.id}`} reply={mine} defaults={{}}>
      <HiddenField name="readingId" value={reading.id} />
      <HiddenField name="version" value={reading.version} />
      {grading && reading.kind === 'final' ? (
        <RadioGroup name="grade" label={t('outcomes.reading.grade')} required options={(['A', 'B', 'C'] as const).map((value) => ({ value, label: value, hint: t(`outcomes.reading.grade_${value}`) }))} />
      ) : null}
      <Button type="submit" size="medium" variant="secondary">
        {t('outcomes.reading.confirm')}
        <span className="sr-only"> {format.month(reading.month)}</span>
      </Button>
    </PortalForm>
  );
}

/** The firm explains an unusual value. */
export function ExplainReadingForm({ reading, reply }: ActionProps) {
  const { t } = useI18n();
  const mine = reply?.initialValue?.['readingId'] === reading.id ? reply : undefined;
  return (
    <PortalForm intent="explain" id={`explain-${reading.id}`} reply={mine} defaults={{}}>
      <HiddenField name="readingId" value={reading.id} />
      <HiddenField name="version" value={reading.version} />
      <TextArea name="explanation" label={t('outcomes.reading.explain_label')} rows={3} maxLength={1000} required />
      <Button type="submit" variant="primary">{t('outcomes.reading.explain')}</Button>
    </PortalForm>
  );
}
