import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';
import { AgreeForm, DisputeForm } from './agree-form.tsx';
import { useAreaWords } from './area-nav.tsx';
import { AssessmentOverview } from './assessment-overview.tsx';
import { RoundsSection } from './rounds-section.tsx';
import { ToldBefore, type ShownToldBefore } from '#app/ui/notices/told-before.tsx';
import { answeredCount, answerFor, type ShownAssessment } from './shown-assessment.ts';

interface FirmAssessmentPageProps {
  /** Null before the firm is selected. */
  readonly given: ShownAssessment | null;
  readonly told: ShownToldBefore | null;
  readonly reply: FormReply | undefined;
}

/** The firm's diagnosis: whose turn, the ten areas, the picture, and the agreement on the result. */
export function FirmAssessmentPage({ given, told, reply }: FirmAssessmentPageProps) {
  const { t, format } = useI18n();
  if (!given) {
    return (
      <Wrap>
        <PageTitle title={t('assessments.title')} lede={t('assessments.lede')} />
        <EmptyState title={t('assessments.not_selected.title')} action={<ButtonLink to={paths.firm()}>{t('assessments.to_home')}</ButtonLink>}>
          {t('assessments.not_selected.text')}
        </EmptyState>
      </Wrap>
    );
  }
  const { round } = given;
  return (
    <Wrap>
      <PageTitle
        title={t('assessments.title')}
        lede={t('assessments.lede')}
        over={<State kind={round?.state === 'agreed' ? 'ok' : round ? 'doing' : 'todo'}>{round ? format.text(round.stateLabel) : t('assessments.state.none')}</State>}
        meta={round ? t('assessments.round.meta', { round: t(`assessments.round.${round.kind}`), version: given.roadmap.version }) : undefined}
      />
      <FirmTurn given={given} told={told} reply={reply} />
      {round?.ruling ? (
        <div className="gap-above">
          <ReasonBox title={t('assessments.ruling.title')}>{round.ruling}</ReasonBox>
        </div>
      ) : null}
      {round?.report.summary ? (
        <div className="gap-above">
          <ReasonBox title={t('assessments.summary.title')} by={given.consultantName} at={round.report.visitedOn ? <DateText on={round.report.visitedOn} /> : undefined}>
            {round.report.summary}
          </ReasonBox>
        </div>
      ) : null}
      {given.can.agree ? (
        <div className="gap-above">
          <AgreeForm given={given} reply={reply} />
        </div>
      ) : null}
      {given.can.dispute ? (
        <div className="gap-above" id="dispute">
          <Details summary={t('assessments.dispute.title')} open={reply?.intent === 'dispute'}>
            <DisputeForm given={given} reply={reply} />
          </Details>
        </div>
      ) : null}
      {round ? <AreaList given={given} /> : null}
      {round && round.state !== 'not_started' ? (
        <div className="gap-above">
          <AssessmentOverview given={given} />
        </div>
      ) : null}
      {given.earlier.length > 0 ? (
        <div className="gap-above">
          <RoundsSection given={given} />
        </div>
      ) : null}
      {round?.hash ? <p className="mini soft gap-above">{t('assessments.hash', { hash: round.hash.slice(0, 16) })}</p> : null}
    </Wrap>
  );
}

