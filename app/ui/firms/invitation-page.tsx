import type { Duty } from '#app/domain/accounts/actor.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { dutyLabel } from '#app/ui/accounts/navigation.ts';
import { ConsentBox, type ShownConsent } from '#app/ui/applications/consent-box.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { FieldSet } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

interface InvitationPageProps {
  readonly token: string;
  readonly invitation: {
    readonly firmName: string;
    readonly duty: Duty;
    readonly email: string;
    readonly name: string;
    readonly expiresAt: Date;
    readonly way: 'new_account' | 'own_account' | 'taken';
  } | null;
  readonly consents: readonly ShownConsent[];
  readonly reply: FormReply | undefined;
}

/** What an invitation link opens: a new account, the own account, or why neither works. */
export function InvitationPage({ token, invitation, consents, reply }: InvitationPageProps) {
  const { t, format } = useI18n();
  if (!invitation) {
    return (
      <Wrap narrow>
        <PageTitle title={t('members.invitation.title')} />
        <Alert kind="warn" title={t('members.invitation.unusable')}>
          <p>{t('members.invitation.unusable_text')}</p>
        </Alert>
      </Wrap>
    );
  }
  return (
    <Wrap narrow>
      <PageTitle title={t('members.invitation.title')} lede={t('members.invitation.lede', { firmName: invitation.firmName })} />
      <DefinitionList
        items={[
          { term: t('members.invitation.firm'), value: invitation.firmName },
          { term: t('members.duty'), value: t(dutyLabel(invitation.duty)) },
          { term: t('accounts.email'), value: invitation.email },
          { term: t('members.invitation.until'), value: <TimeText at={invitation.expiresAt} /> },
        ]}
      />
      {invitation.way === 'taken' ? (
        <Alert kind="warn" title={t('members.invitation.taken_title')}>
          <p>{t('members.invitation.taken')}</p>
        </Alert>
      ) : null}
      {invitation.way === 'own_account' ? (
        <Section title={t('members.invitation.own_title')} intro={t('members.invitation.own_intro')}>
          <PortalForm id="own-account" intent="own_account" reply={reply}>
            <input type="hidden" name="token" value={token} />
            <TextField name="password" type="password" label={t('accounts.password')} autoComplete="current-password" required />
            <Button type="submit" variant="primary" wide>
              {t('members.invitation.submit')}
            </Button>
          </PortalForm>
        </Section>
      ) : null}
      {invitation.way === 'new_account' ? (
        <Section title={t('members.invitation.new_title')} intro={t('members.invitation.new_intro')}>
          <PortalForm id="new-account" intent="new_account" reply={reply} defaults={{ name: invitation.name }}>
            <input type="hidden" name="token" value={token} />
            <TextField name="name" label={t('members.name')} autoComplete="name" maxLength={60} required />
            <TextField name="password" type="password" label={t('accounts.password')} hint={t('accounts.password.hint')} autoComplete="new-password" required />
            <TextField name="repeat" type="password" label={t('accounts.password.repeat')} autoComplete="new-password" required />
            <FieldSet legend={t('firms.register.consents')} hint={t('firms.register.consents_hint')}>
              {consents.map((consent) => (
                <ConsentBox key={consent.code} name={`consent_${consent.code}`} consent={consent} label={t('firms.register.agree', { title: format.text(consent.title) })} />
              ))}
            </FieldSet>
            <Button type="submit" variant="primary" wide>
              {t('members.invitation.submit')}
            </Button>
          </PortalForm>
        </Section>
      ) : null}
    </Wrap>
  );
}
