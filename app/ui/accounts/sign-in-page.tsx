import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Button, ButtonRow } from '#app/ui/kit/button.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';

const DEMO_PASSWORD = 'innovation-demo-2026';
const DEMO_ACCOUNTS: readonly { name: string; label: MessageId }[] = [
  { name: 'firm', label: 'pages.duty.representative' },
  { name: 'firm2', label: 'accounts.demo.second_firm' },
  { name: 'consultant', label: 'pages.duty.consultant' },
  { name: 'consultant2', label: 'accounts.demo.second_consultant' },
  { name: 'officer', label: 'pages.duty.officer' },
  { name: 'approver', label: 'pages.duty.senior_officer' },
  { name: 'finance', label: 'pages.duty.finance_officer' },
  { name: 'hq', label: 'pages.duty.partner_officer' },
  { name: 'parent', label: 'pages.duty.parent_manager' },
  { name: 'evaluator', label: 'pages.duty.evaluator' },
  { name: 'auditor', label: 'pages.duty.auditor' },
  { name: 'admin', label: 'pages.duty.admin' },
  { name: 'evaluator2', label: 'accounts.demo.second_evaluator' },
  { name: 'approver2', label: 'accounts.demo.second_approver' },
];

interface SignInPageProps {
  readonly demo: boolean;
  readonly redirectTo: string;
  readonly reply: FormReply | undefined;
}

/** Sign-in; in demo mode also one button for each account. */
export function SignInPage({ demo, redirectTo, reply }: SignInPageProps) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('accounts.sign_in.title')} lede={t('accounts.sign_in.lede')} />
      <PortalForm id="sign-in" reply={reply}>
        {redirectTo ? <input type="hidden" name="redirectTo" value={redirectTo} /> : null}
        <TextField name="email" type="email" label={t('accounts.email')} autoComplete="username" required spellCheck={false} />
        <TextField name="password" type="password" label={t('accounts.password')} autoComplete="current-password" required />
        <ButtonRow>
          <Button type="submit" variant="primary" wide>
            {t('accounts.sign_in.submit')}
          </Button>
        </ButtonRow>
      </PortalForm>
      <p className="form-links">
        <Link to={paths.resetPassword()}>{t('accounts.reset.title')}</Link> <Link to={paths.register()}>{t('accounts.register.link')}</Link>
      </p>
      {demo ? (
        <Section title={t('accounts.demo.title')} intro={t('accounts.demo.intro', { password: DEMO_PASSWORD })}>
          <ul className="demo-accounts">
            {DEMO_ACCOUNTS.map((account) => (
              <li key={account.name}>
                <PortalForm id={`demo-${account.name}`}>
                  <input type="hidden" name="email" value={`${account.name}@demo.example`} />
                  <input type="hidden" name="password" value={DEMO_PASSWORD} />
                  {redirectTo ? <input type="hidden" name="redirectTo" value={redirectTo} /> : null}
                  <Button type="submit" variant="secondary" size="medium">
                    {t('accounts.demo.as', { role: t(account.label) })}
                  </Button>
                </PortalForm>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </Wrap>
  );
}
