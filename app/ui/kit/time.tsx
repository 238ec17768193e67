import { useI18n } from '#app/i18n/i18n.tsx';

/** A calendar date 'YYYY-MM-DD' with its weekday; never breaks. */
export function DateText({ on }: { on: string }) {
  const { format } = useI18n();
  return <time dateTime={on}>{format.date(on)}</time>;
}

/** A moment in Seoul time with weekday, hour and minute; takes a Date or an ISO string. */
export function TimeText({ at }: { at: Date | string }) {
  const { format } = useI18n();
  const moment = typeof at === 'string' ? new Date(at) : at;
  return <time dateTime={moment.toISOString()}>{format.dateTime(moment)}</time>;
}
