import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { FieldSet, HiddenField } from '#app/ui/kit/forms/choices.tsx';
import { MonthField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { NumberField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import type { ShownCard } from '#app/ui/plans/shown-plan.ts';
import { useKpiValue } from './kpi-card-value.tsx';

/** Whether the last refused form was the one of this card. */
export function isReplyToCard(reply: FormReply | undefined, cardId: string): boolean {
  return reply?.intent === 'save' && reply.initialValue?.['cardId'] === cardId;
}

const text = (value: number | null) => (value === null ? '' : String(value));

/** Content of a draft card: what is measured, the counts of each baseline month, the target. The consultant may not enter counts. */
export function KpiCardForm({ card, reply, countsLocked }: { card: ShownCard; reply: FormReply | undefined; countsLocked: boolean }) {
  const { t, format } = useI18n();
  const show = useKpiValue();
  const { definition } = card;
  const numerator = format.text(definition.numeratorLabel) || t('plans.kpi.numerator');
  const denominator = format.text(definition.denominatorLabel) || t('plans.kpi.denominator');
  return (
    <PortalForm
      id={`card-${card.id}`}
      intent="save"
      reply={isReplyToCard(reply, card.id) ? reply : undefined}
      defaults={{
        scope: card.scope ?? '', source: card.source ?? '', method: card.method ?? '', fromMonth: card.baselineFrom?.slice(0, 7) ?? '', windowMonths: String(card.windowMonths), targetValue: text(card.targetValue),
        numerator: Object.fromEntries(card.windowRows.map((row) => [row.month, text(row.numerator)])),
        denominator: Object.fromEntries(card.windowRows.map((row) => [row.month, text(row.denominator)])),
      }}
    >
      <HiddenField name="cardId" value={card.id} />
      <HiddenField name="version" value={card.version} />
      <TextField name="scope" label={t('plans.kpi.scope')} hint={t('plans.kpi.scope_hint')} maxLength={300} required />
      <TextField name="source" label={t('plans.kpi.source')} hint={t('plans.kpi.source_hint')} maxLength={300} required />
      <TextArea name="method" label={t('plans.kpi.method')} hint={t('plans.kpi.method_hint')} rows={2} maxLength={1000} />
      <FieldSet legend={t('plans.kpi.window')} hint={t('plans.kpi.window_hint')} columns={2}>
        <MonthField name="fromMonth" label={t('plans.kpi.from')} required />
        <Select name="windowMonths" label={t('plans.kpi.length')} emptyLabel={null} required options={Array.from({ length: 12 }, (_, index) => ({ value: String(index + 1), label: t('plans.kpi.months_count', { count: index + 1 }) }))} />
      </FieldSet>
      {countsLocked ? (
        <p className="small soft">{t('plans.kpi.counts_by_firm')}</p>
      ) : (
        card.windowRows.map((row) => (
          <FieldSet key={row.month} legend={format.month(row.month)} columns={2}>
            <NumberField name={`numerator.${row.month}`} label={numerator} quiet decimals />
            <NumberField name={`denominator.${row.month}`} label={denominator} quiet decimals />
          </FieldSet>
        ))
      )}
      {card.stated ? (
        <p className="small soft">
          {t('plans.kpi.stated', { numerator: format.number(card.stated.numerator), denominator: format.number(card.stated.denominator), from: card.stated.fromMonth ? format.month(card.stated.fromMonth) : '-', to: card.stated.toMonth ? format.month(card.stated.toMonth) : '-' })}
        </p>
      ) : null}
      <NumberField
        name="targetValue"
        label={t('plans.kpi.target')}
        hint={t(definition.better === 'lower' ? 'plans.kpi.target_lower' : 'plans.kpi.target_higher', { baseline: show(card.baselineValue, definition) })}
        unit={definition.unit === '%' ? '%' : undefined}
        decimals
        required
      />
      <SubmitBar>
        <Button type="submit" variant="primary">
          {t('plans.kpi.save')}
        </Button>
      </SubmitBar>
    </PortalForm>
  );
}
