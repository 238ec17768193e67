import { useMemo } from 'react';
import { applicationStates, type ApplicationState } from '#app/domain/applications/application-states.ts';
import type { Side, Text } from '#app/domain/workflow/machine.ts';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { CaseFilterForm, type CaseOptions } from '#app/ui/cases/case-filter-form.tsx';
import { caseListTo, caseViewTo, hasConditions, type CaseSearchState } from '#app/ui/cases/case-links.ts';
import { CaseState, DueWords, TurnWord, type ShownClock } from '#app/ui/cases/case-state.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { FilterChips, Tools, type Chip } from '#app/ui/kit/filter-chips.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Pager } from '#app/ui/kit/pager.tsx';
import { Ruler } from '#app/ui/kit/ruler.tsx';
import { Table, type TableColumn } from '#app/ui/kit/table.tsx';
import { Tabs } from '#app/ui/kit/tabs.tsx';

export interface CaseLine {
  readonly id: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly state: ApplicationState;
  readonly label: Text;
  readonly side: Side;
  readonly clock: ShownClock | null;
  readonly isWaiting: boolean;
  readonly regionName: Text | null;
  readonly ksicCode: string | null;
  readonly isAffiliated: boolean | null;
  readonly requestedWon: number | null;
  readonly dueOn: string | null;
  readonly submittedAt: Date | null;
  readonly officerName: string | null;
}

interface CaseListPageProps {
  readonly search: CaseSearchState;
  readonly view: string;
  readonly sort: { readonly key: string; readonly direction: 'asc' | 'desc' };
  readonly lines: readonly CaseLine[];
  readonly total: number;
  readonly cap: number;
  readonly views: readonly { readonly view: string; readonly count: number }[];
  readonly options: CaseOptions;
  readonly previous: string | null;
  readonly next: string | null;
}

/** A count that stops at its cap. */
export function useCappedCount(): (count: number, cap: number) => string {
  const { t, format } = useI18n();
  return (count, cap) => (count > cap ? t('cases.list.capped', { cap: format.number(cap) }) : format.number(count));
}

function useColumns(): TableColumn<CaseLine>[] {
  const { t, format } = useI18n();
  return useMemo<TableColumn<CaseLine>[]>(() => [
    { id: 'firm', header: t('cases.list.firm'), sortKey: 'firm', rowHeader: true, cell: (row) => <><Link to={paths.officerApplication(row.id)} prefetch="intent">{row.firmName}</Link><small className="nb">{row.receiptNumber}</small></> },
    { id: 'state', header: t('cases.list.state'), sortKey: 'state', fold: 'quiet', cell: (row) => <CaseState state={row.state} label={row.label} {...(row.state === 'admitted' ? { side: row.side } : {})} /> },
    { id: 'turn', header: t('cases.list.turn'), cell: (row) => <TurnWord side={row.side} /> },
    { id: 'due', header: t('cases.list.due'), sortKey: 'due', fold: 'lead', cell: (row) => (row.clock ? <DueWords clock={row.clock} dueOn={row.isWaiting ? row.dueOn : null} /> : <span className="soft">-</span>) },
    { id: 'ruler', header: <span className="sr-only">{t('cases.list.ruler')}</span>, fold: 'hide', cell: (row) => (row.clock ? <Ruler used={row.clock.used} {...(row.clock.promise === null ? {} : { promise: row.clock.promise })} size="small" /> : null) },
    { id: 'requested', header: t('cases.list.requested'), sortKey: 'requested', kind: 'number', cell: (row) => (row.requestedWon === null ? '-' : format.number(row.requestedWon / 10_000)) },
    { id: 'place', header: t('cases.list.place'), sortKey: 'region', cell: (row) => [format.text(row.regionName), row.ksicCode].filter(Boolean).join(' · ') || '-' },
    { id: 'affiliated', header: t('cases.list.affiliated'), fold: 'hide', cell: (row) => <span className={row.isAffiliated ? 'nb' : 'nb soft'}>{row.isAffiliated ? t('cases.list.affiliated_yes') : t('cases.list.affiliated_no')}</span> },
    { id: 'officer', header: t('cases.list.officer'), cell: (row) => <span className={row.officerName ? 'nb' : 'nb soft'}>{row.officerName ?? t('cases.list.no_officer')}</span> },
    { id: 'submitted', header: t('cases.list.submitted'), sortKey: 'submitted', fold: 'hide', cell: (row) => (row.submittedAt ? <time className="nb" dateTime={row.submittedAt.toISOString()}>{format.date(row.submittedAt)}</time> : '-') },
  ], [t, format]);
}

