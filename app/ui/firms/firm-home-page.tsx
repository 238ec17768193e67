import { CASE_STAGE_LABELS, CASE_STEPS } from '#app/domain/workflow/case-steps.ts';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Ruler } from '#app/ui/kit/ruler.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State, type StateKind } from '#app/ui/kit/state.tsx';
import { StepIndicator } from '#app/ui/kit/step-indicator.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { Timeline } from '#app/ui/kit/timeline.tsx';
import { CaseMute } from '#app/ui/notices/case-mute.tsx';
import { FollowUpSection } from './follow-up-section.tsx';
import { HomeTurn } from './home-turn.tsx';
import { PlaceAnswer } from './place-answer.tsx';
import { RegistrationAlerts } from './registration-alerts.tsx';
import { PAGE_OF, type ShownHome, type ShownTodo } from './shown-home.ts';

const MARK: Readonly<Record<ShownTodo['status'], StateKind>> = { now: 'doing', done: 'ok', waiting: 'waiting', later: 'locked' };

/** The firm's first page: step, turn, list of things to do, history, facts and people. */
export function FirmHomePage({ home, reply }: { home: ShownHome; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const { firm, application, stage, todos } = home;
  const current = stage.stepNumber ?? (stage.stage === 'ended' ? 0 : CASE_STEPS.length + 1);
  const done = todos.filter((todo) => todo.status === 'done').length;
  return (
    <Wrap>
      <PageTitle title={firm.name} meta={application ? [format.text(application.yearLabel), application.receiptNumber ? t('firms.home.receipt', { number: application.receiptNumber }) : null].filter(Boolean).join(' · ') : t('firms.home.number', { number: format.businessNumber(firm.businessNumber) })} />
      {stage.holds.length > 0 ? <Alert kind="warn" icon="stop" title={t('firms.home.held')}><p>{t('firms.home.held_text')}</p></Alert> : null}
      <RegistrationAlerts home={home} reply={reply} />
      {stage.appealOpen ? <Alert kind="info">{t('firms.home.appeal')} <Link to={paths.firmAppeal()}>{t('firms.home.appeal_open')}</Link></Alert> : null}
      {home.joinRequests > 0 ? <Alert kind="info"><Link to={paths.firmMembers()}>{t('members.home.requests', { count: home.joinRequests })}</Link></Alert> : null}
      <PlaceAnswer home={home} reply={reply} />
      {stage.stage === 'ended' ? null : (
        <StepIndicator
          label={t('firms.home.steps')}
          steps={CASE_STEPS.map((step, index) => ({ label: format.text(CASE_STAGE_LABELS[step]), status: index + 1 < current ? 'done' : index + 1 === current ? 'active' : 'todo' }))}
        />
      )}
      <div className="gap-above">
        <HomeTurn home={home} />
      </div>
      <div className="gap-above-l">
        <Columns side={<Side home={home} />}>
          {home.membership ? <FollowUpSection membership={home.membership} /> : null}
          {todos.length > 0 && application ? (
            <Section title={t('firms.home.todos')} aside={t('firms.home.todos_done', { done, total: todos.length })}>
              <StructuredList>
                {todos.map((todo) => (
                  <StructuredItem
                    key={todo.name}
                    {...(todo.status === 'later' ? {} : { to: PAGE_OF[todo.page] })}
                    now={todo.status === 'now'}
                    title={t(`firms.todo.${todo.name}` as MessageId)}
                    state={<State kind={MARK[todo.status]}>{t(`firms.todo_status.${todo.status}`)}</State>}
                    {...(todo.name === 'application' && application.state === 'draft' ? { sub: t('firms.home.percent', { percent: application.completedPercent }) } : {})}
                  />
                ))}
              </StructuredList>
            </Section>
          ) : null}
          {application ? null : (
            <Section title={t('firms.home.before')}>
              <StructuredList>
                <StructuredItem to={paths.check()} title={t('firms.home.before_check')} sub={t('firms.home.before_check_sub')} />
                <StructuredItem to={paths.firmApplication()} title={t('firms.home.before_papers')} sub={t('firms.home.before_papers_sub')} />
                <StructuredItem to={paths.help()} title={t('firms.home.before_help')} sub={t('firms.home.before_help_sub')} />
              </StructuredList>
            </Section>
          )}
          {home.canStart && application && stage.stage === 'ended' ? (
            <EmptyState title={t('firms.home.again_title')} action={<ButtonLink to={paths.firmApplication()}>{t('firms.turn.start')}</ButtonLink>}>
              {t('firms.home.again')}
            </EmptyState>
          ) : null}
          {home.sides.length > 0 ? (
            <Section title={t('firms.home.sides')}>
              <SimpleTable
                caption={t('firms.home.sides_caption')}
                columns={[{ header: t('firms.home.side') }, { header: t('firms.home.days'), kind: 'number' }, { header: <span className="sr-only">{t('firms.home.ruler')}</span> }]}
                rows={home.sides.map((side) => ({
                  key: side.side,
                  cells: [
                    side.side === 'firm' ? firm.name : t(`firms.side.${side.side}` as MessageId),
                    side.promisedDays === null ? t('firms.home.used', { used: side.usedDays }) : t('firms.home.used_of', { used: side.usedDays, promised: side.promisedDays }),
                    <Ruler key="r" size="small" stopped used={side.usedDays} {...(side.promisedDays === null ? {} : { promise: side.promisedDays })} />,
                  ],
                }))}
              />
            </Section>
          ) : null}
          {home.timeline.length > 0 ? (
            <Section title={t('firms.home.timeline')}>
              <Timeline
                events={home.timeline.map((entry, index) => ({
                  key: entry.id,
                  at: <TimeText at={entry.at} />,
                  title: entry.subject && entry.state ? t('firms.home.event', { subject: format.text(entry.subject), state: format.text(entry.state) }) : entry.title ? format.text(entry.title) : '',
                  by: entry.byDuty === 'system' ? t('firms.home.by_system') : entry.byName,
                  ...(entry.reason ? { detail: entry.reason } : {}),
                  now: index === 0,
                }))}
              />
            </Section>
          ) : null}
        </Columns>
      </div>
    </Wrap>
  );
}

function Side({ home }: { home: ShownHome }) {
  const { t, format } = useI18n();
  const { firm, people, members } = home;
  return (
    <>
      <Section title={t('firms.home.people')}>
        <DefinitionList
          layout="grid"
          columns={1}
          items={[
            ...(people.consultantName
              ? [{ term: t('firms.side.consultant'), value: people.consultantName, note: people.nextVisitAt ? <>{t('firms.home.next_visit')} <TimeText at={people.nextVisitAt} /></> : t('firms.home.no_visit') }]
              : []),
            ...(people.officerName ? [{ term: t('firms.side.officer'), value: people.officerName }] : []),
            ...members.map((member) => ({ term: t(`pages.duty.${member.duty}` as MessageId), value: member.name })),
          ]}
        />
        <p className="small gap-above">
          <Link to={paths.firmMembers()}>{t('members.link')}</Link>
        </p>
      </Section>
      <Section title={t('firms.home.facts')}>
        <DefinitionList
          items={[
            { term: t('firms.register.business_number'), value: format.businessNumber(firm.businessNumber) },
            { term: t('firms.register.representative'), value: firm.representativeName ?? '-' },
            { term: t('firms.home.region'), value: firm.regionName ? format.text(firm.regionName) : '-' },
            ...(firm.mainProduct ? [{ term: t('firms.home.product'), value: firm.mainProduct }] : []),
            ...(firm.employees === null ? [] : [{ term: t('firms.home.employees'), value: t('firms.home.employees_value', { count: firm.employees }) }]),
          ]}
        />
      </Section>
      {home.application ? <CaseMute applicationId={home.application.id} isMuted={home.isMuted} /> : null}
    </>
  );
}
