import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button, ButtonRow } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Pager } from '#app/ui/kit/pager.tsx';
import { State, type StateKind } from '#app/ui/kit/state.tsx';
import { Table, type TableColumn } from '#app/ui/kit/table.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { AdminTabs } from './account-list-page.tsx';

interface Mail {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly status: string;
  readonly createdAt: Date;
}

interface MailLogPageProps {
  readonly mails: readonly Mail[];
  readonly next: string | null;
  readonly email: string;
  readonly status: string;
  readonly statuses: readonly string[];
  readonly reply: FormReply | undefined;
}

const MARKS: Readonly<Record<string, StateKind>> = { sent: 'ok', failed: 'bad', queued: 'waiting', collected: 'waiting', sending: 'doing' };

/** Every mail with its state; failed ones can be sent again. */
export function MailLogPage({ mails, next, email, status, statuses, reply }: MailLogPageProps) {
  const { t, translate } = useI18n();
  const columns: readonly TableColumn<Mail>[] = [
    { id: 'kind', header: t('accounts.admin.mail_kind'), rowHeader: true, cell: (row) => <>{row.kind}<small>{row.to}</small></> },
    { id: 'at', header: t('accounts.mail.sent'), cell: (row) => <TimeText at={row.createdAt} />, fold: 'quiet' },
    { id: 'status', header: t('accounts.admin.status'), fold: 'lead', cell: (row) => <State kind={MARKS[row.status] ?? 'none'}>{translate(`accounts.mail_status.${row.status}`)}</State> },
    {
      id: 'again',
      header: t('accounts.admin.action'),
      cell: (row) =>
        row.status === 'failed' || row.status === 'sent' ? (
          <PortalForm id={`again-${row.id}`} reply={reply?.initialValue?.['id'] === row.id ? reply : undefined}>
            <input type="hidden" name="id" value={row.id} />
            <Button type="submit" size="medium">
              {t('accounts.admin.resend')}
            </Button>
          </PortalForm>
        ) : (
          '-'
        ),
    },
  ];
  return (
    <Wrap>
      <PageTitle title={t('accounts.admin.mail')} lede={t('accounts.admin.mail_lede')} />
      <AdminTabs current="mail" />
      <PortalForm id="filter" method="get" className="filter-row" defaults={{ email, status }}>
        <TextField name="email" type="search" label={t('accounts.mail.to')} quiet />
        <Select name="status" label={t('accounts.admin.status')} quiet emptyLabel={t('accounts.inbox.all')} options={statuses.map((value) => ({ value, label: translate(`accounts.mail_status.${value}`) }))} />
        <ButtonRow>
          <Button type="submit" size="medium" icon="search">
            {t('accounts.admin.find')}
          </Button>
        </ButtonRow>
      </PortalForm>
      <Table caption={t('accounts.admin.mail')} columns={columns} rows={mails} rowKey={(row) => row.id} empty={<EmptyState title={t('accounts.mail.empty')} />} />
      <Pager nextTo={next ? `${paths.adminMail()}?${new URLSearchParams({ email, status, after: next }).toString()}` : null} />
    </Wrap>
  );
}
