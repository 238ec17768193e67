import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { CheckboxGroup, HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Modal } from '#app/ui/kit/modal.tsx';

const ITEMS = ['not_held', 'time', 'days', 'people', 'content', 'tasks', 'promises'] as const;

interface AnswerProps {
  readonly visitId: string;
  readonly version: number;
  readonly reply: FormReply | undefined;
}

/** Confirms a log as it stands. */
export function ConfirmVisitForm({ version, reply }: AnswerProps) {
  const { t } = useI18n();
  return (
    <PortalForm intent="confirm" reply={reply} defaults={{}} id="confirm-visit">
      <HiddenField name="version" value={version} />
      <RadioGroup name="satisfaction" label={t('visits.answer.satisfaction')} hint={t('visits.answer.satisfaction_hint')} inline options={['5', '4', '3', '2', '1'].map((value) => ({ value, label: t('visits.answer.points', { points: value }) }))} />
      <TextArea name="note" label={t('visits.answer.note')} rows={2} maxLength={1000} />
      <Button type="submit" variant="primary" wide>{t('visits.answer.confirm')}</Button>
    </PortalForm>
  );
}

/** Names what is wrong with a log. */
export function DisputeVisitForm({ version, reply }: AnswerProps) {
  const { t } = useI18n();
  return (
    <Modal trigger={t('visits.answer.dispute')} title={t('visits.answer.dispute_title')} open={reply?.intent === 'dispute'}>
      <p className="small">{t('visits.answer.dispute_text')}</p>
      <PortalForm intent="dispute" reply={reply} defaults={{}} id="dispute-visit">
        <HiddenField name="version" value={version} />
        <CheckboxGroup name="items" label={t('visits.answer.items')} required options={ITEMS.map((value) => ({ value, label: t(`visits.item.${value}`) }))} />
        <TextArea name="reason" label={t('visits.answer.reason')} hint={t('visits.answer.reason_hint')} rows={4} maxLength={2000} required />
        <Button type="submit" variant="primary">{t('visits.answer.send_dispute')}</Button>
      </PortalForm>
    </Modal>
  );
}

/** An officer's decision about a visit: void it with a reason, or accept it. */
export function RuleVisitForms({ visitId, version, reply, can }: AnswerProps & { can: { readonly uphold: boolean; readonly accept: boolean } }) {
  const { t } = useI18n();
  return (
    <>
      {can.accept ? (
        <PortalForm intent="accept" reply={reply} defaults={{}} id="accept-visit">
          <HiddenField name="visitId" value={visitId} />
          <HiddenField name="version" value={version} />
          <Button type="submit" variant="primary">{t('visits.rule.accept')}</Button>
        </PortalForm>
      ) : null}
      {can.uphold ? (
        <PortalForm intent="uphold" reply={reply} defaults={{}} id="uphold-visit">
          <HiddenField name="visitId" value={visitId} />
          <HiddenField name="version" value={version} />
          <TextArea name="reason" label={t('visits.rule.reason')} hint={t('visits.rule.reason_hint')} rows={4} maxLength={2000} required />
          <Button type="submit" variant="danger">{t('visits.rule.uphold')}</Button>
        </PortalForm>
      ) : null}
    </>
  );
}
