import type { ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { paths } from '#app/http/paths.ts';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Clock } from '#app/ui/kit/ruler.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';
import type { ShownVisitRecord } from '#app/ui/visits/shown-visit.ts';
import { JourneyWarnings, MissedBox, PlannedTurn } from '#app/ui/visits/planned-turn.tsx';
import { ConfirmVisitForm, DisputeVisitForm } from '#app/ui/visits/visit-answer-forms.tsx';
import { VisitHistory, VisitRecord, VisitRevisions } from '#app/ui/visits/visit-record.tsx';
import { useVisitTime, VisitStateMark } from '#app/ui/visits/visit-words.tsx';

interface VisitPageProps {
  readonly side: 'firm' | 'consultant';
  readonly record: ShownVisitRecord;
  readonly reply: FormReply | undefined;
}

/** One visit as the firm or the consultant reads it: whose turn, the log, the answers. */
export function VisitPage({ side, record, reply }: VisitPageProps) {
  const { t, format } = useI18n();
  const time = useVisitTime();
  const { visit } = record;
  const title = side === 'firm' ? time(visit) : (visit.firmName ?? '-');
  return (
    <Wrap>
      <Breadcrumb items={[{ to: side === 'firm' ? paths.firmVisits() : paths.consultantVisits(), label: t(`visits.list.${side}.title`) }, { label: title }]} />
      <PageTitle
        title={side === 'firm' ? <NoBreaks text={title} /> : title}
        over={<VisitStateMark state={visit.state} />}
        meta={[visit.number ? t('visits.number', { number: visit.number }) : null, side === 'firm' ? visit.consultantName : time(visit)].filter(Boolean).join(' · ')}
        aside={visit.loggedAt === null ? null : <a className="no-print" href="#visit-log">{t('visits.page.to_log')}</a>}
      />
      {record.plan && !visit.loggedAt ? <PlannedTurn side={side} record={record} plan={record.plan} reply={reply} /> : <VisitTurn side={side} record={record} reply={reply} />}
      <DisputeBox record={record} />
      <MissedBox record={record} />
      <JourneyWarnings record={record} />
      <div id="visit-log" className="gap-above-l">
        <Columns side={<VisitHistory record={record} />}>
          <VisitRecord record={record} />
          <VisitRevisions record={record} />
        </Columns>
      </div>
      <p className="small soft no-print gap-above">{t('visits.page.print')} · {format.text(record.publicLabel)}</p>
    </Wrap>
  );
}

/** Date and time of a title, each kept on one line. */
function NoBreaks({ text }: { text: string }) {
  return text.split(' ').flatMap((part) => [<span key={part} className="nb">{part}</span>, ' ']);
}

function VisitTurn({ side, record, reply }: VisitPageProps) {
  const { t, format } = useI18n();
  const { visit, can, ruler } = record;
  const due = ruler && visit.confirmDueOn ? { label: t('visits.turn.due'), value: format.date(visit.confirmDueOn) } : null;
  const clock = ruler ? <Clock used={ruler.used} promise={ruler.promised} size="medium" /> : null;
  const shared = { ...(due ? { due } : {}), clock, next: ruler ? t('visits.turn.next') : undefined, wide: true };
  if (can.confirm) {
    return (
      <Turn whose={t('visits.turn.yours')} mine title={t('visits.turn.confirm')} {...shared}>
        <p className="gap-below-s">{t('visits.turn.confirm_text', { name: visit.consultantName ?? '-' })}</p>
        <ConfirmVisitForm visitId={visit.id} version={visit.version} reply={reply} />
        <div className="gap-above-s">
          <DisputeVisitForm visitId={visit.id} version={visit.version} reply={reply} />
        </div>
      </Turn>
    );
  }
  if (can.amend) {
    return (
      <Turn whose={t('visits.turn.yours')} mine title={t('visits.turn.amend')} actions={<ButtonLink to={`${paths.consultantVisit(visit.id)}?edit=1`} variant="primary">{t('visits.amend.open')}</ButtonLink>} wide>
        <p>{t('visits.turn.amend_text')}</p>
      </Turn>
    );
  }
  return <OtherTurn side={side} record={record}>{shared.next}</OtherTurn>;
}

function OtherTurn({ side, record }: Pick<VisitPageProps, 'side' | 'record'> & { children?: ReactNode }) {
  const { t, format } = useI18n();
  const { visit, ruler } = record;
  if (!ruler && visit.state !== 'disputed') return null;
  const title = ruler ? t(side === 'consultant' ? 'visits.turn.wait_firm' : 'visits.turn.wait_writers') : t('visits.turn.wait_consultant');
  return (
    <Turn whose={t('visits.turn.theirs')} mine={false} title={title} {...(ruler && visit.confirmDueOn ? { due: { label: t('visits.turn.due'), value: format.date(visit.confirmDueOn) }, clock: <Clock used={ruler.used} promise={ruler.promised} /> } : {})} wide>
      {ruler ? <p>{t('visits.turn.next')}</p> : null}
    </Turn>
  );
}

/** What the firm called wrong, and why. */
export function DisputeBox({ record }: { record: ShownVisitRecord }) {
  const { t, translate } = useI18n();
  const { visit, answers } = record;
  const last = answers.find((answer) => answer.outcome === 'disputed');
  if (!last || (visit.state !== 'disputed' && visit.state !== 'void')) return null;
  return (
    <div className="gap-above">
      <ReasonBox title={t('visits.dispute.title', { items: visit.disputeItems.map((item) => translate(`visits.item.${item}`)).join(', ') })} by={last.name ?? undefined} at={<TimeText at={last.at} />}>
        {last.note}
      </ReasonBox>
    </div>
  );
}
