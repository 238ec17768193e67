import type { WithdrawalEffect } from '#app/domain/applications/withdrawal-effects.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { Checkbox } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { ToldBefore, type ShownToldBefore } from '#app/ui/notices/told-before.tsx';

interface WithdrawPageProps {
  readonly applicationId: string;
  readonly receiptNumber: string | null;
  readonly state: string;
  readonly possible: boolean;
  readonly told: ShownToldBefore | null;
  readonly effects: readonly WithdrawalEffect[];
  readonly isAgreed: boolean;
  readonly isRepresentative: boolean;
  readonly reply: FormReply | undefined;
}

/** What ending an agreement early means; the headquarters does it on request. */
const TERMINATION = ['work', 'settlement', 'return', 'again'] as const;

/** What a withdrawal ends, before it is confirmed with a reason. */
export function WithdrawPage({ reply, ...page }: WithdrawPageProps) {
  const { t } = useI18n();
  const title = t('applications.withdraw.title');
  return (
    <Wrap narrow>
      <Breadcrumb items={[{ to: paths.firm(), label: t('applications.crumb.home') }, { to: paths.firmApplication(), label: t('applications.crumb.application') }, { label: title }]} />
      <PageTitle title={title} meta={page.receiptNumber} />
      {page.possible ? (
        <>
          <Section title={t('applications.withdraw.effects')}>
            <ul className="bullets">
              {page.effects.map((effect) => (
                <li key={effect}>{t(`applications.withdraw.effect_${effect}`)}</li>
              ))}
            </ul>
          </Section>
          <PortalForm id="withdraw" reply={reply} className="gap-above">
            <input type="hidden" name="applicationId" value={page.applicationId} />
            <TextArea name="reason" label={t('applications.withdraw.reason')} {...(page.receiptNumber ? { hint: t('applications.withdraw.reason_hint') } : {})} rows={4} maxLength={1000} required />
            <Checkbox name="confirmed" label={t('applications.withdraw.confirm')} required />
            <ToldBefore told={page.told} />
            <ButtonRow>
              <Button type="submit" variant="danger">
                {t('applications.withdraw.submit')}
              </Button>
              <ButtonLink to={paths.firmApplication()} variant="text">
                {t('applications.withdraw.keep')}
              </ButtonLink>
            </ButtonRow>
          </PortalForm>
        </>
      ) : (
        <>
          <Alert kind="info" title={t('applications.withdraw.impossible')}>
            <p>{t(page.isRepresentative ? 'applications.withdraw.impossible_agreed' : 'applications.withdraw.only_representative')}</p>
          </Alert>
          {page.isAgreed ? (
            <Section title={t('applications.withdraw.termination')}>
              <ul className="bullets">
                {TERMINATION.map((effect) => (
                  <li key={effect}>{t(`applications.withdraw.termination_${effect}`)}</li>
                ))}
              </ul>
            </Section>
          ) : null}
        </>
      )}
    </Wrap>
  );
}
