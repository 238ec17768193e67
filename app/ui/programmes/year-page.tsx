import type { Duty } from '#app/domain/accounts/actor.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { PrintButton } from '#app/ui/kit/print-button.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { CallFacts } from './call-facts.tsx';
import { CallCalendar, CallSteps } from './call-steps.tsx';
import { CALL_STATE, type ShownCall } from './shown-call.ts';
import { YearDocuments, YearRules, YearSteps, type ShownRule, type ShownYearDocument, type ShownYearStep } from './year-parts.tsx';

type Decision = 'eligibility' | 'ineligible' | 'selection' | 'consultant' | 'plan' | 'grant' | 'payment' | 'transfer' | 'change' | 'completion' | 'settlement' | 'appeal';

interface YearPageProps {
  readonly call: ShownCall;
  readonly rules: readonly ShownRule[];
  readonly deciders: readonly { readonly decision: Decision; readonly duties: readonly Duty[] }[];
  readonly steps: readonly ShownYearStep[];
  readonly documents: readonly ShownYearDocument[];
  readonly answers: Readonly<Record<'correctionDays' | 'rounds' | 'appealDays' | 'tasksMin' | 'tasksMax' | 'graceMinutes' | 'ownSharePercent' | 'advancePercent', number>>;
  readonly isFirm: boolean;
}

const QUESTIONS = ['late', 'missing', 'refused', 'tasks', 'money', 'buyer', 'consultant', 'stop'] as const;

/** Everything about one programme year: dates, amounts, who decides, steps with promised and real days, papers, rules, questions. */
export function YearPage({ call, rules, deciders, steps, documents, answers, isFirm }: YearPageProps) {
  const { t, format } = useI18n();
  const state = CALL_STATE[call.phase];
  const takesApplications = call.phase === 'open' || call.phase === 'grace';
  return (
    <Wrap>
      <PageTitle
        over={<State kind={state.kind}>{t(state.word)}</State>}
        title={t('programmes.year.title', { year: format.text(call.label) })}
        lede={t('programmes.year.lede', { min: format.wonShort(call.grantMinWon), max: format.wonShort(call.grantMaxWon), count: format.number(call.quota) })}
      />
      <ButtonRow>
        {takesApplications ? (
          <ButtonLink to={isFirm ? paths.firmApplication() : paths.register()} variant="primary">
            {t(isFirm ? 'programmes.turn.continue' : 'programmes.turn.apply')}
          </ButtonLink>
        ) : null}
        <ButtonLink to={paths.check()}>{t('programmes.call.check')}</ButtonLink>
        <PrintButton>{t('programmes.roadmap.print')}</PrintButton>
      </ButtonRow>
      <Section id="amounts" layout="split" title={t('programmes.year.amounts')}>
        <CallFacts call={call} />
      </Section>
      <Section id="dates" layout="split" title={t('programmes.calendar.title')} intro={t('programmes.calendar.intro')}>
        <CallCalendar call={call} />
      </Section>
      <Section id="steps" layout="split" title={t('programmes.steps.title')} intro={t('programmes.steps.intro')}>
        <CallSteps call={call} />
      </Section>
      <Section id="days" layout="split" title={t('programmes.times.title')} intro={t('programmes.year.days_intro')}>
        <YearSteps steps={steps} />
      </Section>
      <Section id="deciders" layout="split" title={t('programmes.year.deciders')} intro={t('programmes.year.deciders_intro')}>
        <SimpleTable
          caption={t('programmes.year.deciders')}
          columns={[{ header: t('programmes.year.decision_head') }, { header: t('programmes.year.decider') }]}
          rows={deciders.map(({ decision, duties }) => ({ key: decision, cells: [t(`programmes.year.decision.${decision}`), duties.map((duty) => t(`pages.duty.${duty}`)).join(', ')] }))}
        />
      </Section>
      <Section id="documents" layout="split" title={t('programmes.year.documents')} intro={t('programmes.year.documents_intro')}>
        <YearDocuments documents={documents} />
      </Section>
      <Section id="rules" layout="split" title={t('programmes.year.rules')} intro={t('programmes.year.rules_intro')}>
        <YearRules rules={rules} />
      </Section>
      <Section id="questions" layout="split" title={t('programmes.help.questions')} intro={t('programmes.help.questions_intro')}>
        {QUESTIONS.map((name) => (
          <Details key={name} summary={t(`programmes.year.q_${name}`)}>
            <p>{t(`programmes.year.a_${name}`, answers)}</p>
          </Details>
        ))}
        <p className="gap-above">
          <ButtonLink to={paths.help()} variant="text">
            {t('programmes.next.help')}
          </ButtonLink>
        </p>
      </Section>
    </Wrap>
  );
}
