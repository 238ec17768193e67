import { useI18n } from '#app/i18n/i18n.tsx';
import { paths } from '#app/http/paths.ts';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { DisputeBox } from '#app/ui/visits/visit-page.tsx';
import { VisitFields, type VisitFormFacts } from '#app/ui/visits/visit-fields.tsx';
import type { ShownVisitRecord } from '#app/ui/visits/shown-visit.ts';

interface AmendVisitProps {
  readonly record: ShownVisitRecord;
  readonly form: VisitFormFacts;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly reply: FormReply | undefined;
}

/** The log of a disputed visit, to be put right and sent again. */
export function AmendVisitPage({ record, form, defaults, reply }: AmendVisitProps) {
  const { t } = useI18n();
  const { visit } = record;
  return (
    <PortalForm className="field-app visit-form" intent="amend" reply={reply} defaults={defaults} encType="multipart/form-data">
      <div className="full">
        <PageTitle title={t('visits.amend.title')} meta={visit.firmName ?? ''} lede={t('visits.amend.lede')} />
        <DisputeBox record={record} />
      </div>
      <HiddenField name="version" value={visit.version} />
      <VisitFields facts={form} amending />
      <div className="thumb-bar full">
        <ButtonLink to={paths.consultantVisit(visit.id)} variant="text">{t('visits.amend.back')}</ButtonLink>
        <Button type="submit" variant="primary">{t('visits.amend.submit')}</Button>
      </div>
    </PortalForm>
  );
}
