import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { HeldAlert } from '#app/ui/cases/held-alert.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button, ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { Checkbox } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Modal } from '#app/ui/kit/modal.tsx';
import { ToldBefore } from '#app/ui/notices/told-before.tsx';
import type { ShownReview } from './shown-review.ts';

interface SignPanelProps {
  readonly review: ShownReview;
  /** True while errors stand against sending. */
  readonly blocked: boolean;
  readonly reply: FormReply | undefined;
}

/** The end of the review: sign and send, ask for the signature, send corrections, or reopen. */
export function SignPanel({ review, blocked, reply }: SignPanelProps) {
  const { t } = useI18n();
  const { may } = review;
  const id = <input type="hidden" name="applicationId" value={review.applicationId ?? ''} />;
  const action = paths.firmApplicationReview();
  const why = blocked ? t('applications.sign.blocked') : undefined;
  const message = review.state === 'draft' ? <TextArea name="message_to_officer" label={t('applications.sign.message')} rows={3} maxLength={1000} /> : null;

  if (may.answer) {
    return (
      <DecisionPanel title={t('applications.sign.answer_title')}>
        <PortalForm id="answer" intent="answer" action={action} reply={reply}>
          {id}
          <TextArea name="note" label={t('applications.sign.note')} hint={t('applications.sign.note_hint')} rows={3} maxLength={1000} />
          <Checkbox name="certified" label={t('applications.sign.certify')} required />
          <ToldBefore told={review.told} />
          <ButtonRow>
            <Button type="submit" variant="primary" disabledReason={why}>
              {t('applications.sign.answer')}
            </Button>
          </ButtonRow>
        </PortalForm>
      </DecisionPanel>
    );
  }
  if (review.isHeld) return <HeldAlert scope="apply" />;
  if (may.submit) {
    return (
      <DecisionPanel title={t('applications.sign.title')}>
        <PortalForm id="sign" intent="submit" action={action} reply={reply} defaults={{ message_to_officer: review.message }}>
          {id}
          {message}
          <Checkbox name="certified" label={t('applications.sign.certify')} hint={t('applications.sign.certify_hint')} required />
          <p className="small soft">{t('applications.sign.what_happens')}</p>
          <ToldBefore told={review.told} />
          <ButtonRow>
            <Button type="submit" variant="primary" wide disabledReason={why}>
              {t('applications.sign.submit')}
            </Button>
          </ButtonRow>
        </PortalForm>
        {may.returnToWriter ? <ReturnForm review={review} reply={reply} /> : null}
      </DecisionPanel>
    );
  }
  if (may.askSignOff) {
    return (
      <DecisionPanel title={t('applications.sign.ask_title')}>
        <PortalForm id="ask" intent="ask" action={action} reply={reply} defaults={{ message_to_officer: review.message }}>
          {id}
          {message}
          <p className="small soft">{t('applications.sign.only_representative')}</p>
          <ToldBefore told={review.told} />
          <ButtonRow>
            <Button type="submit" variant="primary" disabledReason={why}>
              {t('applications.sign.ask')}
            </Button>
          </ButtonRow>
        </PortalForm>
      </DecisionPanel>
    );
  }
  if (review.state === 'draft' || review.state === 'ready_for_sign_off' || review.correction) {
    return <Alert kind="info">{t(review.phase === 'closed' && !review.correction ? 'applications.sign.closed' : 'applications.sign.waiting')}</Alert>;
  }
  return (
    <ButtonRow className="gap-above no-print">
      {review.applicationId && review.receiptNumber ? (
        <ButtonLink to={paths.firmReceipt(review.applicationId)} reload icon="download">
          {t('applications.sent.receipt')}
        </ButtonLink>
      ) : null}
      {may.reopen ? (
        <PortalForm id="reopen" intent="reopen" action={action} reply={reply} className="inline-form">
          {id}
          <Button type="submit" variant="text">
            {t('applications.sent.reopen')}
          </Button>
        </PortalForm>
      ) : null}
      {may.withdraw ? (
        <ButtonLink to={paths.firmWithdraw()} variant="text">
          {t('applications.sent.withdraw')}
        </ButtonLink>
      ) : null}
    </ButtonRow>
  );
}

function ReturnForm({ review, reply }: { review: ShownReview; reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Modal trigger={t('applications.sign.return')} title={t('applications.sign.return_title')} variant="text" open={reply?.intent === 'return'}>
      <PortalForm id="return" intent="return" action={paths.firmApplicationReview()} reply={reply}>
        <input type="hidden" name="applicationId" value={review.applicationId ?? ''} />
        <TextArea name="reason" label={t('applications.sign.return_reason')} rows={3} maxLength={1000} required />
        <ButtonRow>
          <Button type="submit" variant="primary">
            {t('applications.sign.return_send')}
          </Button>
        </ButtonRow>
      </PortalForm>
    </Modal>
  );
}