function useChips({ search, options }: Pick<CaseListPageProps, 'search' | 'options'>): Chip[] {
  const { t, format } = useI18n();
  const without = (list: readonly string[], value: string) => list.filter((entry) => entry !== value);
  const nameOf = (list: readonly { code: string; name: Text }[], code: string) => format.text(list.find((entry) => entry.code === code)?.name) || code;
  const chips: Chip[] = [
    ...(search.q ? [{ key: 'q', label: t('cases.chip.q', { q: search.q }), removeTo: caseListTo(search, { q: undefined }) }] : []),
    ...search.state.map((state) => ({ key: `s${state}`, label: format.text(applicationStates[state as ApplicationState].label), removeTo: caseListTo(search, { state: without(search.state, state) }) })),
    ...search.region.map((code) => ({ key: `r${code}`, label: nameOf(options.regions, code), removeTo: caseListTo(search, { region: without(search.region, code) }) })),
    ...search.ksic.map((code) => ({ key: `k${code}`, label: `${code} ${nameOf(options.ksic, code)}`, removeTo: caseListTo(search, { ksic: without(search.ksic, code) }) })),
  ];
  if (search.affiliated) chips.push({ key: 'a', label: t(search.affiliated === 'yes' ? 'cases.chip.affiliated' : 'cases.chip.unaffiliated'), removeTo: caseListTo(search, { affiliated: undefined }) });
  if (search.officer) chips.push({ key: 'o', label: t('cases.chip.officer', { name: options.officers.find((entry) => entry.id === search.officer)?.name ?? '' }), removeTo: caseListTo(search, { officer: undefined }) });
  if (search.mine) chips.push({ key: 'm', label: t('cases.chip.mine'), removeTo: caseListTo(search, { mine: undefined }) });
  if (search.overdue) chips.push({ key: 'd', label: t('cases.chip.overdue'), removeTo: caseListTo(search, { overdue: undefined }) });
  if (search.year) chips.push({ key: 'y', label: format.text(options.years.find((entry) => entry.number === search.year)?.label) || String(search.year), removeTo: caseListTo(search, { year: undefined }) });
  return chips;
}

/** The list of applications: saved views with counts, conditions as chips, server-sorted and paged. */
export function CaseListPage(props: CaseListPageProps) {
  const { search, view, sort, lines, total, cap, views, options, previous, next } = props;
  const { t } = useI18n();
  const capped = useCappedCount();
  const columns = useColumns();
  const chips = useChips(props);
  return (
    <Wrap>
      <PageTitle title={t('cases.list.title')} aside={t('cases.list.count', { count: capped(total, cap) })} />
      <Tabs
        label={t('cases.list.views')}
        items={views.map((entry) => ({ to: caseViewTo(entry.view, { year: search.year }), label: t(`cases.view.${entry.view}` as MessageId), count: capped(entry.count, cap), current: entry.view === view && !hasConditions({ ...search, year: undefined }) }))}
      />
      <Tools>
        <CaseFilterForm search={{ ...search, view }} options={options} />
        <FilterChips chips={chips} clearTo={caseViewTo(view)} />
      </Tools>
      <Table
        caption={t('cases.list.caption', { view: t(`cases.view.${view}` as MessageId) })}
        columns={columns}
        rows={lines}
        rowKey={(row) => row.id}
        sort={sort}
        sortTo={({ key, direction }) => caseListTo({ ...search, view }, { sort: key, dir: direction })}
        empty={
          <EmptyState title={t(hasConditions(search) ? 'cases.list.none_found' : view === 'turn' ? 'cases.list.none_turn' : 'cases.list.none')}>
            {hasConditions(search) ? <Link to={caseViewTo(view)}>{t('kit.filter.clear')}</Link> : view === 'turn' ? <Link to={caseViewTo('all')}>{t('cases.list.see_all')}</Link> : null}
          </EmptyState>
        }
      />
      <Pager
        previousTo={previous ? caseListTo({ ...search, view }, { page: previous }) : null}
        nextTo={next ? caseListTo({ ...search, view }, { page: next }) : null}
        summary={lines.length > 0 ? t('cases.list.page', { shown: lines.length, total: capped(total, cap) }) : undefined}
      />
      {lines.length > 0 ? <p className="mini soft only-wide keys-hint">{t('cases.list.keys')}</p> : null}
    </Wrap>
  );
}
