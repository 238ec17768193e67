import type { Completion } from '#app/domain/outcomes/completion-record.ts';
import type { OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import type { InterimCheck } from '#app/domain/plans/interim-record.ts';
import type { Recovery, Settlement } from '#app/domain/grants/settlement-record.ts';
import type { Hold } from '#app/domain/workflow/hold-record.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { CaseFrame } from '#app/ui/outcomes/completion-case-frame.tsx';
import { Panel } from '#app/ui/outcomes/completion-panel.tsx';
import { MachineState, useTurnText } from '#app/ui/outcomes/completion-state.tsx';
import { VerificationList, type ShownVerification } from '#app/ui/outcomes/completion-verification.tsx';

interface OutcomePageProps {
  readonly head: OutcomeCase;
  readonly interim: InterimCheck | null;
  readonly completion: Completion | null;
  readonly settlement: Settlement | null;
  readonly recovery: Recovery | null;
  readonly holds: readonly Hold[];
  readonly verifications: readonly ShownVerification[];
  readonly canOpenVerification: boolean;
  readonly canCloseVerification: boolean;
  readonly reply: FormReply | undefined;
}

/** Where a case stands from the interim check to the settlement, and the verification of its results. */
export function OutcomePage({ head, interim, completion, settlement, recovery, holds, verifications, canOpenVerification, canCloseVerification, reply }: OutcomePageProps) {
  const { t, format } = useI18n();
  const turnText = useTurnText();
  const live = holds.filter((hold) => hold.state === 'active' || hold.state === 'extended' || hold.state === 'requested');
  const missing = <State kind="todo">{t('settlements.outcome.not_yet')}</State>;
  return (
    <CaseFrame head={head} page="outcome" title={t('settlements.nav.outcome')} over={head.agreement ? <MachineState machine="agreement" state={head.agreement.state} /> : undefined}>
      <Section title={t('settlements.outcome.steps')}>
        <StructuredList label={t('settlements.outcome.steps')}>
          <StructuredItem title={t('settlements.nav.interim')} to={paths.officerInterim(head.id)} state={interim ? <MachineState machine="interim_check" state={interim.state} /> : missing} sub={interim ? turnText('interim_check', interim.state) : t('settlements.interim.none')} />
          <StructuredItem title={t('settlements.nav.completion')} to={paths.officerCompletion(head.id)} state={completion ? <MachineState machine="completion" state={completion.state} /> : missing} sub={completion ? turnText('completion', completion.state) : t('settlements.completion.none')} />
          <StructuredItem title={t('settlements.nav.settlement')} to={paths.officerSettlement(head.id)} state={settlement ? <MachineState machine="settlement" state={settlement.state} /> : missing} sub={settlement ? turnText('settlement', settlement.state) : t('settlements.settle.none')} />
          {recovery ? <StructuredItem title={t('settlements.recovery.title')} to={paths.officerSettlement(head.id)} state={<MachineState machine="recovery" state={recovery.state} />} sub={recovery.amountWon === null ? undefined : format.won(recovery.amountWon + recovery.interestWon + recovery.surchargeWon)} /> : null}
          <StructuredItem title={t('settlements.nav.hold')} to={paths.officerHold(head.id)} state={live.length > 0 ? <State kind="stopped">{t('settlements.outcome.holds', { count: live.length })}</State> : <State kind="ok">{t('settlements.outcome.no_hold')}</State>} />
        </StructuredList>
      </Section>
      {canOpenVerification ? (
        <Panel title={t('settlements.verification.open')}>
          <PortalForm id="open-verification" intent="open" reply={reply}>
            <p className="soft">{t('settlements.verification.open_text')}</p>
            <Button type="submit" variant="primary">{t('settlements.verification.open_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {verifications.length > 0 ? <VerificationList verifications={verifications} reply={reply} /> : null}
      {canCloseVerification ? (
        <Panel title={t('settlements.verification.close')}>
          <PortalForm id="close-verification" intent="close" reply={reply}>
            <p className="soft">{t('settlements.verification.close_text')}</p>
            <Button type="submit">{t('settlements.verification.close_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
    </CaseFrame>
  );
}
