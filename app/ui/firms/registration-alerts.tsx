import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { Checkbox } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import type { ShownHome } from './shown-home.ts';

/** What keeps the registration of the firm from being in full use, and the one step of the representative. */
export function RegistrationAlerts({ home, reply }: { home: ShownHome; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const { firm } = home;
  if (firm.state === 'needs_attention') return <Alert kind="warn" title={t('firms.home.attention')}><p>{t('firms.home.attention_text')}</p></Alert>;
  if (firm.state === 'suspended' && firm.restrictedUntil) {
    return <Alert kind="warn" icon="stop" title={t('firms.home.restricted', { on: format.date(firm.restrictedUntil) })}><p>{t('firms.home.restricted_text')}</p></Alert>;
  }
  if (firm.state !== 'verified') return null;
  return (
    <DecisionPanel title={t('firms.authority.title')}>
      <p>{t('firms.authority.text')}</p>
      <PortalForm reply={reply} intent="prove_authority" id="prove-authority">
        <Checkbox name="authority" label={t('firms.authority.confirm')} required />
        <Button type="submit" variant="primary">
          {t('firms.authority.submit')}
        </Button>
      </PortalForm>
    </DecisionPanel>
  );
}
