import type { Membership } from '#app/domain/firms/membership-record.ts';
import type { Recovery, Settlement, SettlementLineRow } from '#app/domain/grants/settlement-record.ts';
import type { CaseBudgetLine, OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';
import { MachineState, useTurnText, useWhose } from '#app/ui/outcomes/completion-state.tsx';
import { SettlementAnswers, SettlementEntry, SettlementObjection } from '#app/ui/outcomes/settlement-firm-forms.tsx';
import { SettlementLines } from '#app/ui/outcomes/settlement-lines.tsx';
import { RecoveryView } from '#app/ui/outcomes/settlement-recovery-view.tsx';
import { SettlementSummary } from '#app/ui/outcomes/settlement-result.tsx';

export interface SettlementFirmProps {
  readonly head: OutcomeCase;
  readonly settlement: Settlement | null;
  readonly lines: readonly SettlementLineRow[];
  readonly budget: readonly CaseBudgetLine[];
  readonly claimable: number;
  readonly unspentWon: number;
  readonly objectionOpen: boolean;
  readonly steps: readonly string[];
  readonly recovery: Recovery | null;
  readonly recoverySteps: readonly string[];
  readonly membership: Membership | null;
  readonly canStartMembership: boolean;
  readonly reply: FormReply | undefined;
}

const DUE_STATES = ['opened', 'queried'];

/** The firm's settlement: enter the invoices, sign, answer, accept or object, pay back, and take up the follow-up. */
export function SettlementFirmPage(props: SettlementFirmProps) {
  const { head, settlement, lines, steps, recovery, recoverySteps, membership, reply } = props;
  const { t, format } = useI18n();
  const turnText = useTurnText();
  const whose = useWhose();
  const agreement = head.agreement;
  const mine = settlement !== null && (steps.some((step) => ['prepare', 'submit', 'answer', 'object', 'accept_result'].includes(step)) || settlement.state === 'refund_due');
  const due = settlement && DUE_STATES.includes(settlement.state) ? settlement.dueOn : settlement?.state === 'draft_result' ? settlement.objectionUntil : settlement?.state === 'refund_due' ? (recovery?.dueOn ?? null) : null;
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firm(), label: t('settlements.nav.firm') }, { label: t('settlements.settle.title') }]} />
      <PageTitle title={t('settlements.settle.title')} over={settlement ? <MachineState machine="settlement" state={settlement.state} /> : undefined} lede={t('settlements.settle.lede')} />
      {settlement === null || settlement.state === 'not_open' || !agreement ? <EmptyState title={t('settlements.settle.none')}>{t('settlements.settle.none_text')}</EmptyState> : (
        <>
          <Turn
            wide
            whose={whose('settlement', settlement.state, mine)}
            mine={mine}
            title={turnText('settlement', settlement.state)}
            {...(due ? { due: { label: t('settlements.common.due'), value: <DateText on={due} /> } } : {})}
            actions={settlement.certificateId ? <ButtonLink to={paths.document(settlement.certificateId)} reload icon="download" variant="primary">{t('settlements.settle.certificate')}</ButtonLink> : undefined}
          />
          {settlement.statement ? (
            <Section title={t('settlements.result.title')}>
              <SettlementSummary settlement={settlement} agreement={agreement} />
            </Section>
          ) : null}
          <Section title={t('settlements.line.title')} aside={t('settlements.line.count', { count: lines.length })}>
            <SettlementLines lines={lines} />
          </Section>
          {steps.includes('prepare') ? <SettlementEntry {...props} agreement={agreement} /> : null}
          {steps.includes('answer') ? <SettlementAnswers lines={lines} reply={reply} /> : null}
          {steps.includes('accept_result') || steps.includes('object') ? <SettlementObjection lines={lines} open={props.objectionOpen} steps={steps} reply={reply} /> : null}
        </>
      )}
      {recovery ? <RecoveryView recovery={recovery} /> : null}
      {recoverySteps.includes('give_opinion') ? (
        <Section title={t('settlements.recovery.give_opinion')}>
          <PortalForm id="recovery-opinion" intent="recovery_opinion" reply={reply}>
            <TextArea name="opinion" label={t('settlements.recovery.opinion')} hint={t('settlements.recovery.opinion_hint')} maxLength={4000} rows={6} required />
            <Button type="submit" variant="primary">{t('settlements.recovery.opinion_send')}</Button>
          </PortalForm>
        </Section>
      ) : null}
      {membership ? (
        <Section title={t('settlements.membership.title')} aside={<MachineState machine="membership" state={membership.state} />}>
          <p>{t('settlements.membership.text', { hours: format.number(membership.minutesGranted / 60), used: format.number(membership.minutesUsed / 60), end: membership.endsOn ?? '' })}</p>
          {props.canStartMembership ? (
            <PortalForm id="membership" intent="membership" reply={reply}>
              <Button type="submit" variant="primary">{t('settlements.membership.start')}</Button>
            </PortalForm>
          ) : null}
        </Section>
      ) : null}
    </Wrap>
  );
}
