import type { Duty } from '#app/domain/accounts/actor.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button, ButtonRow } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Pager } from '#app/ui/kit/pager.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { Table, type TableColumn } from '#app/ui/kit/table.tsx';
import { Tabs } from '#app/ui/kit/tabs.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { dutyLabel } from './navigation.ts';

interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly status: 'invited' | 'active' | 'disabled';
  readonly duty: Duty | null;
  readonly scopeName: string | null;
  readonly lastSignInAt: Date | null;
  readonly hasFactor: boolean;
}

interface AccountListPageProps {
  readonly accounts: readonly Account[];
  readonly next: string | null;
  readonly q: string;
  readonly duty: string;
  readonly duties: readonly Duty[];
  readonly ownId: string | null;
  readonly reply: FormReply | undefined;
}

/** Tabs of the administrator's pages. */
export function AdminTabs({ current }: { readonly current: 'accounts' | 'settings' | 'mail' }) {
  const { t } = useI18n();
  return (
    <Tabs
      label={t('pages.nav.administration')}
      items={[
        { to: paths.admin(), label: t('accounts.admin.title'), current: current === 'accounts' },
        { to: paths.adminSettings(), label: t('accounts.settings.title'), current: current === 'settings' },
        { to: paths.adminMail(), label: t('accounts.admin.mail'), current: current === 'mail' },
      ]}
    />
  );
}

/** All accounts with their duty; locking and unlocking with a reason. */
export function AccountListPage({ accounts, next, q, duty, duties, ownId, reply }: AccountListPageProps) {
  const { t } = useI18n();
  const columns: readonly TableColumn<Account>[] = [
    { id: 'name', header: t('accounts.account.name'), rowHeader: true, cell: (row) => <>{row.name}<small>{row.email}</small></> },
    { id: 'duty', header: t('accounts.account.role'), cell: (row) => (row.duty ? t(dutyLabel(row.duty)) : t('accounts.admin.no_duty')) },
    { id: 'scope', header: t('accounts.admin.scope'), cell: (row) => row.scopeName ?? '-', fold: 'quiet' },
    { id: 'seen', header: t('accounts.admin.last_sign_in'), cell: (row) => (row.lastSignInAt ? <TimeText at={row.lastSignInAt} /> : t('accounts.admin.never')) },
    {
      id: 'status',
      header: t('accounts.admin.status'),
      fold: 'lead',
      cell: (row) => <State kind={row.status === 'active' ? 'ok' : row.status === 'disabled' ? 'stopped' : 'waiting'}>{t(`accounts.status.${row.status}`)}</State>,
    },
    {
      id: 'action',
      header: t('accounts.admin.action'),
      cell: (row) => (row.id === ownId ? '-' : <AccountForms account={row} reply={reply} />),
    },
  ];
  return (
    <Wrap>
      <PageTitle title={t('accounts.admin.title')} lede={t('accounts.admin.lede')} />
      <AdminTabs current="accounts" />
      <PortalForm id="filter" method="get" className="filter-row" defaults={{ q, duty }}>
        <TextField name="q" type="search" label={t('accounts.admin.search')} quiet />
        <Select name="duty" label={t('accounts.account.role')} quiet emptyLabel={t('accounts.inbox.all')} options={duties.map((value) => ({ value, label: t(dutyLabel(value)) }))} />
        <ButtonRow>
          <Button type="submit" size="medium" icon="search">
            {t('accounts.admin.find')}
          </Button>
        </ButtonRow>
      </PortalForm>
      <Table caption={t('accounts.admin.title')} columns={columns} rows={accounts} rowKey={(row) => row.id} empty={<EmptyState title={t('accounts.admin.none')} />} />
      <Pager nextTo={next ? `${paths.admin()}?${new URLSearchParams({ q, duty, after: next }).toString()}` : null} />
    </Wrap>
  );
}

function AccountForms({ account, reply }: { readonly account: Account; readonly reply: FormReply | undefined }) {
  const { t } = useI18n();
  const locks = account.status !== 'disabled';
  const mine = reply?.initialValue?.['userId'] === account.id ? reply : undefined;
  return (
    <>
      <ReasonForm id={`status-${account.id}`} intent={locks ? 'disable' : 'enable'} userId={account.id} summary={t(locks ? 'accounts.admin.lock' : 'accounts.admin.unlock')} submit={t(locks ? 'accounts.admin.lock_submit' : 'accounts.admin.unlock_submit')} isGrave={locks} reply={mine} />
      {account.hasFactor ? <ReasonForm id={`factor-${account.id}`} intent="reset_factor" userId={account.id} summary={t('accounts.admin.factor_reset')} submit={t('accounts.admin.factor_reset_submit')} isGrave reply={mine} /> : null}
    </>
  );
}

interface ReasonFormProps {
  readonly id: string;
  readonly intent: 'disable' | 'enable' | 'reset_factor';
  readonly userId: string;
  readonly summary: string;
  readonly submit: string;
  readonly isGrave: boolean;
  readonly reply: FormReply | undefined;
}

function ReasonForm({ id, intent, userId, summary, submit, isGrave, reply }: ReasonFormProps) {
  const { t } = useI18n();
  return (
    <Details summary={summary} open={reply?.intent === intent}>
      <PortalForm id={id} intent={intent} reply={reply}>
        <input type="hidden" name="userId" value={userId} />
        <TextField name="reason" label={t('accounts.admin.reason')} required maxLength={500} />
        <Button type="submit" variant={isGrave ? 'danger' : 'secondary'} size="medium">
          {submit}
        </Button>
      </PortalForm>
    </Details>
  );
}
