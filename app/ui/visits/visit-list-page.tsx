import { useI18n } from '#app/i18n/i18n.tsx';
import { Link } from '#app/http/framework.ts';
import { ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Pager } from '#app/ui/kit/pager.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { Table, type TableColumn } from '#app/ui/kit/table.tsx';
import { Tabs } from '#app/ui/kit/tabs.tsx';
import { ManDayTable } from '#app/ui/visits/man-day-table.tsx';
import type { ShownAccount, ShownVisitLine } from '#app/ui/visits/shown-visit.ts';
import { VisitsAhead, type ShownAhead } from '#app/ui/visits/visits-ahead.tsx';
import { useDays, useVisitTime, VisitStateMark } from '#app/ui/visits/visit-words.tsx';

export interface VisitListProps {
  readonly side: 'consultant' | 'firm';
  readonly view: string;
  readonly visits: readonly ShownVisitLine[];
  readonly counts: Readonly<Record<string, number>>;
  readonly manDays: readonly ShownAccount[];
  readonly firstPage: boolean;
  readonly next: string | null;
  readonly pathTo: (query: Record<string, string | undefined>) => string;
  readonly visitTo: (id: string) => string;
  readonly newTo: string | null;
  /** Where a visit is planned; null for those who only read. */
  readonly planTo: string | null;
  /** Where the calendar address of a consultant is made. */
  readonly calendarTo?: string;
  readonly ahead: readonly ShownAhead[];
}

const VIEWS = ['all', 'waiting', 'disputed', 'confirmed', 'other'] as const;

function VisitName({ visit, to, side }: { visit: ShownVisitLine; to: string; side: 'consultant' | 'firm' }) {
  const { t } = useI18n();
  const time = useVisitTime();
  return (
    <>
      <Link to={to}>{side === 'consultant' ? (visit.firmName ?? '-') : time(visit)}</Link>
      <small>{side === 'consultant' ? time(visit) : (visit.consultantName ?? '-')}{visit.number ? ` · ${t('visits.number', { number: visit.number })}` : ''}</small>
    </>
  );
}

function Days({ visit }: { visit: ShownVisitLine }) {
  return <>{useDays()(visit.manDaysHalf)}</>;
}

function Due({ visit }: { visit: ShownVisitLine }) {
  const { format } = useI18n();
  return <>{visit.state === 'logged' || visit.state === 'late_logged' ? format.date(visit.confirmDueOn) : '-'}</>;
}

/** Visits of a consultant or of a firm by view, with the days behind them. */
export function VisitListPage(props: VisitListProps) {
  const { t } = useI18n();
  const { side, view, visits, counts, manDays } = props;
  const columns: TableColumn<ShownVisitLine>[] = [
    { id: 'visit', header: t('visits.column.visit'), rowHeader: true, cell: (visit) => <VisitName visit={visit} to={props.visitTo(visit.id)} side={side} /> },
    { id: 'purpose', header: t('visits.column.purpose'), cell: (visit) => visit.purpose.slice(0, 80), fold: 'quiet' },
    { id: 'days', header: t('visits.column.days'), kind: 'number', cell: (visit) => <Days visit={visit} /> },
    { id: 'due', header: t('visits.column.due'), cell: (visit) => <Due visit={visit} /> },
    { id: 'state', header: t('visits.column.state'), cell: (visit) => <VisitStateMark state={visit.state} />, fold: 'lead' },
  ];
  return (
    <Wrap>
      <PageTitle title={t(`visits.list.${side}.title`)} lede={t(`visits.list.${side}.lede`)} />
      <ButtonRow className="no-print gap-below">
        {props.planTo ? <ButtonLink to={props.planTo} variant={side === 'firm' ? 'secondary' : 'primary'} icon="plus">{t('visits.plan.title')}</ButtonLink> : null}
        {props.newTo ? <ButtonLink to={props.newTo} icon="plus">{t('visits.new.title')}</ButtonLink> : null}
      </ButtonRow>
      {props.firstPage && view === 'all' ? <VisitsAhead side={side} visits={props.ahead} visitTo={props.visitTo} /> : null}
      {props.calendarTo ? <p className="no-print small gap-above-s"><Link to={props.calendarTo}>{t('visits.calendar.title')}</Link></p> : null}
      {manDays.length > 0 ? (
        <Section title={t('visits.man_days.title')} intro={t('visits.man_days.intro')}>
          <ManDayTable accounts={manDays} by={side === 'consultant' ? 'firm' : 'consultant'} />
        </Section>
      ) : null}
      <Section title={t('visits.list.logs')}>
        <Tabs label={t('visits.list.views')} items={VIEWS.map((name) => ({ to: props.pathTo({ view: name === 'all' ? undefined : name }), label: t(`visits.view.${name}`), count: counts[name] ?? 0, current: view === name }))} />
        {visits.length === 0 ? (
          <EmptyState title={t('visits.list.empty')}>{t(`visits.list.${side}.empty`)}</EmptyState>
        ) : (
          <Table caption={t('visits.list.logs')} columns={columns} rows={visits} rowKey={(visit) => visit.id} />
        )}
        <Pager previousTo={props.firstPage ? null : props.pathTo({ view })} nextTo={props.next ? props.pathTo({ view, after: props.next }) : null} />
      </Section>
    </Wrap>
  );
}
