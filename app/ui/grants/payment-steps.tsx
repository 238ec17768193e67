import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { disallowanceCodes } from '#app/domain/grants/settlement.ts';
import { HeldAlert, isScopeHeld } from '#app/ui/cases/held-alert.tsx';
import { ToldNames, useTellLabel } from '#app/ui/grants/money-parts.tsx';
import type { ShownPayment } from '#app/ui/grants/shown-payment.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { MoneyField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';

interface StepProps {
  readonly shown: ShownPayment;
  readonly reply: FormReply | undefined;
}

/** What the reader can do on a payment now. */
export function PaymentPanel({ shown, reply }: StepProps) {
  const { t, format } = useI18n();
  const { can } = shown;
  const steps = stepsOf(shown, reply);
  return (
    <DecisionPanel title={t('grants.payment.panel')}>
      {isScopeHeld(shown.holds, 'pay') ? <HeldAlert scope="pay" to={paths.officerHold(shown.applicationId)} /> : null}
      {shown.failReason ? <Alert kind="bad">{t('grants.payment.failed', { reason: shown.failReason })}</Alert> : null}
      {can['four_eyes'] ? <Alert kind="info">{t('grants.payment.four_eyes')}</Alert> : null}
      {steps ?? (
        <>
          <p className="small">{t('grants.payment.nothing')}</p>
          <p className="small soft">{format.text(shown.publicLabel)}</p>
        </>
      )}
      {can['reverse'] ? <ReverseForm shown={shown} reply={reply} /> : null}
      {can['spent'] ? (
        <p className="small soft">
          {t('errors.conflict.payment_spent')} <Link to={paths.officerSettlement(shown.applicationId)}>{t('grants.payment.to_settlement')}</Link>
        </p>
      ) : null}
    </DecisionPanel>
  );
}

function stepsOf(shown: ShownPayment, reply: FormReply | undefined) {
  const { can } = shown;
  if (can['verify']) return <VerifyForms shown={shown} reply={reply} />;
  if (can['query']) return <QueryForm shown={shown} reply={reply} open />;
  if (can['recommend']) return <OneStep intent="recommend" label="grants.payment.recommend" shown={shown} reply={reply} />;
  if (can['approve']) return <ApproveForm shown={shown} reply={reply} />;
  if (can['order_payment']) return <OneStep intent="order" label="grants.payment.order" shown={shown} reply={reply} />;
  if (can['resend']) return <OneStep intent="order" label="grants.payment.resend" shown={shown} reply={reply} />;
  if (can['send_to_bank']) return <OneStep intent="send" label="grants.payment.send" shown={shown} reply={reply} />;
  if (can['confirm_paid']) return <ConfirmForms shown={shown} reply={reply} />;
  if (can['reconcile']) return <OneStep intent="reconcile" label="grants.payment.reconcile" shown={shown} reply={reply} />;
  if (can['recover']) return <OneStep intent="recover" label="grants.payment.recover" shown={shown} reply={reply} />;
  return null;
}

function OneStep({ intent, label, shown, reply }: StepProps & { intent: string; label: MessageId }) {
  const { t } = useI18n();
  const tell = useTellLabel();
  const told = shown.told[intent];
  return (
    <PortalForm reply={reply} intent={intent} id={intent}>
      <ToldNames people={told} />
      <Button type="submit" variant="primary" wide>{tell(t(label), told)}</Button>
    </PortalForm>
  );
}

function ApproveForm({ shown, reply }: StepProps) {
  const { t, format } = useI18n();
  const tell = useTellLabel();
  return (
    <PortalForm reply={reply} intent="approve" id="approve">
      <p className="small">{t('grants.payment.approve_lead', { amount: format.won(shown.verifiedWon ?? 0) })}</p>
      <ToldNames people={shown.told['approve']} />
      <Button type="submit" variant="primary" wide>{tell(t('grants.payment.approve'), shown.told['approve'])}</Button>
    </PortalForm>
  );
}

