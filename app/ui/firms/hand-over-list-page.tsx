import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { HAND_OVER_MARKS } from './hand-over-page.tsx';

interface ShownChange {
  readonly id: string;
  readonly firmName: string;
  readonly businessNumber: string;
  readonly representativeName: string | null;
  readonly newName: string;
  readonly newEmail: string;
  readonly status: 'requested' | 'document_checked' | 'transferred' | 'refused';
  readonly reason: string | null;
  readonly documentId: string | null;
  readonly requestedAt: Date;
}

/** Requests for another representative: an officer reads the paper and decides. */
export function HandOverListPage({ changes, reply }: { readonly changes: readonly ShownChange[]; readonly reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officer(), label: t('pages.nav.my_work') }, { label: t('members.hand_over.list_title') }]} />
      <PageTitle title={t('members.hand_over.list_title')} lede={t('members.hand_over.list_lede')} />
      {changes.length === 0 ? <EmptyState title={t('members.hand_over.none')} /> : null}
      {changes.map((change) => (
        <ChangeSection key={change.id} change={change} reply={reply?.initialValue?.['changeId'] === change.id ? reply : undefined} />
      ))}
    </Wrap>
  );
}

function ChangeSection({ change, reply }: { readonly change: ShownChange; readonly reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  return (
    <Section title={change.firmName} aside={<State kind={HAND_OVER_MARKS[change.status]}>{t(`members.hand_over_status.${change.status}`)}</State>}>
      <DefinitionList
        items={[
          { term: t('firms.register.business_number'), value: format.businessNumber(change.businessNumber) },
          { term: t('members.hand_over.now'), value: change.representativeName ?? '-' },
          { term: t('members.hand_over.new_name'), value: change.newName, note: change.newEmail },
          { term: t('members.remove.reason'), value: change.reason ?? '-' },
          { term: t('members.hand_over.asked_on'), value: <TimeText at={change.requestedAt} /> },
          ...(change.documentId ? [{ term: t('members.hand_over.file'), value: <FileLink to={paths.document(change.documentId)} name={t('members.hand_over.file_open')} /> }] : []),
        ]}
      />
      <div className="stack-s gap-above">
        <PortalForm id={`approve-${change.id}`} intent="approve" reply={reply}>
          <input type="hidden" name="changeId" value={change.id} />
          <p className="small soft">{t('members.hand_over.effect')}</p>
          <Button type="submit">{t(change.status === 'requested' ? 'members.hand_over.approve' : 'members.hand_over.invite_again')}</Button>
        </PortalForm>
        <Details summary={t('members.hand_over.refuse')} open={reply?.intent === 'refuse'}>
          <PortalForm id={`refuse-${change.id}`} intent="refuse" reply={reply}>
            <input type="hidden" name="changeId" value={change.id} />
            <TextField name="reason" label={t('members.request.reason')} maxLength={500} required />
            <Button type="submit" variant="danger" size="medium">
              {t('members.hand_over.refuse')}
            </Button>
          </PortalForm>
        </Details>
      </div>
    </Section>
  );
}
