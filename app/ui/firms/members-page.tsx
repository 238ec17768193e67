import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { dutyLabel } from '#app/ui/accounts/navigation.ts';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { Badge, State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { Table, type TableColumn } from '#app/ui/kit/table.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { InvitationForms, InviteForm, MemberForms, RequestForms } from './member-forms.tsx';
import type { ShownMember, ShownMembers } from './shown-members.ts';

/** The people of a firm: everybody of it reads, the representative invites, changes and ends. */
export function MembersPage({ page, reply }: { readonly page: ShownMembers; readonly reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const columns: readonly TableColumn<ShownMember>[] = [
    { id: 'name', header: t('members.name'), rowHeader: true, cell: (row) => <>{row.name}{row.isSelf ? <> <Badge tone="line">{t('members.self')}</Badge></> : null}<small>{row.email}</small></> },
    { id: 'duty', header: t('members.duty'), fold: 'lead', cell: (row) => t(dutyLabel(row.duty)) },
    { id: 'joined', header: t('members.joined'), cell: (row) => <TimeText at={row.joinedAt} />, fold: 'quiet' },
    ...(page.canManage
      ? [
          { id: 'seen', header: t('members.last_seen'), cell: (row: ShownMember) => (row.lastSignInAt ? <TimeText at={row.lastSignInAt} /> : t('members.never')), fold: 'quiet' as const },
          { id: 'action', header: t('members.action'), cell: (row: ShownMember) => (row.canChange || row.canRemove ? <MemberForms member={row} reply={reply} /> : '-') },
        ]
      : []),
  ];
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firm(), label: t('pages.nav.firm_home') }, { label: t('members.title') }]} />
      <PageTitle title={t('members.title')} meta={page.firmName} lede={t(page.canManage ? 'members.lede' : 'members.lede_reader')} />
      {page.requests.length > 0 ? (
        <DecisionPanel title={t('members.request.title')}>
          <p>{t('members.request.intro')}</p>
          {page.requests.map((request) => (
            <div key={request.id} className="stack-s">
              <h3>{request.name}</h3>
              <p className="small soft">{request.email} · {t('members.request.asked', { at: format.dateTime(request.requestedAt) })}</p>
              {request.message ? <p>{request.message}</p> : null}
              <RequestForms request={request} reply={reply} />
            </div>
          ))}
        </DecisionPanel>
      ) : null}
      <Section title={t('members.list')}>
        <Table caption={t('members.list')} columns={columns} rows={page.members} rowKey={(row) => row.userId} />
      </Section>
      {page.invitations.length > 0 ? (
        <Section title={t('members.open.title')}>
          <StructuredList>
            {page.invitations.map((invitation) => (
              <StructuredItem
                key={invitation.id}
                title={`${invitation.name} · ${t(dutyLabel(invitation.duty))}`}
                sub={<><State kind={invitation.isExpired ? 'stopped' : 'waiting'}>{t(invitation.isExpired ? 'members.open.expired' : 'members.open.waiting')}</State> · {invitation.email} · {t('members.open.until', { at: format.dateTime(invitation.expiresAt) })}</>}
                side={<InvitationForms invitation={invitation} reply={reply} />}
              />
            ))}
          </StructuredList>
        </Section>
      ) : null}
      {page.canManage ? (
        <Section title={t('members.invite.title')} intro={t('members.invite.intro')}>
          <InviteForm reply={reply} />
        </Section>
      ) : null}
      <p className="small gap-above">
        <Link to={paths.firmHandOver()}>{t('members.hand_over.link')}</Link>
      </p>
    </Wrap>
  );
}
