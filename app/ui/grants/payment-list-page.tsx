import { useMemo } from 'react';
import type { TrancheKind } from '#app/domain/grants/tranche-plan.ts';
import type { TrancheState } from '#app/domain/grants/tranche-states.ts';
import type { Side, Text } from '#app/domain/workflow/machine.ts';
import { Form, Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { DueState, TurnWord, type ShownClock } from '#app/ui/cases/case-state.tsx';
import { TrancheStateWord } from '#app/ui/grants/money-parts.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Tools } from '#app/ui/kit/filter-chips.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Pager } from '#app/ui/kit/pager.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { BulkBar, Table, type TableColumn } from '#app/ui/kit/table.tsx';
import { Tabs } from '#app/ui/kit/tabs.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

export interface PaymentLine {
  readonly id: string;
  readonly firmName: string;
  readonly agreementNumber: string | null;
  readonly number: number;
  readonly kind: TrancheKind;
  readonly state: TrancheState;
  readonly label: Text;
  readonly side: Side;
  readonly clock: ShownClock | null;
  readonly plannedWon: number;
  readonly requestedWon: number | null;
  readonly verifiedWon: number | null;
  readonly paidWon: number | null;
}

export interface PaymentListProps {
  readonly search: { readonly state: string; readonly kind: string | null; readonly q: string; readonly sort: string; readonly dir: 'asc' | 'desc'; readonly page: number };
  readonly rows: readonly PaymentLine[];
  readonly total: number;
  readonly pages: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly mayPay: boolean;
  /** The books of all groups are the Central Headquarters'. */
  readonly seesLedger: boolean;
  readonly batches: readonly { readonly id: string; readonly number: string; readonly totalWon: number; readonly rowCount: number; readonly contentHash: string; readonly createdAt: Date }[];
  readonly reply: FormReply | undefined;
}

const amountOf = (row: PaymentLine) => row.paidWon ?? row.verifiedWon ?? row.requestedWon ?? row.plannedWon;

function useColumns(): TableColumn<PaymentLine>[] {
  const { t, format } = useI18n();
  return useMemo<TableColumn<PaymentLine>[]>(
    () => [
      { id: 'firm', header: t('grants.payments.col.firm'), sortKey: 'firm', rowHeader: true, cell: (row) => <><Link to={paths.officerPayment(row.id)} prefetch="intent">{row.firmName}</Link><small>{row.agreementNumber}</small></> },
      { id: 'kind', header: t('grants.payments.col.kind'), sortKey: 'kind', fold: 'quiet', cell: (row) => t('grants.payment.title', { number: row.number, kind: t(`grants.tranche_kind.${row.kind}`) }) },
      { id: 'state', header: t('grants.payments.col.state'), sortKey: 'state', cell: (row) => <TrancheStateWord state={row.state} /> },
      { id: 'turn', header: t('cases.list.turn'), cell: (row) => <TurnWord side={row.side} /> },
      { id: 'since', header: t('grants.payments.col.since'), sortKey: 'since', fold: 'lead', cell: (row) => (row.clock ? <DueState clock={row.clock} /> : <span className="soft">-</span>) },
      { id: 'amount', header: t('grants.payments.col.amount'), sortKey: 'amount', kind: 'number', cell: (row) => format.number(amountOf(row)) },
    ],
    [t, format],
  );
}

/** The list of payments: views with counts, server-sorted, filtered and paged; finance makes bank files from chosen ones. */
export function PaymentListPage({ search, rows, total, pages, counts, mayPay, seesLedger, batches, reply }: PaymentListProps) {
  const { t, format } = useI18n();
  const columns = useColumns();
  const to = (change: Partial<PaymentListProps['search']>) => {
    const next = { ...search, page: 1, ...change };
    return paths.officerPayments({ state: next.state, kind: next.kind ?? undefined, q: next.q || undefined, sort: next.sort, dir: next.dir, page: next.page > 1 ? next.page : undefined });
  };
  const selection = mayPay && rows.some((row) => row.state === 'queued')
    ? {
        name: 'trancheIds',
        label: (row: PaymentLine) => t('grants.payments.pick', { firm: row.firmName, kind: t(`grants.tranche_kind.${row.kind}`) }),
        bar: (chosen: PaymentLine[]) => (
          <BulkBar count={chosen.length} note={t('grants.payments.batch_note', { amount: format.won(chosen.filter((row) => row.state === 'queued').reduce((sum, row) => sum + amountOf(row), 0)) })}>
            <Button type="submit" variant="primary" size="medium">{t('grants.payments.send_batch')}</Button>
          </BulkBar>
        ),
      }
    : undefined;
  const table = (
    <Table
      caption={t('grants.payments.caption')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      sort={{ key: search.sort, direction: search.dir }}
      sortTo={({ key, direction }) => to({ sort: key, dir: direction })}
      {...(selection ? { selection } : {})}
      empty={<EmptyState title={t('grants.payments.empty')} />}
    />
  );
  return (
    <Wrap>
      <PageTitle title={t('grants.payments.title')} lede={t('grants.payments.lede')} {...(seesLedger ? { aside: <Link to={paths.officerLedger()}>{t('grants.payments.ledger_link')}</Link> } : {})} />
      <Tabs label={t('grants.payments.caption')} items={Object.entries(counts).map(([view, count]) => ({ to: to({ state: view }), label: t(`grants.payments.view.${view}` as MessageId), count: format.number(count), current: search.state === view }))} />
      <Tools>
        <Form method="get" className="case-filter" role="search" key={`${search.state}${search.kind ?? ''}${search.q}`}>
          <input type="hidden" name="state" value={search.state} />
          <label className="sr-only" htmlFor="payment-q">{t('grants.payments.search')}</label>
          <input className="krds-input" id="payment-q" type="search" name="q" maxLength={100} defaultValue={search.q} placeholder={t('grants.payments.search')} />
          <label className="sr-only" htmlFor="payment-kind">{t('grants.payments.col.kind')}</label>
          <select className="krds-input" id="payment-kind" name="kind" defaultValue={search.kind ?? ''}>
            <option value="">{t('grants.payments.all_kinds')}</option>
            {(['advance', 'interim', 'final'] as const).map((kind) => (
              <option key={kind} value={kind}>{t(`grants.tranche_kind.${kind}`)}</option>
            ))}
          </select>
          <Button type="submit" size="medium" icon="search">{t('grants.payments.filter')}</Button>
        </Form>
      </Tools>
      {selection ? <PortalForm reply={reply} intent="send_batch" id="send-batch" className="plain">{table}</PortalForm> : table}
      <Pager
        {...(search.page > 1 ? { previousTo: to({ page: search.page - 1 }) } : {})}
        {...(search.page < pages ? { nextTo: to({ page: search.page + 1 }) } : {})}
        summary={`${t('grants.payments.count', { count: total })} · ${t('grants.payments.page', { page: search.page, pages })}`}
      />
      <div className="gap-above-l" />
      {batches.length > 0 ? (
        <Section title={t('grants.payments.batches')} id="batches">
          <SimpleTable
            caption={t('grants.payments.batches')}
            fold
            columns={[{ header: t('grants.payments.batch_col.number') }, { header: t('grants.payments.batch_col.made') }, { header: t('grants.payments.batch_col.rows'), kind: 'number' }, { header: t('grants.payments.batch_col.total'), kind: 'number' }, { header: t('grants.payments.batch_col.file') }]}
            rows={batches.map((batch) => ({
              key: batch.id,
              cells: [
                <span key="n" className="nb">{batch.number}<small className="soft"> {t('grants.payments.hash_short', { hash: batch.contentHash.slice(0, 12) })}</small></span>,
                <TimeText key="t" at={batch.createdAt} />,
                format.number(batch.rowCount),
                format.number(batch.totalWon),
                mayPay ? <ButtonLink key="f" to={paths.officerBatchFile(batch.id)} reload variant="text" icon="download">{t('grants.payments.csv')}</ButtonLink> : '-',
              ],
            }))}
          />
        </Section>
      ) : null}
    </Wrap>
  );
}
