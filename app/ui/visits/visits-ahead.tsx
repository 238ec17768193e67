import { useI18n } from '#app/i18n/i18n.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import type { ShownVisitLine } from '#app/ui/visits/shown-visit.ts';
import { useDays, useVisitTime, VisitStateMark } from '#app/ui/visits/visit-words.tsx';

export interface ShownAhead extends ShownVisitLine {
  readonly overdue: 'unanswered' | 'not_logged' | null;
  readonly isToday: boolean;
  readonly mine: boolean;
}

/** Visits that lie ahead or wait for their log: what is overdue first, then the nearest. */
export function VisitsAhead({ side, visits, visitTo }: { side: 'firm' | 'consultant'; visits: readonly ShownAhead[]; visitTo: (id: string) => string }) {
  const { t } = useI18n();
  const ordered = [...visits.filter(({ overdue }) => overdue), ...visits.filter(({ overdue }) => !overdue)];
  return (
    <Section title={t('visits.ahead.title')} aside={visits.length > 0 ? t('kit.count', { count: visits.length }) : undefined}>
      {ordered.length === 0 ? <EmptyState title={t('visits.ahead.none')}>{t(`visits.ahead.${side}.none`)}</EmptyState> : (
        <StructuredList label={t('visits.ahead.title')}>
          {ordered.map((visit) => (
            <Ahead key={visit.id} visit={visit} side={side} to={visitTo(visit.id)} />
          ))}
        </StructuredList>
      )}
    </Section>
  );
}

function Ahead({ visit, side, to }: { visit: ShownAhead; side: 'firm' | 'consultant'; to: string }) {
  const { t } = useI18n();
  const time = useVisitTime();
  const days = useDays();
  const name = side === 'consultant' ? (visit.firmName ?? '-') : time(visit);
  const about = [side === 'consultant' ? time(visit) : visit.consultantName, t(`visits.place.${visit.placeKind as 'firm'}`), days(visit.manDaysHalf), visit.purpose.slice(0, 60)].filter(Boolean).join(' · ');
  return <StructuredItem to={to} title={name} now={visit.mine && (visit.isToday || visit.state === 'planned')} state={visit.overdue ? <State kind="warn">{t(`visits.overdue.${visit.overdue}`)}</State> : <AheadMark visit={visit} />} sub={about} />;
}

function AheadMark({ visit }: { visit: ShownAhead }) {
  const { t } = useI18n();
  if (visit.state === 'planned') return visit.mine ? <State kind="todo">{t('visits.ahead.answer')}</State> : <State kind="waiting">{t('visits.ahead.asked')}</State>;
  if (visit.isToday && visit.state === 'confirmed') return <State kind="doing">{t('visits.ahead.today')}</State>;
  return <VisitStateMark state={visit.state} />;
}
