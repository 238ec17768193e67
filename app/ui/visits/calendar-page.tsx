import { useI18n } from '#app/i18n/i18n.tsx';
import { paths } from '#app/http/paths.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';

interface CalendarPageProps {
  readonly feed: { readonly createdAt: Date } | null;
  /** The address just made, shown once. */
  readonly address: string | null;
  readonly reply: FormReply | undefined;
}

/** The own visits in the calendar of the phone: a secret address that can be renewed and ended. */
export function CalendarPage({ feed, address, reply }: CalendarPageProps) {
  const { t, format } = useI18n();
  return (
    <Wrap narrow>
      <Breadcrumb items={[{ to: paths.consultantVisits(), label: t('visits.list.consultant.title') }, { label: t('visits.calendar.title') }]} />
      <PageTitle title={t('visits.calendar.title')} lede={t('visits.calendar.lede')} />
      {address ? (
        <Alert kind="ok" title={t('visits.calendar.made')} focusOnMount>
          <p className="gap-below-s">{t('visits.calendar.once')}</p>
          <p><code className="typed-code">{address}</code></p>
        </Alert>
      ) : null}
      <Section title={t('visits.calendar.address')} intro={feed ? t('visits.calendar.since', { at: format.dateTime(new Date(feed.createdAt)) }) : t('visits.calendar.none')}>
        <div className="stack-s">
          <PortalForm id="make" intent="make" reply={reply}>
            <Button type="submit" variant={feed ? 'secondary' : 'primary'}>{t(feed ? 'visits.calendar.renew' : 'visits.calendar.make')}</Button>
          </PortalForm>
          {feed ? (
            <PortalForm id="revoke" intent="revoke" reply={reply}>
              <Button type="submit" variant="danger">{t('visits.calendar.revoke')}</Button>
            </PortalForm>
          ) : null}
        </div>
        <p className="small soft gap-above-s">{t('visits.calendar.hint')}</p>
      </Section>
    </Wrap>
  );
}
