import type { Recovery } from '#app/domain/grants/settlement-record.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { MoneyField, NumberField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Panel } from '#app/ui/outcomes/completion-panel.tsx';

const SOURCES = ['settlement', 'report', 'asset_check', 'duplicate', 'other'] as const;
const DECISIONS = ['decide_recover', 'decide_warn', 'dismiss'] as const;

interface RecoveryForms {
  readonly recovery: Recovery | null;
  readonly steps: readonly string[];
  readonly maxPrincipalWon: number;
  readonly interestPercent: number;
  readonly firstPaidOn: string | null;
  readonly reply: FormReply | undefined;
}

/** The steps of a recovery that the office takes: suspicion, investigation, notice, decision, demand, receipt. */
export function RecoveryForms({ recovery, steps, maxPrincipalWon, interestPercent, firstPaidOn, reply }: RecoveryForms) {
  const { t, format } = useI18n();
  const decisions = DECISIONS.filter((decision) => steps.includes(decision));
  return (
    <>
      {steps.includes('suspect') ? (
        <Panel title={t('settlements.recovery.suspect')}>
          <PortalForm id="suspect" intent="suspect" reply={reply}>
            <Select name="source" label={t('settlements.recovery.source')} options={SOURCES.map((source) => ({ value: source, label: t(`settlements.recovery.source_${source}`) }))} required />
            <TextArea name="facts" label={t('settlements.recovery.facts')} maxLength={3000} required />
            <Button type="submit">{t('settlements.recovery.suspect_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {steps.includes('investigate') ? (
        <Panel title={t('settlements.recovery.investigate')}>
          <PortalForm id="investigate" intent="investigate" reply={reply}>
            <p className="soft">{t('settlements.recovery.investigate_text')}</p>
            <Button type="submit" variant="primary">{t('settlements.recovery.investigate_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {steps.includes('give_prior_notice') ? (
        <Panel title={t('settlements.recovery.notice')}>
          <PortalForm id="notice" intent="notice" reply={reply}>
            <p className="soft">{firstPaidOn ? t('settlements.recovery.notice_text', { percent: interestPercent, from: firstPaidOn }) : t('settlements.recovery.nothing_paid')}</p>
            <MoneyField name="principalWon" label={t('settlements.recovery.principal')} hint={t('settlements.recovery.principal_hint', { won: format.wonPlain(maxPrincipalWon) })} required />
            <NumberField name="surchargeTimes" label={t('settlements.recovery.surcharge_times')} hint={t('settlements.recovery.surcharge_hint')} width="short" decimals required />
            <TextArea name="reason" label={t('settlements.common.reason')} maxLength={3000} required />
            <Button type="submit" variant="primary">{t('settlements.recovery.notice_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {decisions.length > 0 ? (
        <Panel title={t('settlements.recovery.decide')}>
          <PortalForm id="decide-recovery" intent="decide_recovery" reply={reply}>
            <RadioGroup name="decision" label={t('settlements.recovery.decision')} required options={decisions.map((decision) => ({ value: decision, label: t(`settlements.recovery.${decision}`), hint: t(`settlements.recovery.${decision}_hint`) }))} />
            <TextField name="lawBasis" label={t('settlements.recovery.law')} hint={t('settlements.recovery.law_hint')} maxLength={300} />
            <TextArea name="reason" label={t('settlements.common.reason')} maxLength={3000} required />
            <Button type="submit" variant="primary">{t('settlements.recovery.decide_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {steps.includes('demand') ? (
        <Panel title={t('settlements.recovery.demand')}>
          <PortalForm id="demand" intent="demand" reply={reply}>
            <p className="soft">{t('settlements.recovery.demand_text')}</p>
            <Button type="submit" variant="primary">{t('settlements.recovery.demand_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {recovery && steps.includes('record_paid') ? <ReceiptForm intent="recovery_paid" title={t('settlements.recovery.receipt')} restWon={(recovery.amountWon ?? 0) + recovery.interestWon + recovery.surchargeWon - recovery.paidWon} reply={reply} /> : null}
    </>
  );
}

/** Money that came in from the firm: amount, day, reference of the bank. */
export function ReceiptForm({ intent, title, restWon, reply }: { intent: 'refund' | 'recovery_paid'; title: string; restWon: number; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  return (
    <Panel title={title}>
      <PortalForm id={intent} intent={intent} reply={reply} defaults={{ amountWon: restWon }}>
        <MoneyField name="amountWon" label={t('settlements.refund.amount')} hint={t('settlements.refund.rest', { won: format.wonPlain(restWon) })} required />
        <DateField name="receivedOn" label={t('settlements.refund.on')} required />
        <TextField name="reference" label={t('settlements.refund.reference')} hint={t('settlements.refund.reference_hint')} maxLength={80} required />
        <Button type="submit" variant="primary">{t('settlements.refund.send')}</Button>
      </PortalForm>
    </Panel>
  );
}
