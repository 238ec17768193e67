import { useState, type ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { FieldSet } from '#app/ui/kit/forms/choices.tsx';
import { MonthField } from '#app/ui/kit/forms/date-fields.tsx';
import { NumberField } from '#app/ui/kit/forms/number-fields.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import type { ShownField } from './shown-section.ts';

function numberIn(text: string): number | null {
  const plain = text.replace(/[,\s]/g, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** A measured value: the two counts, the months, the source; the rate follows from the counts. */
export function IndicatorField({ field, indicator, remark }: { field: ShownField; indicator: NonNullable<ShownField['indicator']>; remark: ReactNode }) {
  const { t, format } = useI18n();
  const stored = typeof field.value === 'object' && !Array.isArray(field.value) ? (field.value as Readonly<Record<string, string>>) : {};
  const [counts, setCounts] = useState({ numerator: stored['numerator'] ?? '', denominator: stored['denominator'] ?? '' });
  const numerator = numberIn(counts.numerator);
  const denominator = numberIn(counts.denominator);
  const rate = numerator !== null && denominator ? (numerator / denominator) * indicator.scale : null;
  const name = (part: string) => `${field.id}.${part}`;
  return (
    <div className="field-row">
      {remark ? <div className="remark-slot">{remark}</div> : null}
      <FieldSet legend={format.text(field.label)} hint={field.hint ? format.text(field.hint) : t('applications.indicator.hint')} errorName={field.id}>
        <div className="two counts">
          <NumberField quiet name={name('numerator')} label={format.text(indicator.numerator)} decimals onInput={(event) => setCounts({ ...counts, numerator: event.currentTarget.value })} />
          <NumberField quiet name={name('denominator')} label={format.text(indicator.denominator)} decimals onInput={(event) => setCounts({ ...counts, denominator: event.currentTarget.value })} />
        </div>
        <p className="rate small" aria-live="polite">
          {rate === null ? t('applications.indicator.rate_empty') : <b>{t('applications.indicator.rate', { rate: format.number(rate, 2), unit: format.text(indicator.unit) })}</b>}
        </p>
        <div className="two counts">
          <MonthField quiet name={name('fromMonth')} label={t('applications.indicator.from')} />
          <MonthField quiet name={name('toMonth')} label={t('applications.indicator.to')} />
        </div>
        <div className="two counts">
        <TextField quiet name={name('scope')} label={t('applications.indicator.scope')} hint={t('applications.indicator.scope_hint')} maxLength={200} width="medium" />
        <TextField quiet name={name('source')} label={t('applications.indicator.source')} hint={t('applications.indicator.source_hint')} maxLength={200} width="medium" />
        </div>
      </FieldSet>
    </div>
  );
}
