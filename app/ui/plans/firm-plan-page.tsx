import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';
import { CardTable, PlanChecks, PlanHands, PlanTotals, QuarterView, TaskTable } from './plan-parts.tsx';
import { ActivityOffer, TaskList } from './task-list.tsx';
import { ToldBefore, type ShownToldBefore } from '#app/ui/notices/told-before.tsx';
import type { ShownPlan } from './shown-plan.ts';

/** The firm's annual plan: what it rests on, tasks, checks, signature. */
export function FirmPlanPage({ given, told, reply }: { given: ShownPlan | null; told: ShownToldBefore | null; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  if (!given) {
    return (
      <Wrap>
        <PageTitle title={t('plans.title')} lede={t('plans.lede')} />
        <EmptyState title={t('plans.not_selected.title')} action={<ButtonLink to={paths.firm()}>{t('plans.to_home')}</ButtonLink>}>
          {t('plans.not_selected.text')}
        </EmptyState>
      </Wrap>
    );
  }
  const { plan, can } = given;
  return (
    <Wrap>
      <PageTitle
        title={t('plans.title')}
        lede={t('plans.lede')}
        over={<State kind={plan?.state === 'approved' || plan?.state === 'amended' ? 'ok' : plan ? 'doing' : 'todo'}>{plan ? format.text(plan.stateLabel) : t('plans.state.none')}</State>}
        meta={<>{t('plans.period')} <DateText on={given.period.startsOn} /> ~ <DateText on={given.period.endsOn} /></>}
      />
      {plan ? <PlanTurn given={given} reply={reply} /> : <Readiness given={given} reply={reply} />}
      {plan && plan.returnItems.length > 0 && (plan.state === 'returned' || plan.state === 'draft') ? (
        <div className="gap-above">
          <ReasonBox title={t('plans.returned.title')}>{plan.returnItems.map((item) => item.text).join('\n')}</ReasonBox>
        </div>
      ) : null}
      {plan ? (
        <div>
          <div className="gap-above-l">
            <PlanTotals given={given} />
          </div>
          <div className="gap-above-l">
            {can.edit ? (
              <>
                <ActivityOffer given={given} reply={reply} />
                <TaskList given={given} reply={reply} />
                <SummaryForm given={given} reply={reply} />
                <PlanChecks given={given} />
              </>
            ) : (
              <Section title={t('plans.tasks.title')}>
                <TaskTable given={given} />
              </Section>
            )}
            <QuarterView given={given} />
            <Section title={t('plans.cards.title')} aside={<ButtonLink to={paths.firmKpiCards()} variant="text" size="medium">{t('plans.to_cards')}</ButtonLink>}>
              <CardTable given={given} />
            </Section>
            {can.edit ? <SignForm given={given} told={told} reply={reply} /> : <PlanSaid given={given} />}
          </div>
        </div>
      ) : null}
    </Wrap>
  );
}

function Readiness({ given, reply }: { given: ShownPlan; reply: FormReply | undefined }) {
  const { t } = useI18n();
  const { diagnosisAgreed, cardsSigned } = given.readiness;
  const steps = [
    { key: 'diagnosis', done: diagnosisAgreed, open: true, to: paths.firmAssessment() },
    { key: 'cards', done: cardsSigned, open: diagnosisAgreed, to: paths.firmKpiCards() },
  ] as const;
  return (
    <Section title={t('plans.ready.title')} intro={t('plans.ready.intro')}>
      <StructuredList label={t('plans.ready.title')} ordered>
        {steps.map((step) => (
          <StructuredItem
            key={step.key}
            to={step.to}
            now={step.open && !step.done}
            title={t(`plans.ready.${step.key}`)}
            state={<State kind={step.done ? 'ok' : step.open ? 'doing' : 'locked'}>{t(step.done ? 'plans.ready.done' : step.open ? 'plans.ready.now' : 'plans.ready.later')}</State>}
            sub={t(`plans.ready.${step.key}_text`)}
          />
        ))}
      </StructuredList>
      {diagnosisAgreed && cardsSigned && given.can.start ? (
        <div className="gap-above">
          <PortalForm intent="start" reply={reply}>
            <Button type="submit" variant="primary" wide>
              {t('plans.start.submit')}
            </Button>
          </PortalForm>
        </div>
      ) : null}
    </Section>
  );
}

function PlanTurn({ given, reply }: { given: ShownPlan; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const { plan, can } = given;
  if (!plan) return null;
  const mine = plan.state === 'draft' || plan.state === 'returned';
  const errors = given.issues.filter((issue) => issue.severity === 'error').length;
  return (
    <Turn
      wide
      whose={t(mine ? 'plans.turn.mine' : plan.state === 'firm_signed' ? 'plans.turn.consultant' : plan.state === 'submitted' || plan.state === 'endorsed' ? 'plans.turn.officer' : 'plans.turn.done')}
      mine={mine}
      title={mine ? t(plan.state === 'returned' ? 'plans.turn.reopen' : errors > 0 ? 'plans.turn.write' : 'plans.turn.sign', { count: errors }) : t(`plans.turn.title.${plan.state as Exclude<typeof plan.state, 'draft' | 'returned'>}`)}
      actions={
        can.reopen ? (
          <PortalForm intent="reopen" reply={reply}>
            <HiddenField name="version" value={plan.version} />
            <Button type="submit" variant="primary">
              {t('plans.reopen')}
            </Button>
          </PortalForm>
        ) : can.edit ? (
          <a className="krds-btn primary" href={errors > 0 ? '#checks' : '#sign'}>
            {t(errors > 0 ? 'plans.turn.to_checks' : 'plans.turn.to_sign')}
          </a>
        ) : plan.state === 'approved' ? (
          <ButtonLink to={paths.firmAgreement()} variant="primary">
            {t('plans.to_agreement')}
          </ButtonLink>
        ) : undefined
      }
      next={mine ? t('plans.turn.next') : undefined}
    >
      {mine ? format.text(plan.publicLabel) : t('plans.turn.nothing')}
    </Turn>
  );
}

function SummaryForm({ given, reply }: { given: ShownPlan; reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Section title={t('plans.summary.title')}>
      <PortalForm id="summary" intent="summary" reply={reply} defaults={{ summary: given.plan?.summary ?? '' }}>
        <TextArea name="summary" label={t('plans.summary.label')} hint={t('plans.summary.hint')} rows={4} maxLength={2000} required />
        <SubmitBar>
          <Button type="submit">{t('plans.summary.save')}</Button>
        </SubmitBar>
      </PortalForm>
    </Section>
  );
}

function SignForm({ given, told, reply }: { given: ShownPlan; told: ShownToldBefore | null; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  if (!given.plan) return null;
  const open = given.issues.some((issue) => issue.severity === 'error') || !given.plan.summary;
  return (
    <Section id="sign" title={t('plans.sign.title')} intro={t('plans.sign.intro', { total: format.won(given.totals.grantWon) })}>
      <PortalForm id="sign-form" intent="sign" reply={reply}>
        <HiddenField name="version" value={given.plan.version} />
        <ToldBefore told={told} />
        <Button type="submit" variant="primary" wide disabledReason={open ? t('plans.sign.open') : given.can.sign ? undefined : t('plans.sign.representative')}>
          {t('plans.sign.submit')}
        </Button>
      </PortalForm>
    </Section>
  );
}

/** Summary, opinion, risks and signatures of a plan that was sent. */
export function PlanSaid({ given }: { given: ShownPlan }) {
  const { t } = useI18n();
  const { plan } = given;
  if (!plan) return null;
  return (
    <Section title={t('plans.said.title')}>
      <div className="stack">
        {plan.summary ? <ReasonBox title={t('plans.summary.label')}>{plan.summary}</ReasonBox> : null}
        {plan.opinion ? (
          <ReasonBox title={t('plans.endorse.opinion')} by={plan.endorserName}>
            {plan.opinion}
          </ReasonBox>
        ) : null}
        {plan.risks.length > 0 ? <ReasonBox title={t('plans.endorse.risks')}>{plan.risks.map((risk) => `· ${risk}`).join('\n')}</ReasonBox> : null}
        <PlanHands given={given} />
      </div>
    </Section>
  );
}
