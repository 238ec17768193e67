import type { Recovery } from '#app/domain/grants/settlement-record.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { MachineState } from '#app/ui/outcomes/completion-state.tsx';

/** A recovery with its calculation: principal, interest by day, surcharge, paid. */
export function RecoveryView({ recovery }: { recovery: Recovery }) {
  const { t, format } = useI18n();
  const total = (recovery.amountWon ?? 0) + recovery.interestWon + recovery.surchargeWon;
  const facts = recovery.settlementId ? t('settlements.recovery.from_settlement') : recovery.facts;
  return (
    <Section title={t('settlements.recovery.title')} aside={<MachineState machine="recovery" state={recovery.state} />}>
      <DefinitionList
        items={[
          { term: t('settlements.recovery.facts'), value: facts },
          ...(recovery.amountWon !== null
            ? [
                { term: t('settlements.recovery.principal'), value: format.won(recovery.amountWon) },
                {
                  term: t('settlements.recovery.interest'), value: format.won(recovery.interestWon),
                  note: recovery.calculation ? t('settlements.recovery.interest_note', { percent: recovery.calculation.percent, days: recovery.calculation.days, from: recovery.calculation.paidOn, to: recovery.calculation.untilOn }) : undefined,
                },
                ...(recovery.surchargeWon > 0 ? [{ term: t('settlements.recovery.surcharge'), value: format.won(recovery.surchargeWon) }] : []),
                { term: t('settlements.recovery.total'), value: <b>{format.won(total)}</b> },
                { term: t('settlements.recovery.paid'), value: format.won(recovery.paidWon), note: recovery.paidWon < total ? t('settlements.recovery.rest', { won: format.wonPlain(total - recovery.paidWon) }) : undefined },
              ]
            : []),
          ...(recovery.opinionDueOn ? [{ term: t('settlements.recovery.opinion_due'), value: <DateText on={recovery.opinionDueOn} /> }] : []),
          ...(recovery.opinion ? [{ term: t('settlements.recovery.opinion'), value: recovery.opinion }] : []),
          ...(recovery.lawBasis ? [{ term: t('settlements.recovery.law'), value: recovery.lawBasis }] : []),
          ...(recovery.dueOn ? [{ term: t('settlements.recovery.due'), value: <DateText on={recovery.dueOn} /> }] : []),
          ...(recovery.appealUntil ? [{ term: t('settlements.recovery.appeal'), value: <DateText on={recovery.appealUntil} /> }] : []),
        ]}
      />
    </Section>
  );
}
