import type { AnsweredSection } from '#app/domain/applications/answer-view.ts';
import type { Duty } from '#app/domain/accounts/actor.ts';
import { CASE_STEPS, CASE_STAGE_LABELS } from '#app/domain/workflow/case-steps.ts';
import type { CaseStage } from '#app/domain/workflow/case-stage.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { AnswerSections, DocumentList } from '#app/ui/cases/answer-sections.tsx';
import { sideLabel } from '#app/ui/cases/case-state.tsx';
import { CaseTimeline } from '#app/ui/cases/case-timeline.tsx';
import type { ShownDocument, ShownEvent, ShownHead } from '#app/ui/cases/shown-case.ts';
import { OfferFacts, type OfferLine } from '#app/ui/consultants/consultant-home-page.tsx';
import { FormerAlert, HandoverBrief, HandoverNote, type ShownBrief } from '#app/ui/consultants/handover-sections.tsx';
import { nextStepOf } from '#app/ui/consultants/next-step.ts';
import { OfferAnswer } from '#app/ui/consultants/offer-answer.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Clock } from '#app/ui/kit/ruler.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { Badge, State } from '#app/ui/kit/state.tsx';
import { StepIndicator } from '#app/ui/kit/step-indicator.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';
import { CaseMute } from '#app/ui/notices/case-mute.tsx';

interface ConsultantFirmProps {
  readonly head: ShownHead;
  readonly assignment: Omit<OfferLine, 'clock'> & { readonly startedOn: string | null; readonly readableUntil: string | null; readonly handoverNote: string | null };
  readonly brief: ShownBrief | null;
  readonly clock: { readonly used: number; readonly promise: number } | null;
  readonly stage: CaseStage;
  readonly sections: readonly AnsweredSection[];
  readonly documents: readonly ShownDocument[];
  readonly people: readonly { readonly name: string; readonly email: string; readonly duty: Duty }[];
  readonly events: readonly ShownEvent[];
  readonly today: string;
  readonly isMuted: boolean | null;
  readonly reply: FormReply | undefined;
}

function OfferTurn({ assignment, clock, head, reply }: Pick<ConsultantFirmProps, 'assignment' | 'clock' | 'head' | 'reply'>) {
  const { t, format } = useI18n();
  return (
    <Turn
      whose={t('consultants.offer.turn')}
      mine
      title={t('consultants.offer.title')}
      due={assignment.dueOn ? { label: t('consultants.offer.due'), value: format.date(assignment.dueOn) } : undefined}
      clock={clock ? <Clock used={clock.used} promise={clock.promise} /> : undefined}
    >
      <OfferFacts offer={assignment} />
      <OfferAnswer assignmentId={assignment.id} firmName={head.firmName} reply={reply} />
    </Turn>
  );
}

function AwaitedTurn({ assignment }: Pick<ConsultantFirmProps, 'assignment'>) {
  const { t, format } = useI18n();
  const isObjected = assignment.state === 'objected';
  return (
    <Turn
      whose={t('cases.head.turn', { side: t(sideLabel(isObjected ? 'officer' : 'firm')) })}
      mine={false}
      title={t(isObjected ? 'consultants.firm.objected' : 'consultants.firm.awaited')}
      due={!isObjected && assignment.dueOn ? { label: t('consultants.offer.due'), value: format.date(assignment.dueOn) } : undefined}
    >
      {t(isObjected ? 'consultants.firm.objected_text' : 'consultants.firm.awaited_text')}
    </Turn>
  );
}

function WorkTurn({ stage, head }: Pick<ConsultantFirmProps, 'stage' | 'head'>) {
  const { t, format } = useI18n();
  const next = nextStepOf(stage, head.id);
  const mine = stage.side === 'consultant';
  return (
    <Turn
      whose={stage.side === 'none' ? format.text(stage.label) : mine ? t('cases.view.turn') : t('cases.head.turn', { side: t(sideLabel(stage.side)) })}
      mine={mine}
      title={mine && next ? t(next.label) : stage.side === 'none' ? format.text(stage.label) : t('cases.panel.others', { side: t(sideLabel(stage.side)) })}
      actions={
        next ? (
          <ButtonLink to={next.to} variant={mine ? 'primary' : 'secondary'} iconEnd="arrow">
            {t(next.label)}
          </ButtonLink>
        ) : undefined
      }
    />
  );
}

