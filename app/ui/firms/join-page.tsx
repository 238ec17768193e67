import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { BusinessNumberField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';

/** Asks the representative of a registered firm to be let in. */
export function JoinPage({ number, reply }: { readonly number: string; readonly reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('members.join.title')} lede={t('members.join.lede')} />
      <PortalForm id="join" reply={reply} defaults={{ businessNumber: number }}>
        <BusinessNumberField name="businessNumber" label={t('firms.register.business_number')} hint={t('firms.register.business_number_hint')} required />
        <TextField name="name" label={t('members.join.name')} autoComplete="name" maxLength={60} width="medium" required />
        <TextField name="email" type="email" label={t('accounts.email')} hint={t('members.join.email_hint')} autoComplete="email" maxLength={254} spellCheck={false} width="medium" required />
        <TextArea name="message" label={t('members.join.message')} hint={t('members.join.message_hint')} maxLength={500} rows={3} />
        <Button type="submit" variant="primary" wide>
          {t('members.join.submit')}
        </Button>
      </PortalForm>
      <p className="small soft gap-above">
        <Link to={paths.register()}>{t('firms.register.title')}</Link>
      </p>
    </Wrap>
  );
}
