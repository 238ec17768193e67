import type { ReactNode } from 'react';
import { classNames } from '#app/ui/kit/class-names.ts';

export interface TimelineEvent {
  key: string;
  at: ReactNode;
  title: ReactNode;
  by?: ReactNode;
  detail?: ReactNode;
  now?: boolean;
}

/** What happened, newest first: time, act, person, detail. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  return (
    <ol className="timeline">
      {events.map((event) => (
        <li key={event.key} className={classNames(event.now && 'now') || undefined}>
          <span className="when">{event.at}</span>
          <div>
            <b>{event.title}</b>
            {event.by ? <> · {event.by}</> : null}
            {event.detail ? <div className="soft">{event.detail}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
