import { getState } from '#app/domain/workflow/machine.ts';
import { firmMachine, type FirmState } from '#app/domain/firms/firm-machine.ts';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button, ButtonRow } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Pager } from '#app/ui/kit/pager.tsx';
import { State, type StateKind } from '#app/ui/kit/state.tsx';
import { Table, type TableColumn } from '#app/ui/kit/table.tsx';
import { Tabs } from '#app/ui/kit/tabs.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';

interface ShownFirm {
  readonly id: string;
  readonly name: string;
  readonly businessNumber: string;
  readonly state: FirmState;
  readonly stateSince: Date;
  readonly regionName: { readonly ko: string; readonly en: string } | null;
  readonly restrictedUntil: string | null;
}

type View = 'attention' | 'restricted' | 'all';

interface FirmRegisterPageProps {
  readonly firms: readonly ShownFirm[];
  readonly counts: { readonly attention: number; readonly restricted: number };
  readonly view: View;
  readonly q: string;
  readonly next: string | null;
  readonly isFirstPage: boolean;
}

const MARK: Readonly<Partial<Record<FirmState, StateKind>>> = { active: 'ok', needs_attention: 'warn', suspended: 'stopped', closed: 'stopped', merged: 'stopped' };

/** The state of a registration with its mark. */
export function FirmStateMark({ state }: { readonly state: FirmState }) {
  const { format } = useI18n();
  return <State kind={MARK[state] ?? 'waiting'}>{format.text(getState(firmMachine, state).label)}</State>;
}

/** The register of firms: what waits for a look, what is restricted, and every registration. */
export function FirmRegisterPage({ firms, counts, view, q, next, isFirstPage }: FirmRegisterPageProps) {
  const { t, format } = useI18n();
  const address = (to: View, after?: string) => paths.officerFirms({ view: to, q: q || undefined, after });
  const columns: readonly TableColumn<ShownFirm>[] = [
    { id: 'name', header: t('firms.office.name'), rowHeader: true, cell: (row) => <><Link to={paths.officerFirm(row.id)}>{row.name}</Link><small>{format.businessNumber(row.businessNumber)}</small></> },
    { id: 'state', header: t('firms.office.state'), fold: 'lead', cell: (row) => <FirmStateMark state={row.state} /> },
    { id: 'region', header: t('firms.office.region'), fold: 'quiet', cell: (row) => format.text(row.regionName) || '-' },
    { id: 'since', header: t('firms.office.since'), cell: (row) => <TimeText at={row.stateSince} /> },
    { id: 'until', header: t('firms.office.until'), cell: (row) => (row.restrictedUntil ? <DateText on={row.restrictedUntil} /> : '-') },
  ];
  return (
    <Wrap>
      <PageTitle title={t('firms.office.title')} lede={t('firms.office.lede')} />
      <Tabs
        label={t('firms.office.title')}
        items={[
          { to: address('attention'), label: t('firms.office.view_attention'), count: counts.attention, current: view === 'attention' },
          { to: address('restricted'), label: t('firms.office.view_restricted'), count: counts.restricted, current: view === 'restricted' },
          { to: address('all'), label: t('firms.office.view_all'), current: view === 'all' },
        ]}
      />
      <PortalForm id="filter" method="get" className="filter-row" defaults={{ q, view }}>
        <input type="hidden" name="view" value={view} />
        <TextField name="q" type="search" label={t('firms.office.search')} quiet />
        <ButtonRow>
          <Button type="submit" size="medium" icon="search">
            {t('firms.office.find')}
          </Button>
        </ButtonRow>
      </PortalForm>
      <Table caption={t('firms.office.title')} columns={columns} rows={firms} rowKey={(row) => row.id} empty={<EmptyState title={t(q ? 'firms.office.none_found' : `firms.office.none_${view}`)} />} />
      <Pager previousTo={isFirstPage ? null : address(view)} nextTo={next ? address(view, next) : null} />
    </Wrap>
  );
}