/** One firm of a consultant: whose turn, pages of the work, what the firm wrote, people and story. */
export function ConsultantFirmPage(props: ConsultantFirmProps) {
  const { head, assignment, stage, sections, documents, people, events, today } = props;
  const { t, format } = useI18n();
  const isOffer = assignment.state === 'offered';
  const isAwaited = assignment.state === 'accepted' || assignment.state === 'objected';
  const isFormer = assignment.state === 'ended';
  const pages: { to: string; label: MessageId }[] = [
    { to: paths.consultantAssessment(head.id), label: 'consultants.page.assessment' },
    { to: paths.consultantPlan(head.id), label: 'consultants.page.plan' },
    { to: paths.consultantKpiCards(head.id), label: 'consultants.page.cards' },
    { to: paths.consultantKpis(head.id), label: 'consultants.page.kpis' },
    { to: paths.consultantVisits(), label: 'consultants.page.visits' },
    { to: paths.consultantCompletion(head.id), label: 'consultants.page.completion' },
  ];
  const side = isOffer ? null : (
    <div className="stack">
      <Section title={t('consultants.firm.assignment')} level={3}>
        <DefinitionList
          items={[
            { term: t('consultants.firm.days'), value: t('consultants.home.days', { used: assignment.usedDaysHalf / 2, total: assignment.manDaysHalf / 2 }) },
            { term: t('consultants.firm.since'), value: assignment.startedOn ? <DateText on={assignment.startedOn} /> : '-' },
            { term: t('consultants.home.next_visit'), value: assignment.nextVisitOn ? <DateText on={assignment.nextVisitOn} /> : t('consultants.firm.no_visit') },
          ]}
        />
      </Section>
      <Section title={t('consultants.firm.people')} level={3}>
        <DefinitionList items={people.map((person) => ({ term: t(`pages.duty.${person.duty}` as MessageId), value: person.name, note: <a href={`mailto:${person.email}`}>{person.email}</a> }))} />
      </Section>
      <CaseMute applicationId={head.id} isMuted={props.isMuted} />
      <p className="mini soft">{t('cases.head.access_note')}</p>
    </div>
  );
  const steps = CASE_STEPS.slice(3).map((step, index) => {
    const at = (stage.stepNumber ?? 13) - 4;
    return { label: format.text(CASE_STAGE_LABELS[step]), status: index < at ? ('done' as const) : index === at ? ('active' as const) : ('todo' as const) };
  });
  const main = (
    <>
      {isOffer ? <OfferTurn {...props} /> : isAwaited ? <AwaitedTurn assignment={assignment} /> : isFormer ? <FormerAlert readableUntil={assignment.readableUntil} /> : <WorkTurn stage={stage} head={head} />}
      {assignment.state === 'handover' ? <HandoverNote assignmentId={assignment.id} note={assignment.handoverNote} reply={props.reply} /> : null}
      {props.brief ? <HandoverBrief brief={props.brief} /> : null}
      {isOffer || isAwaited ? null : (
        <Section title={t('consultants.firm.pages')}>
          <StructuredList>
            {pages.map((page) => (
              <StructuredItem key={page.to} to={page.to} title={t(page.label)} />
            ))}
          </StructuredList>
        </Section>
      )}
      <Section title={t('cases.answers.title')}>
        <AnswerSections sections={sections} open={['need']} />
      </Section>
      {isOffer ? null : (
        <>
          <Section title={t('cases.documents.title')} aside={t('kit.count', { count: documents.length })}>
            <DocumentList documents={documents} today={today} />
          </Section>
          <Section title={t('cases.timeline.title')}>
            <CaseTimeline events={events} />
          </Section>
        </>
      )}
    </>
  );
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.consultant(), label: t('consultants.home.title') }, { label: head.firmName }]} />
      <PageTitle
        title={head.firmName}
        over={isOffer ? <State kind="doing">{t('consultants.offer.turn')}</State> : <Badge tone={stage.side === 'consultant' ? 'now' : 'line'}>{format.text(stage.label)}</Badge>}
        meta={[head.receiptNumber, format.text(head.regionName), head.ksicCode ? `${head.ksicCode} ${format.text(head.ksicName)}` : null, head.employees === null ? null : t('cases.head.employees', { count: head.employees })].filter(Boolean).join(' · ')}
      />
      {isOffer ? main : (
        <>
          <StepIndicator label={t('consultants.firm.steps')} steps={steps} />
          <div className="gap-above">
            <Columns side={side}>{main}</Columns>
          </div>
        </>
      )}
    </Wrap>
  );
}
