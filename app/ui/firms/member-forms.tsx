import { MEMBER_DUTIES } from '#app/domain/firms/member-policy.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { dutyLabel } from '#app/ui/accounts/navigation.ts';
import { Button, ButtonRow } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import type { ShownInvitation, ShownMember, ShownRequest } from './shown-members.ts';

interface Replying {
  readonly reply: FormReply | undefined;
}

/** The answer of the server, if it is to the form about this person. */
function replyAbout(reply: FormReply | undefined, field: 'userId' | 'invitationId' | 'requestId', id: string): FormReply | undefined {
  return reply?.initialValue?.[field] === id ? reply : undefined;
}

function useDutyOptions(): { value: string; label: string }[] {
  const { t } = useI18n();
  return MEMBER_DUTIES.map((value) => ({ value, label: t(dutyLabel(value)) }));
}

/** Invites somebody by mail: name, address, duty with what it opens. */
export function InviteForm({ reply }: Replying) {
  const { t } = useI18n();
  return (
    <PortalForm id="invite" intent="invite" reply={reply?.intent === 'invite' ? reply : undefined}>
      <TextField name="name" label={t('members.invite.name')} autoComplete="off" maxLength={60} width="medium" required />
      <TextField name="email" type="email" label={t('accounts.email')} hint={t('members.invite.email_hint')} autoComplete="off" maxLength={254} spellCheck={false} width="medium" required />
      <RadioGroup name="duty" label={t('members.duty')} required options={MEMBER_DUTIES.map((value) => ({ value, label: t(dutyLabel(value)), hint: t(`members.duty_hint.${value}`) }))} />
      <ButtonRow>
        <Button type="submit" variant="primary" icon="mail">
          {t('members.invite.submit')}
        </Button>
      </ButtonRow>
    </PortalForm>
  );
}

/** Another duty for a member, or the end of the access; each says what follows. */
export function MemberForms({ member, reply }: Replying & { readonly member: ShownMember }) {
  const { t } = useI18n();
  const duties = useDutyOptions();
  const mine = replyAbout(reply, 'userId', member.userId);
  return (
    <>
      {member.canChange ? (
        <Details summary={t('members.change.summary')} open={mine?.intent === 'change'}>
          <PortalForm id={`change-${member.userId}`} intent="change" reply={mine} defaults={{ duty: member.duty }}>
            <input type="hidden" name="userId" value={member.userId} />
            <Select name="duty" label={t('members.change.new')} options={duties} required />
            <p className="small soft">{t('members.change.note')}</p>
            <Button type="submit" size="medium">
              {t('members.change.submit')}
            </Button>
          </PortalForm>
        </Details>
      ) : null}
      {member.canRemove ? (
        <Details summary={t('members.remove.summary')} open={mine?.intent === 'remove'}>
          <PortalForm id={`remove-${member.userId}`} intent="remove" reply={mine}>
            <input type="hidden" name="userId" value={member.userId} />
            <p className="small soft">{t('members.remove.note')}</p>
            <TextField name="reason" label={t('members.remove.reason')} maxLength={200} />
            <Button type="submit" variant="danger" size="medium">
              {t('members.remove.submit')}
            </Button>
          </PortalForm>
        </Details>
      ) : null}
    </>
  );
}

/** Sends an invitation again or takes it back. */
export function InvitationForms({ invitation, reply }: Replying & { readonly invitation: ShownInvitation }) {
  const { t } = useI18n();
  const mine = replyAbout(reply, 'invitationId', invitation.id);
  return (
    <div className="stack-s">
      {invitation.canResend ? (
        <PortalForm id={`resend-${invitation.id}`} intent="resend" reply={mine}>
          <input type="hidden" name="invitationId" value={invitation.id} />
          <Button type="submit" size="medium">
            {t('members.open.resend', { name: invitation.name })}
          </Button>
        </PortalForm>
      ) : null}
      <PortalForm id={`revoke-${invitation.id}`} intent="revoke" reply={mine}>
        <input type="hidden" name="invitationId" value={invitation.id} />
        <Button type="submit" variant="text" size="medium">
          {t('members.open.revoke', { name: invitation.name })}
        </Button>
      </PortalForm>
    </div>
  );
}

/** Answers a request to join: with a duty, or with a reason. */
export function RequestForms({ request, reply }: Replying & { readonly request: ShownRequest }) {
  const { t } = useI18n();
  const duties = useDutyOptions();
  const mine = replyAbout(reply, 'requestId', request.id);
  return (
    <div className="stack-s">
      <PortalForm id={`accept-${request.id}`} intent="accept" reply={mine}>
        <input type="hidden" name="requestId" value={request.id} />
        <Select name="duty" label={t('members.duty')} options={duties} required width="medium" />
        <Button type="submit" size="medium">
          {t('members.request.accept')}
        </Button>
      </PortalForm>
      <Details summary={t('members.request.refuse_summary')} open={mine?.intent === 'refuse'}>
        <PortalForm id={`refuse-${request.id}`} intent="refuse" reply={mine}>
          <input type="hidden" name="requestId" value={request.id} />
          <TextField name="reason" label={t('members.request.reason')} hint={t('members.request.reason_hint')} maxLength={500} required />
          <Button type="submit" variant="danger" size="medium">
            {t('members.request.refuse')}
          </Button>
        </PortalForm>
      </Details>
    </div>
  );
}
