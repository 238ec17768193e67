import { getState, type Text } from '#app/domain/workflow/machine.ts';
import { MACHINE_LABELS } from '#app/domain/workflow/machine-labels.ts';
import { MACHINES } from '#app/domain/workflow/machines.ts';
import { listCaseEvents, type EventRow } from '#db/queries/events.ts';
import type { ActorTx } from '#db/transaction.ts';

/** One line of a case's history: what happened in words, where it led, who did it. */
export interface TimelineEntry {
  readonly id: string;
  readonly at: Date;
  /** What was moved: application, plan, payment. Null for acts outside the machines. */
  readonly subject: Text | null;
  /** Label of the transition. */
  readonly title: Text | null;
  readonly action: string;
  readonly state: Text | null;
  readonly byName: string | null;
  readonly byDuty: string;
  readonly reason: string | null;
}

/** Words for an event, from the table of its machine. */
export function timelineEntry(event: EventRow): TimelineEntry {
  const machine = MACHINES.find((entry) => entry.name === event.machine);
  const transition = machine?.transitions.find((entry) => entry.name === event.action && (event.toState === null || entry.to === event.toState));
  const known = machine && event.toState !== null && Object.hasOwn(machine.states, event.toState);
  return {
    id: event.id,
    at: event.effectiveAt,
    subject: machine ? MACHINE_LABELS[machine.name] : null,
    title: transition?.label ?? null,
    action: event.action,
    state: machine && known ? getState(machine, event.toState ?? '').label : null,
    byName: event.actorName,
    byDuty: event.actorDuty,
    reason: event.reasonText,
  };
}

/** The history of a case, newest first; row-level security leaves out what the reader may not see. */
export async function listTimeline(tx: ActorTx, applicationId: string, limit = 12): Promise<TimelineEntry[]> {
  const events = await listCaseEvents(tx, applicationId, limit * 3);
  // Of steps made in one act (signed and sent, offered and accepted) the last one tells it all.
  const last = events.filter((event, index) => !events.slice(0, index).some((later) => later.machine === event.machine && later.effectiveAt.getTime() === event.effectiveAt.getTime()));
  return last.map(timelineEntry).filter((entry) => entry.title !== null).slice(0, limit);
}
