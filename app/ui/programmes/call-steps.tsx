import { useI18n } from '#app/i18n/i18n.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import type { ShownCall } from './shown-call.ts';

/** The dates of the year. */
export function CallCalendar({ call }: { call: ShownCall }) {
  const { t } = useI18n();
  return (
    <DefinitionList
      items={[
        { term: t('programmes.calendar.call'), value: <><TimeText at={call.opensAt} /> ~ <TimeText at={call.closesAt} /></> },
        { term: t('programmes.calendar.selection'), value: <>{t('programmes.calendar.until')} <DateText on={call.selectionClosesOn} /></> },
        { term: t('programmes.calendar.work'), value: <><DateText on={call.startsOn} /> ~ <DateText on={call.endsOn} /></> },
        { term: t('programmes.calendar.pay'), value: t('programmes.calendar.pay_value', { percent: call.advanceCapPercent }) },
      ]}
    />
  );
}

const STEPS = [
  ['programmes.steps.apply', 'programmes.steps.apply_text'],
  ['programmes.steps.screen', 'programmes.steps.screen_text'],
  ['programmes.steps.match', 'programmes.steps.match_text'],
  ['programmes.steps.diagnose', 'programmes.steps.diagnose_text'],
  ['programmes.steps.plan', 'programmes.steps.plan_text'],
  ['programmes.steps.work', 'programmes.steps.work_text'],
  ['programmes.steps.finish', 'programmes.steps.finish_text'],
] as const;

/** What happens, in order, and who acts. */
export function CallSteps({ call }: { call: ShownCall }) {
  const { t } = useI18n();
  const promise = (step: string) => call.steps.find((entry) => entry.step === step)?.promiseDays ?? 0;
  const values = { screening: promise('screening'), accept: promise('assignmentAccept'), visit: promise('firstVisit'), plan: promise('planReview'), decision: promise('grantDecision'), paid: promise('approvedToPaid') };
  return (
    <ol className="way">
      {STEPS.map(([title, text]) => (
        <li key={title}>
          <b>{t(title)}</b>
          <p className="soft small">{t(text, values)}</p>
        </li>
      ))}
    </ol>
  );
}
