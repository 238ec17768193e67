import { getState, isState, type Machine } from '#app/domain/workflow/machine.ts';
import { machines } from '#app/domain/workflow/machines.ts';
import { codedReason } from '#app/domain/workflow/record-actions.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { ShownEvent } from '#app/ui/cases/shown-case.ts';
import { Timeline } from '#app/ui/kit/timeline.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

/** Acts that move no machine and still belong to the story of a case. */
const TOLD_ACTS = ['record_checks', 'add_evaluators', 'declare_conflict', 'declare_no_conflict', 'submit_score', 'free_place', 'call_reserve', 'accept_place', 'lapse_reserve_call', 'withdraw_consent', 'give_consent'];

/** Machines whose name stands before the state, because the state alone would not say of what. */
function nameOf(machine: string, t: (id: MessageId) => string): string {
  return machine === 'application' ? '' : `${t(`cases.machine.${machine}` as MessageId)} · `;
}

/** What happened in a case, newest first: state reached, person, reason. */
export function CaseTimeline({ events }: { events: readonly ShownEvent[] }) {
  const { t, format } = useI18n();
  const shown = events.flatMap((event, index) => {
    const machine: Machine | undefined = event.machine !== null && Object.hasOwn(machines, event.machine) ? machines[event.machine as keyof typeof machines] : undefined;
    const title =
      machine && event.toState !== null && isState(machine, event.toState)
        ? `${nameOf(machine.name, t)}${format.text(getState(machine, event.toState).label)}`
        : TOLD_ACTS.includes(event.action)
          ? t(`cases.event.${event.action}` as MessageId)
          : null;
    if (title === null) return [];
    const by = event.actorDuty === 'system' || !event.actorName ? t(`pages.duty.${event.actorDuty}` as MessageId) : `${event.actorName} (${t(`pages.duty.${event.actorDuty}` as MessageId)})`;
    const coded = codedReason(event.reasonText);
    return [{ key: event.id, at: <TimeText at={event.effectiveAt} />, title, by, detail: coded ? format.text(coded) : event.reasonText, now: index === 0 }];
  });
  if (shown.length === 0) return <p className="soft small">{t('cases.timeline.empty')}</p>;
  return <Timeline events={shown} />;
}
