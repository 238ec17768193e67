import type { Settlement, SettlementLineRow } from '#app/domain/grants/settlement-record.ts';
import { disallowanceCodes } from '#app/domain/grants/settlement.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { FieldSet, HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { MoneyField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { Panel } from '#app/ui/outcomes/completion-panel.tsx';

interface LineFieldsProps {
  readonly line: SettlementLineRow;
  readonly index: number;
  readonly queryLabel: string;
  readonly hint?: string | undefined;
  readonly required?: boolean;
}

function LineFields({ line, index, queryLabel, hint, required = false }: LineFieldsProps) {
  const { t, format } = useI18n();
  return (
    <FieldSet legend={line.title} hint={hint ?? t('settlements.review.line', { claimed: format.wonPlain(line.amountWon), score: line.matchScore ?? 0, answer: line.answer ?? '-' })}>
      <HiddenField name={`lines[${index}].lineId`} value={line.id} />
      <div className="two">
        <MoneyField name={`lines[${index}].allowedWon`} label={t('settlements.line.allowed')} required={required} />
        <Select name={`lines[${index}].code`} label={t('settlements.review.code')} options={disallowanceCodes.map((code) => ({ value: code, label: t(`settlements.code.${code}`) }))} emptyLabel={t('settlements.review.no_code')} />
      </div>
      <TextArea name={`lines[${index}].query`} label={queryLabel} maxLength={1000} rows={2} required={required} />
    </FieldSet>
  );
}

/** Verdict per line: accepted amount, code, question. */
export function SettlementJudge({ lines, reply }: { lines: readonly SettlementLineRow[]; reply: FormReply | undefined }) {
  const { t } = useI18n();
  const defaults = { lines: lines.map((line) => ({ allowedWon: line.allowedWon ?? line.amountWon, code: line.code ?? '', query: line.query ?? '' })) };
  return (
    <Section title={t('settlements.review.title')} intro={t('settlements.review.intro')}>
      <PortalForm id="judge" intent="judge" reply={reply} defaults={defaults}>
        {lines.map((line, index) => (
          <LineFields key={line.id} line={line} index={index} queryLabel={t('settlements.review.query')} />
        ))}
        <Button type="submit" variant="primary">{t('settlements.review.save')}</Button>
      </PortalForm>
    </Section>
  );
}

/** The decision on an objection: a new amount and a reason for each line the firm named. */
export function ObjectionDecision({ settlement, lines, reply }: { settlement: Settlement; lines: readonly SettlementLineRow[]; reply: FormReply | undefined }) {
  const { t } = useI18n();
  const named = (settlement.objection?.lines ?? []).flatMap((entry) => {
    const line = lines.find((candidate) => candidate.id === entry.lineId);
    return line ? [{ line, text: entry.text }] : [];
  });
  const defaults = { lines: named.map(({ line }) => ({ allowedWon: line.allowedWon ?? 0, code: line.code ?? '', query: '' })) };
  return (
    <Panel title={t('settlements.decide.objection')}>
      <PortalForm id="decide-objection" intent="decide_objection" reply={reply} defaults={defaults}>
        {named.map(({ line, text }, index) => (
          <LineFields key={line.id} line={line} index={index} queryLabel={t('settlements.decide.line_reason')} hint={t('settlements.decide.firm_says', { text })} required />
        ))}
        <TextArea name="reason" label={t('settlements.common.reason')} maxLength={3000} required />
        <Button type="submit" variant="primary">{t('settlements.decide.objection_send')}</Button>
      </PortalForm>
    </Panel>
  );
}
