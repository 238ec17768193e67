import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Modal } from '#app/ui/kit/modal.tsx';

interface ConsultantAnswerProps {
  readonly assignmentId: string;
  readonly name: string;
  readonly answer: { readonly mayAgree: boolean; readonly isHeld: boolean; readonly refusal: 'used' | 'late' | null };
  readonly reply: FormReply | undefined;
}

/** The representative's answer: agreeing with one button, or objecting with a reason. */
export function ConsultantAnswer({ assignmentId, name, answer, reply }: ConsultantAnswerProps) {
  const { t } = useI18n();
  if (!answer.mayAgree) return <p>{t('assignments.firm.only_representative')}</p>;
  return (
    <div className="stack offer-answer">
      {answer.isHeld ? (
        <p>{t('assignments.firm.held')}</p>
      ) : (
        <PortalForm id="agree-consultant" intent="agree" reply={reply}>
          <HiddenField name="assignmentId" value={assignmentId} />
          <Button type="submit" variant="primary">
            {t('assignments.firm.agree', { name })}
          </Button>
        </PortalForm>
      )}
      {answer.refusal === null ? (
        <Modal trigger={t('assignments.firm.object')} title={t('assignments.firm.object_title', { name })} variant="text" open={reply?.intent === 'object'}>
          <PortalForm id="object-consultant" intent="object" reply={reply}>
            <p className="small">{t('assignments.firm.object_text')}</p>
            <HiddenField name="assignmentId" value={assignmentId} />
            <TextArea name="reason" label={t('assignments.firm.reason')} hint={t('assignments.firm.reason_hint')} rows={4} maxLength={1000} required />
            <Button type="submit" variant="danger">
              {t('assignments.firm.object_send')}
            </Button>
          </PortalForm>
        </Modal>
      ) : (
        <p className="small soft">{t(answer.refusal === 'used' ? 'assignments.firm.objection_used' : 'assignments.firm.objection_late')}</p>
      )}
    </div>
  );
}
