import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button, ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import type { ShownHome } from './shown-home.ts';

/** A place offered from the reserve list: the representative takes it or gives the application up. */
export function PlaceAnswer({ home, reply }: { home: ShownHome; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const { place, application } = home;
  if (!place || !application) return null;
  return (
    <DecisionPanel title={t('firms.place.title')}>
      <p>{place.isAccepted ? t('firms.place.accepted') : t('firms.place.text', { on: format.date(place.untilOn) })}</p>
      {place.mayAnswer ? (
        <PortalForm reply={reply} intent="accept_place" id="accept-place">
          <input type="hidden" name="applicationId" value={application.id} />
          <ButtonRow>
            <Button type="submit" variant="primary">
              {t('firms.place.accept')}
            </Button>
            <ButtonLink to={paths.firmWithdraw()} variant="text">
              {t('firms.place.give_up')}
            </ButtonLink>
          </ButtonRow>
        </PortalForm>
      ) : null}
      {!place.mayAnswer && !place.isAccepted ? <p className="small soft">{t('firms.place.only_representative')}</p> : null}
    </DecisionPanel>
  );
}
