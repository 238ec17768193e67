import { DECLINE_LABELS, declineCodes } from '#app/domain/assignments/decline-codes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Checkbox, HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Modal } from '#app/ui/kit/modal.tsx';

/** Accepting an offer with its declaration, or declining it with a reason. */
export function OfferAnswer({ assignmentId, firmName, reply: given }: { assignmentId: string; firmName: string; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const reply = given?.initialValue?.['assignmentId'] === assignmentId ? given : undefined;
  return (
    <div className="stack offer-answer">
      <PortalForm id={`accept-${assignmentId}`} intent="accept" reply={reply}>
        <HiddenField name="assignmentId" value={assignmentId} />
        <Checkbox name="noConflict" label={t('consultants.offer.declare')} hint={t('consultants.offer.declare_hint')} required />
        <Button type="submit" variant="primary">
          {t('consultants.offer.accept', { firm: firmName })}
        </Button>
      </PortalForm>
      <Modal trigger={t('consultants.offer.decline')} title={t('consultants.offer.decline_title', { firm: firmName })} variant="text" open={reply?.intent === 'decline'}>
        <PortalForm id={`decline-${assignmentId}`} intent="decline" reply={reply}>
          <HiddenField name="assignmentId" value={assignmentId} />
          <Select name="code" label={t('consultants.offer.code')} required options={declineCodes.map((code) => ({ value: code, label: format.text(DECLINE_LABELS[code]) }))} />
          <TextArea name="reason" label={t('consultants.offer.reason')} hint={t('consultants.offer.reason_hint')} rows={4} maxLength={1000} required />
          <Button type="submit" variant="danger">
            {t('consultants.offer.decline_send')}
          </Button>
        </PortalForm>
      </Modal>
    </div>
  );
}
