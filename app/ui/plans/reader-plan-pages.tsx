import type { ReactNode } from 'react';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { Told } from '#app/ui/kit/told.tsx';
import { PlanSaid } from './firm-plan-page.tsx';
import { CardTable, PlanChecks, PlanTotals, QuarterView, TaskTable } from './plan-parts.tsx';
import type { ShownPlan } from './shown-plan.ts';

interface PageProps {
  readonly given: ShownPlan;
  readonly reply: FormReply | undefined;
}

function PlanHead({ given, crumbs, aside }: { given: ShownPlan; crumbs: readonly { to?: string; label: string }[]; aside?: ReactNode }) {
  const { t, format } = useI18n();
  const { plan } = given;
  return (
    <>
      <Breadcrumb items={[...crumbs]} />
      <PageTitle
        title={t('plans.of_firm', { firm: given.firmName })}
        over={<State kind={plan?.state === 'approved' || plan?.state === 'amended' ? 'ok' : plan ? 'doing' : 'todo'}>{plan ? format.text(plan.stateLabel) : t('plans.state.none')}</State>}
        meta={<>{t('plans.period')} <DateText on={given.period.startsOn} /> ~ <DateText on={given.period.endsOn} /></>}
        lede={plan ? format.text(plan.publicLabel) : undefined}
        aside={aside}
      />
    </>
  );
}

function PlanBody({ given, cardsTo }: { given: ShownPlan; cardsTo?: string }) {
  const { t } = useI18n();
  return (
    <div>
      <PlanTotals given={given} />
      <div className="gap-above-l">
        <Section title={t('plans.tasks.title')}>{given.tasks.length > 0 ? <TaskTable given={given} /> : <p className="soft">{t('plans.tasks.none')}</p>}</Section>
        <QuarterView given={given} />
        <PlanChecks given={given} />
        <Section title={t('plans.cards.title')} aside={cardsTo ? <ButtonLink to={cardsTo} variant="text" size="medium">{t('plans.to_cards')}</ButtonLink> : undefined}>
          <CardTable given={given} />
        </Section>
        <PlanSaid given={given} />
      </div>
    </div>
  );
}

/** The consultant reads the plan, endorses it or hands it back. */
export function ConsultantPlanPage({ given, reply }: PageProps) {
  const { t } = useI18n();
  const { plan, can } = given;
  return (
    <Wrap>
      <PlanHead given={given} crumbs={[{ to: paths.consultant(), label: t('plans.my_firms') }, { to: paths.consultantFirm(given.applicationId), label: given.firmName }, { label: t('plans.title') }]} />
      {!plan ? (
        <EmptyState
          title={t(given.readiness.diagnosisAgreed ? (given.readiness.cardsSigned ? 'plans.ready.can_start' : 'plans.ready.cards') : 'plans.ready.diagnosis')}
          action={
            given.readiness.cardsSigned && can.start ? (
              <PortalForm intent="start" reply={reply}>
                <Button type="submit" variant="primary">
                  {t('plans.start.submit')}
                </Button>
              </PortalForm>
            ) : (
              <ButtonLink to={given.readiness.diagnosisAgreed ? paths.consultantKpiCards(given.applicationId) : paths.consultantAssessment(given.applicationId)}>
                {t(given.readiness.diagnosisAgreed ? 'plans.to_cards' : 'plans.to_assessment')}
              </ButtonLink>
            )
          }
        >
          {t('plans.ready.consultant_text')}
        </EmptyState>
      ) : (
        <div className="stack">
          {can.send ? (
            <PortalForm intent="send" reply={reply}>
              <p>{t('plans.endorse.unsent')}</p>
              <Button type="submit" variant="primary">
                {t('plans.endorse.send')}
              </Button>
            </PortalForm>
          ) : null}
          <PlanBody given={given} cardsTo={paths.consultantKpiCards(given.applicationId)} />
          {can.endorse ? (
            <Section id="endorse" title={t('plans.endorse.title')} intro={t('plans.endorse.intro')}>
              <PortalForm id="endorse-form" intent="endorse" reply={reply}>
                <HiddenField name="version" value={plan.version} />
                <TextArea name="opinion" label={t('plans.endorse.opinion')} hint={t('plans.endorse.opinion_hint')} rows={5} maxLength={3000} required />
                <TextArea name="risks" label={t('plans.endorse.risks')} hint={t('plans.endorse.risks_hint')} rows={4} maxLength={2000} required />
                <SubmitBar>
                  <Button type="submit" variant="primary" wide>
                    {t('plans.endorse.submit')}
                  </Button>
                </SubmitBar>
              </PortalForm>
            </Section>
          ) : null}
          {can.sendBack ? (
            <Details summary={t('plans.send_back.title')} open={reply?.intent === 'send_back'}>
              <PortalForm id="send-back" intent="send_back" reply={reply}>
                <HiddenField name="version" value={plan.version} />
                <TextArea name="reason" label={t('plans.send_back.reason')} rows={3} maxLength={2000} required />
                <SubmitBar>
                  <Button type="submit">{t('plans.send_back.submit')}</Button>
                </SubmitBar>
              </PortalForm>
            </Details>
          ) : null}
        </div>
      )}
    </Wrap>
  );
}

