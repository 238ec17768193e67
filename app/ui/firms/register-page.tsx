import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ConsentBox, type ShownConsent } from '#app/ui/applications/consent-box.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { FieldSet } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { BusinessNumberField, PhoneField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';

interface RegisterPageProps {
  readonly regions: readonly { readonly code: string; readonly name: { readonly ko: string; readonly en: string } }[];
  readonly consents: readonly ShownConsent[];
  readonly seed: string;
  readonly reply: FormReply | undefined;
}

/** The number that was sent, so that it need not be typed again where its firm is registered already. */
function typedNumber(reply: FormReply | undefined): string | undefined {
  const number = reply?.initialValue?.['businessNumber'];
  return typeof number === 'string' ? number.slice(0, 20) : undefined;
}

/** Registration of a firm with its representative's account. */
export function RegisterPage({ regions, consents, seed, reply }: RegisterPageProps) {
  const { t, format } = useI18n();
  const steps = (
    <Section title={t('firms.register.next_title')}>
      <ol className="number-list">
        <li>{t('firms.register.next_1')}</li>
        <li>{t('firms.register.next_2')}</li>
        <li>{t('firms.register.next_3')}</li>
      </ol>
      <p className="small soft gap-above">
        {t('firms.register.have_account')} <Link to={paths.login(seed ? paths.firmApplicationStart({ seed }) : undefined)}>{t('firms.register.sign_in')}</Link>
      </p>
      <p className="small soft">
        {t('members.join.question')} <Link to={paths.registerJoin({ number: typedNumber(reply) })}>{t('members.join.link')}</Link>
      </p>
    </Section>
  );
  return (
    <Wrap>
      <PageTitle title={t('firms.register.title')} lede={t('firms.register.lede')} />
      <Columns side={steps}>
        <PortalForm id="register" reply={reply}>
          {seed ? <input type="hidden" name="seed" value={seed} /> : null}
          <FieldSet legend={t('firms.register.firm')}>
            <BusinessNumberField name="businessNumber" label={t('firms.register.business_number')} hint={t('firms.register.business_number_hint')} required />
            <TextField name="firmName" label={t('firms.register.firm_name')} hint={t('firms.register.firm_name_hint')} autoComplete="organization" maxLength={100} width="medium" required />
            <TextField name="representativeName" label={t('firms.register.representative')} maxLength={60} width="medium" required />
            <Select name="regionCode" label={t('firms.register.region')} options={regions.map((region) => ({ value: region.code, label: format.text(region.name) }))} width="medium" required />
          </FieldSet>
          <FieldSet legend={t('firms.register.account')} hint={t('firms.register.account_hint')}>
            <TextField name="contactName" label={t('firms.register.contact_name')} autoComplete="name" maxLength={60} width="medium" required />
            <PhoneField name="mobile" label={t('firms.register.mobile')} required />
            <TextField name="email" type="email" label={t('accounts.email')} hint={t('firms.register.email_hint')} autoComplete="username" maxLength={254} spellCheck={false} width="medium" required />
            <TextField name="password" type="password" label={t('accounts.password')} hint={t('accounts.password.hint')} autoComplete="new-password" width="medium" required />
          </FieldSet>
          <FieldSet legend={t('firms.register.consents')} hint={t('firms.register.consents_hint')}>
            {consents.map((consent) => (
              <ConsentBox key={consent.code} name={`consent_${consent.code}`} consent={consent} label={t('firms.register.agree', { title: format.text(consent.title) })} />
            ))}
          </FieldSet>
          <SubmitBar>
            <Button type="submit" variant="primary" wide>
              {t('firms.register.submit')}
            </Button>
          </SubmitBar>
        </PortalForm>
      </Columns>
    </Wrap>
  );
}
