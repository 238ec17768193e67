import { CHANGE_KINDS } from '#app/domain/grants/change-kinds.ts';
import type { MachineName } from '#app/domain/workflow/machine.ts';
import { getState, type Machine } from '#app/domain/workflow/machine.ts';
import { machines } from '#app/domain/workflow/machines.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { ShownCase } from '#app/ui/cases/shown-case.ts';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';

/** The steps after the selection, each with its state and page. */
export function LaterSteps({ shown, readOnly }: { shown: ShownCase; readOnly: boolean }) {
  const { t, format } = useI18n();
  const { head, parts, assignments } = shown;
  if (head.state !== 'admitted') return null;
  const live = assignments[0] ?? null;
  const label = (machine: MachineName, state: string) => format.text(getState(machines[machine] as Machine, state).label);
  const lines: { key: string; to?: string; title: string; machine: MachineName | null; state: string | null; sub?: string }[] = [
    { key: 'assignment', ...(readOnly ? {} : { to: paths.officerAssign(head.id) }), title: t('cases.later.assignment'), machine: 'assignment', state: live?.state ?? null, ...(live ? { sub: live.consultantName } : {}) },
    { key: 'diagnosis', to: paths.officerAssessment(head.id), title: t('cases.later.diagnosis'), machine: 'diagnosis', state: parts.diagnosis?.state ?? null },
    { key: 'plan', to: paths.officerPlan(head.id), title: t('cases.later.plan'), machine: 'plan', state: parts.plan?.state ?? null },
    { key: 'grant', to: paths.officerAgreement(head.id), title: t('cases.later.grant'), machine: 'grant_decision', state: parts.grantDecision?.state ?? null },
    { key: 'agreement', to: paths.officerAgreement(head.id), title: t('cases.later.agreement'), machine: 'agreement', state: parts.agreement?.state ?? null },
    ...parts.tranches.map((tranche, index) => ({ key: tranche.id, to: paths.officerPayment(tranche.id), title: t('cases.later.tranche', { number: index + 1 }), machine: 'tranche' as const, state: tranche.state })),
    ...parts.openChanges.map((change) => ({ key: change.id, to: paths.officerChange(change.id), title: t('cases.later.change', { kind: format.text(CHANGE_KINDS[change.kind].label) }), machine: 'change_request' as const, state: change.state })),
    ...(live ? [{ key: 'visits', to: paths.officerVisits(head.id), title: t('cases.later.visits'), machine: null, state: null, sub: t('cases.later.days', { used: live.usedDaysHalf / 2, total: live.manDaysHalf / 2 }) }] : []),
    ...(parts.diagnosis ? [{ key: 'kpis', to: paths.officerKpis(head.id), title: t('cases.later.kpis'), machine: null, state: null }] : []),
    { key: 'interim', to: paths.officerInterim(head.id), title: t('cases.later.interim'), machine: 'interim_check', state: parts.interimCheck?.state ?? null },
    { key: 'completion', to: paths.officerCompletion(head.id), title: t('cases.later.completion'), machine: 'completion', state: parts.completion?.state ?? null },
    { key: 'verification', to: paths.officerOutcome(head.id), title: t('cases.later.verification'), machine: 'verification', state: parts.verification?.state ?? null },
    { key: 'settlement', to: paths.officerSettlement(head.id), title: t('cases.later.settlement'), machine: 'settlement', state: parts.settlement?.state ?? null },
  ];
  return (
    <Section id="later" title={t('cases.later.title')}>
      <StructuredList label={t('cases.later.title')}>
        {lines.map((line) => {
          const open = line.state !== null || line.machine === null || line.key === 'assignment';
          return (
            <StructuredItem
              key={line.key}
              title={line.title}
              {...(line.to && open ? { to: line.to } : {})}
              {...(line.sub ? { sub: line.sub } : {})}
              state={line.machine === null ? undefined : line.state === null ? <State kind="locked">{t(`cases.later.${line.key === 'assignment' ? 'open' : 'not_yet'}` as MessageId)}</State> : <State kind="none">{label(line.machine, line.state)}</State>}
            />
          );
        })}
      </StructuredList>
    </Section>
  );
}