/** An officer reads the plan, returns it or (a senior officer) approves it. */
export function OfficerPlanPage({ given, reply, letters, isSenior }: PageProps & { readonly letters: { readonly approve: string; readonly return: string }; readonly isSenior: boolean }) {
  const { t } = useI18n();
  const { plan, can } = given;
  const people = given.told.map((person) => ({ name: person.name, channel: 'both' as const, note: t(`plans.told.${person.side}`) }));
  const panel = plan?.state === 'submitted' ? (
    <div className="stack">
      {isSenior ? (
        <DecisionPanel title={t('plans.approve.title')}>
          <PortalForm id="approve" intent="approve" reply={reply}>
            <HiddenField name="version" value={plan.version} />
            <Told people={people} letter={letters.approve} />
            <Button type="submit" variant="primary" disabledReason={can.approve ? undefined : t(given.grant?.isDecided ? 'plans.approve.four_eyes' : 'plans.approve.needs_grant')}>
              {t('plans.approve.submit', { count: people.length })}
            </Button>
          </PortalForm>
        </DecisionPanel>
      ) : null}
      {can.return ? (
        <DecisionPanel title={t('plans.return.title')}>
          <PortalForm id="return" intent="return" reply={reply}>
            <HiddenField name="version" value={plan.version} />
            <TextArea name="items" label={t('plans.return.items')} hint={t('plans.return.items_hint', { left: given.limits.returnsMax - plan.returnRounds })} rows={5} maxLength={3000} required />
            <Told people={people.filter((_, index) => given.told[index]?.side !== 'officer')} letter={letters.return} />
            <Button type="submit">{t('plans.return.submit', { count: given.told.filter((person) => person.side !== 'officer').length })}</Button>
          </PortalForm>
        </DecisionPanel>
      ) : null}
    </div>
  ) : null;
  return (
    <Wrap>
      <PlanHead
        given={given}
        crumbs={[{ to: paths.officerApplications(), label: t('plans.cases') }, { to: paths.officerApplication(given.applicationId), label: given.firmName }, { label: t('plans.title') }]}
        aside={<ButtonLink to={paths.officerAssessment(given.applicationId)} variant="text">{t('plans.to_assessment')}</ButtonLink>}
      />
      {!plan ? (
        <EmptyState title={t('plans.officer.none')}>{t('plans.officer.none_text')}</EmptyState>
      ) : panel ? (
        <Columns side={panel}>
          <PlanBody given={given} />
        </Columns>
      ) : (
        <PlanBody given={given} />
      )}
    </Wrap>
  );
}
