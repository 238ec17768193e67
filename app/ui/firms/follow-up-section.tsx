import { membershipMachine } from '#app/domain/firms/membership-machine.ts';
import { getState } from '#app/domain/workflow/machine.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import type { ShownHome } from './shown-home.ts';

/** The follow-up on the firm's home: its state, its last day, its hours and the days of measurement. */
export function FollowUpSection({ membership }: { membership: NonNullable<ShownHome['membership']> }) {
  const { t, format } = useI18n();
  const { state, endsOn } = membership;
  const { label } = getState(membershipMachine, state);
  const isOver = state === 'ended';
  return (
    <Section title={t('firms.follow_up.title')} aside={<State kind={isOver ? 'none' : state === 'active' ? 'ok' : 'doing'}>{format.text(label)}</State>}>
      {state === 'ending' && endsOn ? (
        <Alert kind="warn" headingLevel={3} title={t('firms.follow_up.ending', { on: format.date(endsOn) })}>
          <p>{t('firms.follow_up.ending_text')}</p>
        </Alert>
      ) : null}
      <DefinitionList
        items={[
          { term: t(isOver ? 'firms.follow_up.ended' : 'firms.follow_up.ends'), value: endsOn ? <DateText on={endsOn} /> : '-' },
          { term: t('firms.follow_up.hours'), value: t('firms.follow_up.hours_used', { used: format.number(membership.minutesUsed / 60), hours: format.number(membership.minutesGranted / 60) }) },
          ...(isOver || membership.measuredOn.length === 0 ? [] : [{ term: t('firms.follow_up.measured'), value: membership.measuredOn.map((on) => format.date(on)).join(', ') }]),
        ]}
      />
      {state === 'eligible' ? <ButtonLink to={paths.firmSettlement()}>{t('firms.follow_up.start')}</ButtonLink> : null}
    </Section>
  );
}
