import type { WithdrawalEffect } from '#app/domain/accounts/consent-policy.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { ShownConsent } from '#app/ui/applications/consent-box.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Checkbox } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { ConsentEntries, ConsentState, type ShownOwnConsent } from './consents-page.tsx';

interface ConsentPageProps {
  readonly consent: ShownOwnConsent & { readonly text: ShownConsent; readonly effects: readonly WithdrawalEffect[] };
  readonly reply: FormReply | undefined;
}

/** One consent: its text, and what taking it back brings about, stated before it can be confirmed. */
export function ConsentPage({ consent, reply }: ConsentPageProps) {
  const { t, format } = useI18n();
  const back = (
    <ButtonLink to={paths.accountConsents()} variant="text">
      {t('accounts.consents.keep')}
    </ButtonLink>
  );
  return (
    <Wrap narrow>
      <Breadcrumb items={[{ to: paths.account(), label: t('accounts.account.title') }, { to: paths.accountConsents(), label: t('accounts.consents.title') }, { label: format.text(consent.title) }]} />
      <PageTitle title={format.text(consent.title)} over={<ConsentState consent={consent} />} />
      <Section title={t('accounts.consents.text')}>
        <DefinitionList items={consent.text.parts.map(({ part, text }) => ({ term: t(`applications.consent.${part}`), value: part === 'retention' || part === 'recipients' ? <b>{format.text(text)}</b> : format.text(text) }))} />
      </Section>
      {consent.canWithdraw ? (
        <Section title={t('accounts.consents.effects')} intro={t('accounts.consents.effects_intro')}>
          <div className="prose">
            <ul>
              {consent.effects.map((effect) => (
                <li key={effect}>{t(`accounts.consents.effect.${effect}`)}</li>
              ))}
            </ul>
          </div>
          <PortalForm id="withdraw" intent="withdraw" reply={reply}>
            <Checkbox name="understood" label={t('accounts.consents.understood')} required quiet />
            <ButtonRow>
              <Button type="submit" variant="danger">
                {t('accounts.consents.withdraw')}
              </Button>
              {back}
            </ButtonRow>
          </PortalForm>
        </Section>
      ) : null}
      {consent.canGive ? (
        <Section title={t('accounts.consents.give')}>
          <PortalForm id="give" intent="give" reply={reply}>
            <Checkbox name="agree" label={t('accounts.consents.agree', { consent: format.text(consent.title) })} required quiet />
            <ButtonRow>
              <Button type="submit" variant="primary">
                {t('accounts.consents.give')}
              </Button>
              {back}
            </ButtonRow>
          </PortalForm>
        </Section>
      ) : null}
      <Section title={t('accounts.consents.entries')}>
        <ConsentEntries entries={consent.entries} />
      </Section>
    </Wrap>
  );
}
