import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';

interface CodeFormsProps {
  readonly reply: FormReply | undefined;
  /** Name and value under which the way back travels with the form. */
  readonly back: readonly [name: string, value: string];
  readonly submit: string;
}

/** The six digits of the app; a recovery code where the app is not at hand. */
function CodeForms({ reply, back: [name, value], submit }: CodeFormsProps) {
  const { t } = useI18n();
  return (
    <>
      <PortalForm id="code" intent="code" reply={reply}>
        {value ? <input type="hidden" name={name} value={value} /> : null}
        <TextField name="code" label={t('accounts.factor.code')} hint={t('accounts.factor.code_hint')} autoComplete="one-time-code" inputMode="numeric" maxLength={10} width="short" required />
        <Button type="submit" variant="primary" wide>
          {submit}
        </Button>
      </PortalForm>
      <div className="gap-above">
        <Details summary={t('accounts.factor.no_app')} open={reply?.intent === 'recovery'}>
          <div className="stack">
            <p>{t('accounts.factor.no_app_hint')}</p>
            <PortalForm id="recovery" intent="recovery" reply={reply}>
              {value ? <input type="hidden" name={name} value={value} /> : null}
              <TextField name="recovery" label={t('accounts.factor.recovery')} hint={t('accounts.factor.recovery_hint')} autoComplete="off" spellCheck={false} maxLength={40} width="medium" required />
              <Button type="submit">{t('accounts.factor.recovery_submit')}</Button>
            </PortalForm>
          </div>
        </Details>
      </div>
    </>
  );
}

/** The way out for a session that opens nothing yet; the header knows only whole sign-ins. */
export function SignOutInstead() {
  const { t } = useI18n();
  return (
    <div className="gap-above">
      <PortalForm id="sign-out" action={paths.logout()}>
        <Button type="submit" variant="text">
          {t('accounts.factor.sign_out')}
        </Button>
      </PortalForm>
    </div>
  );
}

/** Second half of the sign-in: the code of the second factor. */
export function SecondFactorSignInPage({ email, redirectTo, reply }: { readonly email: string; readonly redirectTo: string; readonly reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('accounts.factor.sign_in_title')} lede={t('accounts.factor.sign_in_lede')} meta={email} />
      <CodeForms reply={reply} back={['redirectTo', redirectTo]} submit={t('accounts.sign_in.submit')} />
      <SignOutInstead />
    </Wrap>
  );
}

interface StepUpPageProps {
  readonly email: string;
  readonly byPassword: boolean;
  readonly next: string;
  readonly reply: FormReply | undefined;
}

/** Asks for the code, or the password, before a sensitive step. */
export function StepUpPage({ email, byPassword, next, reply }: StepUpPageProps) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('accounts.step_up.title')} lede={t('accounts.step_up.lede')} meta={email} />
      <Alert kind="info" title={t('accounts.step_up.not_done')}>
        <p>{t('accounts.step_up.then')}</p>
      </Alert>
      <div className="gap-above">
        {byPassword ? (
          <PortalForm id="password" intent="password" reply={reply}>
            <input type="hidden" name="next" value={next} />
            <TextField name="password" type="password" label={t('accounts.password')} autoComplete="current-password" required />
            <Button type="submit" variant="primary" wide>
              {t('accounts.step_up.submit')}
            </Button>
          </PortalForm>
        ) : (
          <CodeForms reply={reply} back={['next', next]} submit={t('accounts.step_up.submit')} />
        )}
      </div>
    </Wrap>
  );
}
