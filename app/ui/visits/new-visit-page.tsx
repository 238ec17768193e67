import { useI18n } from '#app/i18n/i18n.tsx';
import { paths } from '#app/http/paths.ts';
import { Button } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { ToldBefore, type ShownToldBefore } from '#app/ui/notices/told-before.tsx';
import type { ShownVisitLine } from '#app/ui/visits/shown-visit.ts';
import { VisitFields, type VisitFormFacts } from '#app/ui/visits/visit-fields.tsx';
import { useVisitTime, VisitStateMark } from '#app/ui/visits/visit-words.tsx';

export interface NewVisitFacts extends VisitFormFacts {
  readonly applicationId: string;
  readonly firmName: string;
  readonly number: number;
  readonly regionName: { readonly ko: string; readonly en: string } | null;
  readonly recent: readonly ShownVisitLine[];
}

interface NewVisitProps {
  readonly firms: readonly { readonly applicationId: string; readonly firmName: string; readonly agreed: number; readonly used: number }[];
  readonly form: NewVisitFacts | null;
  readonly told: ShownToldBefore | null;
  readonly deviceId: string;
  /** The agreed visit that took place, and what is known of it already. */
  readonly visitId: string | null;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly reply: FormReply | undefined;
}

/** Logging a visit on a phone with one hand: first the firm, then one screen from the times to the photos. */
export function NewVisitPage({ firms, form, told, deviceId, visitId, defaults, reply }: NewVisitProps) {
  const { t, format } = useI18n();
  if (!form) return <ChooseFirm firms={firms} />;
  return (
    <PortalForm className="field-app visit-form" reply={reply} defaults={defaults} encType="multipart/form-data">
      <div className="full">
        <PageTitle title={form.firmName} over={<span>{t('visits.new.number', { number: form.number })}</span>} meta={form.regionName ? format.text(form.regionName) : null} />
      </div>
      <HiddenField name="application" value={form.applicationId} />
      {visitId ? <HiddenField name="visit" value={visitId} /> : null}
      <HiddenField name="deviceId" value={String(reply?.initialValue?.['deviceId'] ?? deviceId)} />
      <VisitFields facts={form} />
      <aside className="stick">
        <Section title={t('visits.new.next_title')}>
          <p className="small">{t('visits.new.next')}</p>
          <ToldBefore told={told} />
        </Section>
        {form.recent.length > 0 ? (
          <Section title={t('visits.new.recent')}>
            <StructuredList>
              {form.recent.map((visit) => (
                <RecentVisit key={visit.id} visit={visit} />
              ))}
            </StructuredList>
          </Section>
        ) : null}
      </aside>
      <div className="thumb-bar full">
        <p className="small soft">{t('visits.new.bar')}</p>
        <Button type="submit" variant="primary">{t('visits.new.submit')}</Button>
      </div>
    </PortalForm>
  );
}

function RecentVisit({ visit }: { visit: ShownVisitLine }) {
  const time = useVisitTime();
  return <StructuredItem title={visit.firmName ?? '-'} to={paths.consultantVisit(visit.id)} state={<VisitStateMark state={visit.state} />} sub={time(visit)} />;
}

function ChooseFirm({ firms }: Pick<NewVisitProps, 'firms'>) {
  const { t, format } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('visits.new.title')} lede={firms.length > 0 ? t('visits.new.choose') : undefined} />
      {firms.length === 0 ? <EmptyState title={t('visits.new.none')}>{t('visits.new.none_text')}</EmptyState> : null}
      <StructuredList label={t('visits.new.choose')}>
        {firms.map((firm) => (
          <StructuredItem key={firm.applicationId} title={firm.firmName} to={paths.consultantVisitNew({ application: firm.applicationId })} sub={t('visits.new.used', { used: format.number(firm.used), agreed: format.number(firm.agreed) })} />
        ))}
      </StructuredList>
    </Wrap>
  );
}
