import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { FileField } from '#app/ui/kit/forms/file-field.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State, type StateKind } from '#app/ui/kit/state.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

type Status = 'requested' | 'document_checked' | 'transferred' | 'refused';

/** How each step of a change of representative is marked. */
export const HAND_OVER_MARKS: Readonly<Record<Status, StateKind>> = { requested: 'waiting', document_checked: 'doing', transferred: 'ok', refused: 'stopped' };

interface HandOverPageProps {
  readonly page: {
    readonly firmName: string;
    readonly representativeName: string | null;
    readonly canRequest: boolean;
    readonly last: {
      readonly newName: string;
      readonly newEmail: string;
      readonly status: Status;
      readonly reason: string | null;
      readonly requestedAt: Date;
      readonly decidedAt: Date | null;
      readonly documentId: string | null;
    } | null;
  };
  readonly reply: FormReply | undefined;
}

/** Change of the representative: the request with its paper, and where it stands. */
export function HandOverPage({ page, reply }: HandOverPageProps) {
  const { t } = useI18n();
  const { last } = page;
  return (
    <Wrap narrow>
      <Breadcrumb items={[{ to: paths.firm(), label: t('pages.nav.firm_home') }, { to: paths.firmMembers(), label: t('members.title') }, { label: t('members.hand_over.title') }]} />
      <PageTitle title={t('members.hand_over.title')} meta={page.firmName} lede={t('members.hand_over.lede')} />
      <DefinitionList items={[{ term: t('members.hand_over.now'), value: page.representativeName ?? '-' }]} />
      {last ? (
        <Section title={t('members.hand_over.last')}>
          <State kind={HAND_OVER_MARKS[last.status]}>{t(`members.hand_over_status.${last.status}`)}</State>
          <DefinitionList
            items={[
              { term: t('members.hand_over.new_name'), value: last.newName, note: last.newEmail },
              { term: t('members.remove.reason'), value: last.reason ?? '-' },
              { term: t('members.hand_over.asked_on'), value: <TimeText at={last.requestedAt} /> },
              ...(last.decidedAt ? [{ term: t('members.hand_over.decided_on'), value: <TimeText at={last.decidedAt} /> }] : []),
              ...(last.documentId ? [{ term: t('members.hand_over.file'), value: <FileLink to={paths.document(last.documentId)} name={t('members.hand_over.file_open')} /> }] : []),
            ]}
          />
        </Section>
      ) : null}
      {page.canRequest ? (
        <Section title={t('members.hand_over.form')} intro={t('members.hand_over.form_intro')}>
          <PortalForm id="hand-over" reply={reply} encType="multipart/form-data">
            <TextField name="newName" label={t('members.hand_over.new_name')} autoComplete="off" maxLength={60} width="medium" required />
            <TextField name="newEmail" type="email" label={t('members.hand_over.new_email')} hint={t('members.hand_over.new_email_hint')} autoComplete="off" maxLength={254} spellCheck={false} width="medium" required />
            <TextArea name="reason" label={t('members.remove.reason')} maxLength={500} rows={3} required />
            <FileField name="file" label={t('members.hand_over.file')} hint={t('members.hand_over.file_hint')} required />
            <Button type="submit" variant="primary" wide>
              {t('members.hand_over.submit')}
            </Button>
          </PortalForm>
        </Section>
      ) : last ? null : (
        <EmptyState title={t('members.hand_over.not_yours')} />
      )}
    </Wrap>
  );
}
