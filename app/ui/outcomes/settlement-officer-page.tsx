import type { Membership } from '#app/domain/firms/membership-record.ts';
import type { Recovery, Settlement, SettlementLineRow } from '#app/domain/grants/settlement-record.ts';
import type { SettlementResult } from '#app/domain/grants/settlement.ts';
import type { OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button, ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { Told } from '#app/ui/kit/told.tsx';
import { CaseFrame } from '#app/ui/outcomes/completion-case-frame.tsx';
import { MembershipOfficer } from '#app/ui/outcomes/settlement-membership.tsx';
import { Panel } from '#app/ui/outcomes/completion-panel.tsx';
import { MachineState } from '#app/ui/outcomes/completion-state.tsx';
import { SettlementLines } from '#app/ui/outcomes/settlement-lines.tsx';
import { ReceiptForm, RecoveryForms } from '#app/ui/outcomes/settlement-recovery-forms.tsx';
import { RecoveryView } from '#app/ui/outcomes/settlement-recovery-view.tsx';
import { SettlementFigures, SettlementSummary } from '#app/ui/outcomes/settlement-result.tsx';
import { ObjectionDecision, SettlementJudge } from '#app/ui/outcomes/settlement-review-forms.tsx';

interface SettlementOfficerProps {
  readonly head: OutcomeCase;
  readonly settlement: Settlement | null;
  readonly lines: readonly SettlementLineRow[];
  readonly preview: SettlementResult | null;
  readonly objectionOpen: boolean;
  readonly ledgerWon: number | null;
  readonly steps: readonly string[];
  readonly recovery: Recovery | null;
  readonly recoverySteps: readonly string[];
  readonly firstPaidOn: string | null;
  readonly interestPercent: number;
  readonly membership: Membership | null;
  readonly canShortenMembership: boolean;
  readonly reply: FormReply | undefined;
}

/** Review, draft, decide and close a settlement; recover money. */
export function SettlementOfficerPage(props: SettlementOfficerProps) {
  const { head, settlement, lines, preview, objectionOpen, ledgerWon, steps, recovery, recoverySteps, reply } = props;
  const { t, format } = useI18n();
  const agreement = head.agreement;
  const can = (step: string) => steps.includes(step);
  const told = [{ name: head.firmName, channel: 'both' as const }];
  return (
    <CaseFrame head={head} page="settlement" title={t('settlements.nav.settlement')} over={settlement ? <MachineState machine="settlement" state={settlement.state} /> : undefined}>
      {settlement === null || settlement.state === 'not_open' || !agreement ? <EmptyState title={t('settlements.settle.none')}>{t('settlements.settle.none_officer')}</EmptyState> : (
        <>
          <Section title={t('settlements.settle.facts')}>
            <div>
              <DefinitionList
                layout="grid"
                columns={4}
                items={[
                  { term: t('settlements.result.paid'), value: format.wonShort(agreement.paidWon), note: t('settlements.settle.of_agreed', { won: format.wonShort(agreement.amountWon) }) },
                  { term: t('settlements.result.claimed'), value: settlement.spentWon === null ? '-' : format.wonShort(settlement.spentWon), note: settlement.submittedAt ? <TimeText at={settlement.submittedAt} /> : undefined },
                  { term: t('settlements.settle.reviewer'), value: settlement.reviewerName ?? '-', note: settlement.objectionUntil ? <>{t('settlements.settle.objection_until')} <DateText on={settlement.objectionUntil} /></> : undefined },
                  ...(ledgerWon === null ? [] : [{ term: t('settlements.settle.ledger'), value: format.wonPlain(ledgerWon), note: t('settlements.settle.ledger_note') }]),
                ]}
              />
            </div>
            {settlement.certificateId ? (
              <ButtonRow>
                <ButtonLink to={paths.document(settlement.certificateId)} reload icon="download">{t('settlements.settle.certificate')}</ButtonLink>
              </ButtonRow>
            ) : null}
          </Section>
          <Section title={t('settlements.line.title')} aside={t('settlements.line.count', { count: lines.length })}>
            <SettlementLines lines={lines} scores />
          </Section>
          {can('hand_over') || can('match') ? (
            <Panel title={t('settlements.review.start')}>
              <PortalForm id="start" intent="start" reply={reply}>
                <p className="soft">{t('settlements.review.start_text')}</p>
                <Button type="submit" variant="primary">{t('settlements.review.start_send')}</Button>
              </PortalForm>
            </Panel>
          ) : null}
          {can('review') ? <SettlementJudge lines={lines} reply={reply} /> : null}
          {can('query') && lines.some((line) => line.query) && !lines.some((line) => line.answer) ? (
            <Panel title={t('settlements.review.ask')}>
              <PortalForm id="query" intent="query" reply={reply}>
                <TextArea name="reason" label={t('settlements.common.reason')} maxLength={1000} required />
                <Told people={told} />
                <Button type="submit">{t('settlements.review.ask_send', { count: lines.filter((line) => line.query).length })}</Button>
              </PortalForm>
            </Panel>
          ) : null}
          {can('draft_result') ? (
            <Panel title={t('settlements.review.draft')}>
              {preview ? <SettlementFigures result={preview} agreement={agreement} interestWon={settlement.interestWon} refundedWon={0} /> : null}
              <PortalForm id="draft" intent="draft" reply={reply}>
                <Told people={told} />
                <Button type="submit" variant="primary" {...(preview || lines.length === 0 ? {} : { disabled: true, disabledReason: t('settlements.review.open_lines') })}>{t('settlements.review.draft_send')}</Button>
              </PortalForm>
            </Panel>
          ) : null}
          {settlement.statement ? (
            <Section title={t('settlements.result.title')}>
              <SettlementSummary settlement={settlement} agreement={agreement} />
            </Section>
          ) : null}
          {settlement.objection ? <ReasonBox title={t('settlements.objection.title')}>{settlement.objection.text}</ReasonBox> : null}
          {can('decide_objection') ? <ObjectionDecision settlement={settlement} lines={lines} reply={reply} /> : null}
          {can('finalise') ? (
            <Panel title={t('settlements.decide.finalise')}>
              <PortalForm id="finalise" intent="finalise" reply={reply}>
                <p className="soft">{t('settlements.decide.finalise_text')}</p>
                <Button type="submit" variant="primary" {...(objectionOpen ? { disabled: true, disabledReason: t('settlements.decide.objection_open') } : {})}>{t('settlements.decide.finalise_send')}</Button>
              </PortalForm>
            </Panel>
          ) : null}
          {can('refund') ? <ReceiptForm intent="refund" title={t('settlements.refund.title')} restWon={settlement.refundWon - settlement.refundedWon} reply={reply} /> : null}
          {can('close') ? (
            <Panel title={t('settlements.close.title')}>
              <PortalForm id="close" intent="close" reply={reply}>
                <p className="soft">{t('settlements.close.text')}</p>
                <Button type="submit" variant="primary">{t('settlements.close.send')}</Button>
              </PortalForm>
            </Panel>
          ) : null}
        </>
      )}
      {recovery ? <RecoveryView recovery={recovery} /> : null}
      <RecoveryForms recovery={recovery} steps={recoverySteps} maxPrincipalWon={agreement ? agreement.paidWon - agreement.returnedWon : 0} interestPercent={props.interestPercent} firstPaidOn={props.firstPaidOn} reply={reply} />
      {props.membership ? <MembershipOfficer membership={props.membership} canShorten={props.canShortenMembership} reply={reply} /> : null}
    </CaseFrame>
  );
}
