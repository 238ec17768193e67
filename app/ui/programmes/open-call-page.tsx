import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { CallFacts } from './call-facts.tsx';
import { CallTurn } from './call-turn.tsx';
import { CallCalendar, CallSteps } from './call-steps.tsx';
import { PublishedResults } from './published-results.tsx';
import { CALL_STATE, type ShownCall } from './shown-call.ts';
import { StepTimes } from './step-times.tsx';
import { State } from '#app/ui/kit/state.tsx';

const CAN = ['programmes.who.can_1', 'programmes.who.can_2', 'programmes.who.can_3', 'programmes.who.can_4'] as const;
const CANNOT = ['programmes.who.cannot_1', 'programmes.who.cannot_2', 'programmes.who.cannot_3', 'programmes.who.cannot_4'] as const;

/** The open call: deadline, amounts, who may apply, steps with promised days, results so far. */
export function OpenCallPage({ call, isFirm }: { call: ShownCall | null; isFirm: boolean }) {
  const { t, format } = useI18n();
  if (!call) {
    return (
      <Wrap>
        <PageTitle title={t('programmes.call.headline')} lede={t('programmes.call.lede_none')} />
        <EmptyState title={t('programmes.call.none_title')} action={<ButtonLink to={paths.check()}>{t('programmes.call.check')}</ButtonLink>}>
          {t('programmes.call.none')}
        </EmptyState>
      </Wrap>
    );
  }
  const state = CALL_STATE[call.phase];
  return (
    <>
      <Wrap>
        <section className="hero">
          <div>
            <p className="over">
              <State kind={state.kind}>{t(state.word)}</State>
              <span>{format.text(call.label)}</span>
            </p>
            <h1>{t('programmes.call.headline')}</h1>
            <p className="lede">{t('programmes.call.lede', { min: format.wonShort(call.grantMinWon), max: format.wonShort(call.grantMaxWon) })}</p>
          </div>
          <CallTurn call={call} isFirm={isFirm} />
          <CallFacts call={call} />
        </section>

        <Section id="who" layout="split" title={t('programmes.who.title')} intro={t('programmes.who.intro')}>
          <div className="two yn">
            <YesNo kind="ok" title={t('programmes.who.can')} lines={CAN.map((id) => t(id))} />
            <YesNo kind="no" title={t('programmes.who.cannot')} lines={CANNOT.map((id) => t(id))} />
          </div>
          <p className="gap-above">
            <ButtonLink to={paths.check()} iconEnd="arrow">
              {t('programmes.call.check_start')}
            </ButtonLink>
          </p>
        </Section>

        <Section id="calendar" layout="split" title={t('programmes.calendar.title')} intro={t('programmes.calendar.intro')}>
          <CallCalendar call={call} />
        </Section>
        <Section id="steps" layout="split" title={t('programmes.steps.title')} intro={t('programmes.steps.intro')}>
          <CallSteps call={call} />
        </Section>
        <StepTimes steps={call.steps} />
      </Wrap>
      {call.outcome ? <PublishedResults outcome={call.outcome} /> : null}
      <Wrap>
        <Section layout="split" title={t('programmes.next.title')}>
          <StructuredList>
            <StructuredItem to={paths.check()} title={t('programmes.next.check')} state={<State kind="none">{t('programmes.next.check_time')}</State>} sub={t('programmes.next.check_sub')} />
            <StructuredItem to={paths.roadmapCheck()} title={t('programmes.next.roadmap')} state={<State kind="none">{t('programmes.next.roadmap_time')}</State>} sub={t('programmes.next.roadmap_sub')} />
            <StructuredItem to={paths.programmeYear(call.number)} title={t('programmes.next.year', { year: format.text(call.label) })} sub={t('programmes.next.year_sub')} />
            <StructuredItem to={isFirm ? paths.firmApplication() : paths.register()} title={t('programmes.next.apply')} state={<State kind="none">{t('programmes.next.apply_time')}</State>} sub={t('programmes.next.apply_sub')} />
            <StructuredItem to={paths.help()} title={t('programmes.next.help')} sub={t('programmes.next.help_sub')} />
          </StructuredList>
        </Section>
      </Wrap>
    </>
  );
}

function YesNo({ kind, title, lines }: { kind: 'ok' | 'no'; title: string; lines: readonly string[] }) {
  return (
    <div className={kind}>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <Icon name={kind === 'ok' ? 'check' : 'no'} />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