function FirmTurn({ given, told, reply }: { given: ShownAssessment; told: ShownToldBefore | null; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const { round, can } = given;
  const total = given.roadmap.areas.length;
  const done = answeredCount(given);
  const first = given.roadmap.areas.find((area) => given.issues.some((issue) => issue.subject === area.code)) ?? given.roadmap.areas[0];
  if (!round || round.state === 'not_started') {
    return (
      <Turn
        wide
        whose={t(can.start ? 'assessments.turn.mine' : 'assessments.turn.waiting')}
        mine={can.start}
        title={t(given.consultantName ? 'assessments.turn.start' : 'assessments.turn.no_consultant')}
        actions={
          can.start ? (
            <PortalForm intent="start" reply={reply}>
              <Button type="submit" variant="primary">
                {t('assessments.start')}
              </Button>
            </PortalForm>
          ) : undefined
        }
        next={given.consultantName ? t('assessments.turn.start_next') : undefined}
      >
        {t(given.consultantName ? 'assessments.turn.start_text' : 'assessments.turn.no_consultant_text')}
      </Turn>
    );
  }
  if (round.state === 'self_in_progress') {
    const complete = done === total;
    return (
      <Turn
        wide
        whose={t('assessments.turn.mine')}
        mine
        title={t(complete ? 'assessments.turn.send' : 'assessments.turn.answer', { done, total })}
        next={t('assessments.turn.send_next')}
        actions={
          <>
            {complete && can.submit ? (
              <PortalForm intent="submit" reply={reply}>
                <HiddenField name="version" value={round.version} />
                <ToldBefore told={told} />
                <Button type="submit" variant="primary">
                  {t('assessments.submit')}
                </Button>
              </PortalForm>
            ) : null}
            {!complete && can.answer ? (
              <ButtonLink to={paths.firmAssessmentArea(first?.code ?? 'A1')} variant="primary">
                {t('assessments.continue')}
              </ButtonLink>
            ) : null}
          </>
        }
      >
        {complete && !can.submit ? t('assessments.turn.representative_sends') : t('assessments.turn.answer_text')}
      </Turn>
    );
  }
  const texts = { self_submitted: 'assessments.turn.sent', onsite_scheduled: 'assessments.turn.scheduled', onsite_done: 'assessments.turn.confirming', validated: 'assessments.turn.validated', disputed: 'assessments.turn.disputed', agreed: 'assessments.turn.agreed', superseded: 'assessments.turn.agreed' } as const;
  const mine = round.state === 'validated';
  return (
    <Turn
      wide
      whose={t(mine ? 'assessments.turn.mine' : round.state === 'agreed' || round.state === 'superseded' ? 'assessments.turn.done' : 'assessments.turn.consultant')}
      mine={mine}
      title={t(texts[round.state], { name: given.consultantName ?? '' })}
      {...(mine ? { due: { label: t('assessments.turn.dispute_until'), value: <DateText on={round.disputeUntil} /> } } : round.state === 'onsite_scheduled' && round.report.scheduledOn ? { due: { label: t('assessments.turn.visit_on'), value: <DateText on={round.report.scheduledOn} /> } } : {})}
      actions={
        mine ? (
          <a className="krds-btn primary" href="#agree">
            {t('assessments.agree.title')}
          </a>
        ) : round.state === 'agreed' ? (
          <ButtonLink to={paths.firmPlan()} variant="primary">
            {t('assessments.to_plan')}
          </ButtonLink>
        ) : undefined
      }
    >
      {mine && !can.agree ? t('assessments.turn.representative_agrees') : format.text(round.publicLabel)}
    </Turn>
  );
}

function AreaList({ given }: { given: ShownAssessment }) {
  const { t, format } = useI18n();
  const words = useAreaWords();
  const issues = new Map(given.issues.map((issue) => [issue.subject, issue]));
  const editing = given.can.answer;
  return (
    <div className="gap-above">
      <Section title={t('assessments.areas.title')} aside={editing ? t('assessments.areas.progress', { done: answeredCount(given), total: given.roadmap.areas.length }) : undefined}>
        <StructuredList label={t('assessments.areas.title')}>
          {given.roadmap.areas.map((area) => {
            const answer = answerFor(given, area.code);
            const differs = answer?.confirmedLevel != null && answer.ownLevel !== null && answer.confirmedLevel !== answer.ownLevel;
            const open = issues.has(area.code);
            const started = open && answer !== undefined && answer.ownLevel !== null;
            return (
              <StructuredItem
                key={area.code}
                to={paths.firmAssessmentArea(area.code)}
                title={`${area.code} ${format.text(area.name)}`}
                state={
                  editing ? (
                    <State kind={open ? (started ? 'warn' : 'todo') : 'ok'}>{t(open ? (started ? 'assessments.area.evidence_open' : 'assessments.area.open') : 'assessments.area.answered')}</State>
                  ) : differs ? (
                    <State kind="warn">{t('assessments.area.differs')}</State>
                  ) : undefined
                }
                sub={words(answer)}
              />
            );
          })}
        </StructuredList>
      </Section>
    </div>
  );
}