function VerifyForms({ shown, reply }: StepProps) {
  const { t } = useI18n();
  return (
    <>
      <PortalForm reply={reply} intent="verify" id="verify" defaults={{ verdicts: shown.lines.map((line) => ({ allowedWon: String(line.allowedWon ?? line.amountWon), code: line.disallowCode ?? '' })) }}>
        <p className="small soft">{t('grants.payment.verify_lead')}</p>
        {shown.lines.map((line, index) => (
          <div key={line.id} className="stack-s">
            <input type="hidden" name={`verdicts[${index}].lineId`} value={line.id} />
            <MoneyField name={`verdicts[${index}].allowedWon`} label={t('grants.payment.verify_amount', { title: line.title })} width="full" required />
            <Select name={`verdicts[${index}].code`} label={t('grants.payment.verify_code', { title: line.title })} quiet emptyLabel={t('grants.payment.verify_full')} options={disallowanceCodes.map((code) => ({ value: code, label: t(`grants.disallow.${code}`) }))} />
          </div>
        ))}
        <Button type="submit" variant="primary" wide>{t('grants.payment.verify_send')}</Button>
      </PortalForm>
      <QueryForm shown={shown} reply={reply} open={reply?.intent === 'query'} />
    </>
  );
}

function QueryForm({ shown, reply, open }: StepProps & { open: boolean }) {
  const { t } = useI18n();
  const tell = useTellLabel();
  return (
    <Details summary={t('grants.payment.query')} open={open}>
      <PortalForm reply={reply} intent="query" id="query">
        <p className="small soft">{t('grants.payment.query_lead')}</p>
        {shown.lines.map((line, index) => (
          <div key={line.id}>
            <input type="hidden" name={`queries[${index}].lineId`} value={line.id} />
            <TextArea name={`queries[${index}].text`} label={t('grants.payment.query_field', { title: line.title })} maxLength={1000} rows={2} quiet />
          </div>
        ))}
        <ToldNames people={shown.told['query']} />
        <Button type="submit" wide>{tell(t('grants.payment.query_send'), shown.told['query'])}</Button>
      </PortalForm>
    </Details>
  );
}

function ConfirmForms({ shown, reply }: StepProps) {
  const { t } = useI18n();
  const tell = useTellLabel();
  return (
    <>
      <PortalForm reply={reply} intent="confirm" id="confirm">
        <TextField name="bankReference" label={t('grants.payment.reference')} hint={t('grants.payment.reference_hint')} autoComplete="off" maxLength={40} width="full" required />
        <DateField name="paidOn" label={t('grants.payment.paid_on')} required />
        <ToldNames people={shown.told['confirm_paid']} />
        <Button type="submit" variant="primary" wide>{tell(t('grants.payment.confirm'), shown.told['confirm_paid'])}</Button>
      </PortalForm>
      <Details summary={t('grants.payment.fail')} open={reply?.intent === 'fail'}>
        <PortalForm reply={reply} intent="fail" id="fail">
          <TextArea name="reason" label={t('grants.payment.fail_reason')} maxLength={500} rows={2} required />
          <Button type="submit" wide>{tell(t('grants.payment.fail'), shown.told['fail'])}</Button>
        </PortalForm>
      </Details>
    </>
  );
}

function ReverseForm({ shown, reply }: StepProps) {
  const { t } = useI18n();
  return (
    <Details summary={t('grants.payment.reverse')} open={reply?.intent === 'reverse' || shown.reversal !== null}>
      {shown.reversal ? <p className="small">{t('grants.payment.reverse_waiting', { name: shown.reversal.byName, reason: shown.reversal.text })}</p> : null}
      <p className="small soft">{t('grants.payment.reverse_lead')}</p>
      <PortalForm reply={reply} intent="reverse" id="reverse">
        <TextArea name="reason" label={t('grants.payment.reason')} maxLength={1000} rows={2} required />
        <Button type="submit" variant="danger" wide>{t('grants.payment.reverse')}</Button>
      </PortalForm>
    </Details>
  );
}
