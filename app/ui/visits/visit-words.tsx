import { toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { visitMachine, type VisitState } from '#app/domain/visits/visit-machine.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { daysOf, VISIT_SIGNS } from '#app/ui/visits/shown-visit.ts';

/** State of a visit with its sign. */
export function VisitStateMark({ state }: { state: VisitState }) {
  const { format } = useI18n();
  return <State kind={VISIT_SIGNS[state]}>{format.text(visitMachine.states[state].label)}</State>;
}

/** Day and times of a visit: 2026-08-04 (Tue) 09:30~16:00. */
export function useVisitTime(): (visit: { readonly visitOn: string; readonly startsAt: Date | string; readonly endsAt: Date | string }) => string {
  const { format } = useI18n();
  return (visit) => `${format.date(visit.visitOn)} ${toSeoulTime(new Date(visit.startsAt))}~${toSeoulTime(new Date(visit.endsAt))}`;
}

/** Days in words: 1.5 d. */
export function useDays(): (half: number) => string {
  const { t, format } = useI18n();
  return (half) => t('visits.days', { days: format.number(daysOf(half)) });
}
