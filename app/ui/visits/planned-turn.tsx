import { useI18n } from '#app/i18n/i18n.tsx';
import { paths } from '#app/http/paths.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';
import { CancelVisitForm, MoveVisitForm, NoShowForm } from '#app/ui/visits/planned-visit-forms.tsx';
import type { ShownPlan, ShownVisitRecord } from '#app/ui/visits/shown-visit.ts';
import { useVisitTime } from '#app/ui/visits/visit-words.tsx';

interface PlannedTurnProps {
  readonly side: 'firm' | 'consultant';
  readonly record: ShownVisitRecord;
  readonly plan: ShownPlan;
  readonly reply: FormReply | undefined;
}

/** What is open before the log of a planned visit: to answer, to arrive, to write; and the quieter ways out. */
export function PlannedTurn({ side, record, plan, reply }: PlannedTurnProps) {
  const { t } = useI18n();
  const time = useVisitTime();
  const { visit } = record;
  const { can } = plan;
  const mine = can.agree || can.checkIn || can.log || plan.overdue === 'unanswered';
  const title = titleOf(record, plan, side);
  const open = can.agree || can.move || can.cancel || can.checkIn || can.log || can.noShow;
  if (!open && visit.state !== 'planned' && visit.state !== 'confirmed' && visit.state !== 'checked_in') return null;
  return (
    <Turn whose={t(mine ? 'visits.turn.yours' : visit.state === 'planned' || plan.overdue ? 'visits.turn.theirs' : 'visits.turn.agreed')} mine={mine} title={t(title)} due={{ label: t('visits.record.time'), value: time(visit) }} wide>
      <p className="gap-below-s">{visit.state === 'planned' ? t('visits.plan.proposed_by', { name: visit.proposedByName ?? '-' }) : t(plan.overdue ? 'visits.overdue.not_logged_text' : 'visits.plan.agreed_text')}</p>
      <div className="stack-s">
        {can.agree ? <OneButton intent="agree" version={visit.version} reply={reply} label={t('visits.plan.agree')} /> : null}
        {can.checkIn ? <OneButton intent="check_in" version={visit.version} reply={reply} label={t('visits.plan.check_in')} /> : null}
        {can.log ? <ButtonLink to={paths.consultantVisitNew({ visit: visit.id })} variant={can.checkIn ? 'secondary' : 'primary'} wide>{t('visits.plan.write_log')}</ButtonLink> : null}
        {can.move ? <div><MoveVisitForm record={record} reply={reply} /></div> : null}
        {can.noShow ? <div><NoShowForm side={side} version={visit.version} reply={reply} /></div> : null}
        {can.cancel ? <div><CancelVisitForm version={visit.version} reply={reply} lateNow={plan.lateNow} /></div> : null}
      </div>
    </Turn>
  );
}

function titleOf({ visit }: ShownVisitRecord, { can, overdue }: ShownPlan, side: 'firm' | 'consultant') {
  if (overdue === 'unanswered') return 'visits.overdue.unanswered_title';
  if (can.agree) return 'visits.plan.answer_title';
  if (visit.state === 'planned') return visit.proposedSide === 'firm' ? 'visits.plan.wait_consultant' : 'visits.plan.wait_firm';
  if (overdue === 'not_logged') return side === 'consultant' ? 'visits.overdue.not_logged_title' : 'visits.plan.wait_log';
  return visit.state === 'checked_in' ? 'visits.plan.arrived_title' : 'visits.plan.agreed_title';
}

function OneButton({ intent, version, reply, label }: { intent: string; version: number; reply: FormReply | undefined; label: string }) {
  return (
    <PortalForm intent={intent} reply={reply} defaults={{}} id={`visit-${intent}`}>
      <HiddenField name="version" value={version} />
      <Button type="submit" variant="primary" wide>{label}</Button>
    </PortalForm>
  );
}

/** Why a planned visit did not take place: called off, or one side absent. */
export function MissedBox({ record }: { record: ShownVisitRecord }) {
  const { t, translate } = useI18n();
  const { visit } = record;
  if (visit.state === 'cancelled' && visit.cancelCode) {
    const label = translate(`visits.cancel.${visit.cancelCode}`);
    return (
      <div className="gap-above gap-below">
        <ReasonBox title={t('visits.cancel.title', { reason: label })}>{[visit.cancelText, visit.isLateCancel ? t('visits.cancel.late') : null].filter(Boolean).join(' ') || label}</ReasonBox>
      </div>
    );
  }
  if (visit.state === 'no_show' && visit.absentSide) {
    return (
      <div className="gap-above gap-below">
        <ReasonBox title={t(`visits.absent.${visit.absentSide}`)} {...(visit.absentReportedAt ? { at: <TimeText at={visit.absentReportedAt} /> } : {})}>{visit.absentNote ?? '-'}</ReasonBox>
      </div>
    );
  }
  return null;
}

/** A journey that leaves too little time, with its reason. */
export function JourneyWarnings({ record }: { record: ShownVisitRecord }) {
  const { t } = useI18n();
  if (record.journeys.length === 0) return null;
  return (
    <div className="gap-above gap-below">
      <Alert kind="warn" title={t('visits.journey.title')}>
        {record.journeys.map((journey) => (
          <p key={`${journey.side}-${journey.firmName}`}>{t(`visits.journey.${journey.side}`, { firmName: journey.firmName, minutes: journey.minutes })}</p>
        ))}
      </Alert>
    </div>
  );
}
