import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';

/** Confirms an address with one press, or sends the link again. */
export function VerifyEmailPage({ token, reply }: { readonly token: string; readonly reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('accounts.verify.title')} lede={token ? t('accounts.verify.lede') : t('accounts.verify.sent')} />
      {token ? (
        <PortalForm id="verify" intent="verify" reply={reply}>
          <input type="hidden" name="token" value={token} />
          <Button type="submit" variant="primary" wide>
            {t('accounts.verify.submit')}
          </Button>
        </PortalForm>
      ) : null}
      <Section title={t('accounts.verify.again')}>
        <PortalForm id="resend" intent="resend" reply={reply}>
          <TextField name="email" type="email" label={t('accounts.email')} autoComplete="email" required />
          <Button type="submit">{t('accounts.verify.resend')}</Button>
        </PortalForm>
      </Section>
    </Wrap>
  );
}
