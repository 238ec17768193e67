import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';

/** Asks for the address to which the reset link goes. */
export function RequestResetPage({ reply }: { readonly reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('accounts.reset.title')} lede={t('accounts.reset.lede')} />
      <PortalForm id="reset" reply={reply}>
        <TextField name="email" type="email" label={t('accounts.email')} autoComplete="username" required />
        <Button type="submit" variant="primary" wide>
          {t('accounts.reset.submit')}
        </Button>
      </PortalForm>
    </Wrap>
  );
}

/** Sets a new password with a link from the mail. */
export function NewPasswordPage({ token, usable, reply }: { readonly token: string; readonly usable: boolean; readonly reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('accounts.reset.new_title')} />
      {usable ? (
        <PortalForm id="new-password" reply={reply}>
          <input type="hidden" name="token" value={token} />
          <TextField name="password" type="password" label={t('accounts.password.new')} hint={t('accounts.password.hint')} autoComplete="new-password" required />
          <TextField name="repeat" type="password" label={t('accounts.password.repeat')} autoComplete="new-password" required />
          <Button type="submit" variant="primary" wide>
            {t('accounts.reset.set')}
          </Button>
        </PortalForm>
      ) : (
        <Alert kind="warn" title={t('accounts.reset.expired')}>
          <p>
            <Link to={paths.resetPassword()}>{t('accounts.reset.ask_again')}</Link>
          </p>
        </Alert>
      )}
    </Wrap>
  );
}
