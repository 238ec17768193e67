import { getState, type Text } from '#app/domain/workflow/machine.ts';
import { MACHINES } from '#app/domain/workflow/machines.ts';
import { listCaseEvents, type EventRow } from '#db/queries/events.ts';
import type { ActorTx } from '#db/transaction.ts';

/** One line of a case's history: what happened in words, where it led, who did it. */
export interface TimelineEntry {
  readonly id: string;
  readonly at: Date;
  /** Null for acts outside the machines; their text is `<subject>.<action>` in the pages' message files. */
  readonly title: Text | null;
  readonly action: string;
  readonly state: Text | null;
  readonly byName: string | null;
  readonly byDuty: string;
  readonly reason: string | null;
}

const DONE: Readonly<Record<string, Text>> = {
  upload: { ko: '서류 올림', en: 'Document uploaded' },
  remove: { ko: '서류 뺌', en: 'Document removed' },
  attach: { ko: '서류 다시 씀', en: 'Document used again' },
};

/** Words for an event: the label of its transition, else those of a known act. */
export function timelineEntry(event: EventRow): TimelineEntry {
  const machine = MACHINES.find((entry) => entry.name === event.machine);
  const transition = machine?.transitions.find((entry) => entry.name === event.action && (event.toState === null || entry.to === event.toState));
  const known = machine && event.toState !== null && Object.hasOwn(machine.states, event.toState);
  return {
    id: event.id,
    at: event.effectiveAt,
    title: transition?.label ?? DONE[event.action] ?? null,
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
  return events.map(timelineEntry).filter((entry) => entry.title !== null).slice(0, limit);
}
