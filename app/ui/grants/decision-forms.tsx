import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { HeldAlert } from '#app/ui/cases/held-alert.tsx';
import { ToldNames, useTellLabel } from '#app/ui/grants/money-parts.tsx';
import type { ShownGrant } from '#app/ui/grants/shown-agreement.ts';
import { Button } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { Checkbox, FieldSet, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { MoneyField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';

interface FormProps {
  readonly shown: ShownGrant;
  readonly reply: FormReply | undefined;
}

const opened = (reply: FormReply | undefined, intent: string) => reply?.intent === intent;

/** An officer recommends an amount, or asks the firm first. */
export function RecommendForms({ shown, reply }: FormProps) {
  const { t, format } = useI18n();
  const tell = useTellLabel();
  const { decision, limits } = shown;
  if (!decision) return null;
  return (
    <>
      <PortalForm reply={reply} intent="recommend" id="recommend" defaults={{ amountWon: String(decision.recommendedWon ?? Math.min(decision.requestedWon, limits.maxWon)), duplicateResult: decision.duplicateSupport.result ?? 'clean', duplicateNote: decision.duplicateSupport.note ?? '', reason: decision.recommendedWon === null ? '' : (decision.reasonText ?? '') }}>
        <MoneyField name="amountWon" label={t('grants.decision.amount_field')} hint={t('grants.decision.amount_hint', { min: format.wonShort(limits.minWon), max: format.wonShort(limits.maxWon), requested: format.wonShort(decision.requestedWon) })} required width="full" />
        <RadioGroup name="duplicateResult" label={t('grants.decision.duplicate')} required options={[{ value: 'clean', label: t('grants.decision.duplicate.clean') }, { value: 'explained', label: t('grants.decision.duplicate.explained') }]} />
        <TextField name="duplicateNote" label={t('grants.decision.duplicate_note')} maxLength={500} width="full" />
        <TextArea name="reason" label={t('grants.decision.reason_field')} hint={t('grants.decision.reason_hint')} maxLength={2000} rows={4} required />
        <p className="small soft">{t('grants.decision.second', { amount: format.wonShort(limits.secondReviewAboveWon) })}</p>
        <ToldNames people={shown.told['recommend']} />
        <Button type="submit" variant="primary" wide>{tell(t('grants.decision.recommend'), shown.told['recommend'])}</Button>
      </PortalForm>
      <Details summary={t('grants.decision.ask')} open={opened(reply, 'ask')}>
        <PortalForm reply={reply} intent="ask" id="ask">
          <TextArea name="question" label={t('grants.decision.question')} maxLength={2000} rows={3} required />
          <ToldNames people={shown.told['ask']} />
          <Button type="submit" wide>{tell(t('grants.decision.ask_send'), shown.told['ask'])}</Button>
        </PortalForm>
      </Details>
    </>
  );
}

const CONDITION_ROWS = [0, 1, 2];

/** A senior officer decides: approve (in full, in part, with conditions), refuse, send back, wait for funds. */
export function DecideForms({ shown, reply }: FormProps) {
  const { t } = useI18n();
  const tell = useTellLabel();
  const { decision, can } = shown;
  if (!decision) return null;
  const approval = (
    <PortalForm reply={reply} intent="approve" id="approve" defaults={{ amountWon: String(decision.recommendedWon ?? decision.requestedWon) }}>
      <MoneyField name="amountWon" label={t('grants.decision.amount_field')} hint={t('grants.decision.approve_hint')} required width="full" />
      <TextArea name="reason" label={t('grants.decision.partial_reason')} hint={t('grants.decision.partial_hint')} maxLength={2000} rows={2} />
      <Details summary={t('grants.decision.conditions')} open={CONDITION_ROWS.some((row) => Object.keys(reply?.error ?? {}).some((name) => name.startsWith(`conditions[${row}]`)))}>
        {CONDITION_ROWS.map((row) => (
          <FieldSet key={row} legend={t('grants.decision.condition', { number: row + 1 })}>
            <TextField name={`conditions[${row}].text`} label={t('grants.decision.conditions')} maxLength={500} width="full" quiet />
            <Select name={`conditions[${row}].owner`} label={t('grants.decision.condition_owner')} quiet emptyLabel={null} options={(['firm', 'consultant', 'officer'] as const).map((owner) => ({ value: owner, label: t(`grants.decision.owner.${owner}`) }))} />
            <DateField name={`conditions[${row}].dueOn`} label={t('grants.decision.condition_due')} quiet />
          </FieldSet>
        ))}
      </Details>
      {shown.planState === 'submitted' ? <Checkbox name="withPlan" label={t('grants.decision.with_plan')} defaultChecked /> : null}
      <ToldNames people={shown.told['approve']} />
      <Button type="submit" variant="primary" wide>{tell(t('grants.decision.approve'), shown.told['approve'])}</Button>
    </PortalForm>
  );
  return (
    <>
      {shown.isPayHeld ? <HeldAlert scope="pay" to={paths.officerHold(shown.applicationId)} /> : approval}
      {can['send_back'] ? (
        <Details summary={t('grants.decision.send_back')} open={opened(reply, 'send_back')}>
          <PortalForm reply={reply} intent="send_back" id="send-back">
            <TextArea name="reason" label={t('grants.decision.reason')} maxLength={2000} rows={3} required />
            <Button type="submit" wide>{tell(t('grants.decision.send_back'), shown.told['send_back'])}</Button>
          </PortalForm>
        </Details>
      ) : null}
      {can['refuse'] ? (
        <Details summary={t('grants.decision.refuse')} open={opened(reply, 'refuse')}>
          <PortalForm reply={reply} intent="refuse" id="refuse">
            <Select name="code" label={t('grants.decision.refuse_code')} required options={(['plan_not_sound', 'cost_not_reasonable', 'duplicate_support', 'not_eligible', 'no_budget', 'other'] as const).map((code) => ({ value: code, label: t(`grants.refuse.${code}`) }))} />
            <TextArea name="reason" label={t('grants.decision.refuse_reason')} maxLength={2000} rows={3} required />
            <ToldNames people={shown.told['refuse']} />
            <Button type="submit" variant="danger" wide>{tell(t('grants.decision.refuse'), shown.told['refuse'])}</Button>
          </PortalForm>
        </Details>
      ) : null}
      {can['put_on_reserve'] ? (
        <PortalForm reply={reply} intent="put_on_reserve" id="put-on-reserve">
          <Button type="submit" variant="text" wide>{t('grants.decision.put_on_reserve')}</Button>
        </PortalForm>
      ) : null}
    </>
  );
}
