import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Section } from '#app/ui/kit/section.tsx';

/** Switches the mails of one case off and on, for the person who looks; null shows nothing to those who cannot. */
export function CaseMute({ applicationId, isMuted }: { readonly applicationId: string; readonly isMuted: boolean | null }) {
  const { t } = useI18n();
  if (isMuted === null) return null;
  return (
    <Section title={t('notices.case.title')} level={3}>
      <div className="stack-s">
        <p className="small">{t(isMuted ? 'notices.case.off' : 'notices.case.on')}</p>
        <PortalForm id="mute" intent={isMuted ? 'unmute' : 'mute'} action={paths.accountNotices()}>
          <input type="hidden" name="applicationId" value={applicationId} />
          <input type="hidden" name="back" value="case" />
          <Button type="submit" size="medium">
            {t(isMuted ? 'notices.case.unmute' : 'notices.case.mute')}
          </Button>
        </PortalForm>
        <p className="mini">
          <Link to={paths.accountNotices()}>{t('notices.page.title')}</Link>
        </p>
      </div>
    </Section>
  );
}
