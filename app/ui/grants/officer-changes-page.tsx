import { CHANGE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { paths } from '#app/http/paths.ts';
import { Link } from '#app/http/framework.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { useMemo } from 'react';
import { ChangeStateWord } from '#app/ui/grants/change-parts.tsx';
import type { ShownChangeRow } from '#app/ui/grants/shown-change.ts';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Pager } from '#app/ui/kit/pager.tsx';
import { Table, type TableColumn } from '#app/ui/kit/table.tsx';
import { Tabs } from '#app/ui/kit/tabs.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';

const VIEWS = ['turn', 'firm', 'closed'] as const;

interface ChangesPageProps {
  readonly view: (typeof VIEWS)[number];
  readonly page: number;
  readonly more: boolean;
  readonly counts: Readonly<Record<(typeof VIEWS)[number], number>>;
  readonly rows: readonly ShownChangeRow[];
}

/** The change requests of all cases an officer sees: those to work on, those with the firms, those that ended. */
export function OfficerChangesPage({ view, page, more, counts, rows }: ChangesPageProps) {
  const { t, format } = useI18n();
  const columns = useMemo<TableColumn<ShownChangeRow>[]>(
    () => [
      { id: 'firm', header: t('changes.col.firm'), rowHeader: true, cell: (row) => <><Link to={paths.officerChange(row.id)}>{row.firmName}</Link><small>{row.agreementNumber ?? row.receiptNumber}</small></> },
      { id: 'kind', header: t('changes.col.kind'), cell: (row) => format.text(CHANGE_KINDS[row.kind].label) },
      { id: 'state', header: t('changes.col.state'), fold: 'lead', cell: (row) => <ChangeStateWord change={row} /> },
      { id: 'since', header: t('changes.col.since'), cell: (row) => <TimeText at={row.since} /> },
      { id: 'due', header: t('changes.col.due'), cell: (row) => (row.dueOn ? <DateText on={row.dueOn} /> : <span className="soft">{t('changes.none')}</span>) },
    ],
    [t, format],
  );
  const to = (given: { view?: string; page?: number }) => paths.officerChanges({ view, ...given });
  return (
    <Wrap>
      <PageTitle title={t('changes.officer.title')} lede={t('changes.officer.lede')} />
      <Tabs label={t('changes.officer.title')} items={VIEWS.map((entry) => ({ to: to({ view: entry, page: 1 }), label: t(`changes.view.${entry}`), count: counts[entry], current: entry === view }))} />
      {rows.length === 0 ? <EmptyState title={t('changes.officer.none')} /> : <Table caption={t('changes.officer.title')} columns={columns} rows={[...rows]} rowKey={(row) => row.id} />}
      <Pager {...(page > 1 ? { previousTo: to({ page: page - 1 }) } : {})} {...(more ? { nextTo: to({ page: page + 1 }) } : {})} />
    </Wrap>
  );
}
