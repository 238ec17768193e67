import { findReasonCode, REJECTION_CODES } from '#app/domain/applications/decision-codes.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { HeldAlert, isScopeHeld } from '#app/ui/cases/held-alert.tsx';
import type { ShownCase } from '#app/ui/cases/shown-case.ts';
import { ToldLetter } from '#app/ui/cases/told-letter.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

interface Proposed {
  readonly kind: 'admitted' | 'reserve' | 'rejected';
  readonly reasonCode: string;
  readonly reasonText: string;
  readonly feedback: string;
}

function readProposal(payload: Readonly<Record<string, unknown>> | undefined): Proposed | null {
  const value = payload?.['proposal'];
  if (typeof value !== 'object' || value === null) return null;
  const entry = value as Record<string, unknown>;
  const text = (name: string) => (typeof entry[name] === 'string' ? entry[name] : '');
  const kind = entry['kind'];
  if (kind !== 'admitted' && kind !== 'reserve' && kind !== 'rejected') return null;
  return { kind, reasonCode: text('reasonCode'), reasonText: text('reasonText'), feedback: text('feedback') };
}

/** The decision on a ranked application, or on one of the reserve list: proposal, places, reason, letters. */
export function SelectionPanel({ shown, reply }: { shown: ShownCase; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const { head, proposal, told, actions, places } = shown;
  const proposed = readProposal(proposal?.payload);
  const held = isScopeHeld(shown.parts.holds, 'apply');
  const full = places !== null && places.admitted >= places.quota;
  const below = head.totalScore !== null && head.totalScore < shown.evaluation.passMark;
  const fromReserve = head.state === 'reserve';
  const start = fromReserve ? 'admitted' : (proposed?.kind ?? (below ? 'rejected' : 'admitted'));
  const code = findReasonCode(proposed?.reasonCode ?? null);
  return (
    <DecisionPanel title={t(fromReserve ? 'cases.panel.from_reserve' : 'cases.panel.selection')}>
      <p className="small">
        {head.totalScore === null ? null : t('cases.panel.score', { score: format.number(head.totalScore, 2), rank: head.rankNumber ?? '-' })}
        {places ? <> · {t('cases.panel.places', { admitted: format.number(places.admitted), quota: format.number(places.quota) })}</> : null}
      </p>
      {proposed && proposal && !fromReserve ? (
        <ReasonBox title={t('cases.panel.proposal', { kind: t(`cases.decisions.${proposed.kind}` as MessageId) })} by={proposal.actorName} at={<TimeText at={proposal.at} />}>
          {[code ? `${code.code} ${format.text(code.label)}` : '', proposed.reasonText].filter(Boolean).join('. ') || t('cases.panel.no_words')}
        </ReasonBox>
      ) : null}
      {fromReserve ? <Alert kind="info">{head.reserveAcceptedAt ? t('cases.panel.reserve_accepted') : head.reserveCallUntil ? t('cases.panel.reserve_called', { on: format.date(head.reserveCallUntil) }) : t(head.reserveCalledAt ? 'cases.panel.reserve_lapsed' : 'cases.panel.reserve_waiting')}</Alert> : null}
      {held ? <HeldAlert scope="apply" to={paths.officerHold(head.id)} /> : null}
      <PortalForm id="decide" intent="decide" reply={reply} defaults={{ kind: start, reasonCode: proposed?.reasonCode ?? '', reasonText: fromReserve ? '' : (proposed?.reasonText ?? ''), feedback: proposed?.feedback ?? '' }}>
        <RadioGroup
          name="kind"
          label={t('cases.panel.decision')}
          required
          options={[
            { value: 'admitted', label: t('cases.decisions.admitted'), disabled: held || full || below, hint: held ? t('errors.held.title') : full ? t('cases.decision.no_place') : below ? t('cases.decision.below_pass') : t('cases.panel.admit_hint') },
            ...(actions.includes('put_on_reserve') ? [{ value: 'reserve', label: t('cases.decisions.reserve'), disabled: below, hint: t('cases.panel.reserve_hint') }] : []),
            ...(actions.includes('reject') ? [{ value: 'rejected', label: t('cases.decisions.rejected'), hint: t('cases.panel.reject_hint') }] : []),
          ]}
        />
        {fromReserve ? null : <Select name="reasonCode" label={t('cases.decision.code')} hint={t('cases.decision.code_hint')} options={REJECTION_CODES.map((entry) => ({ value: entry.code, label: `${entry.code} ${format.text(entry.label)}` }))} />}
        <TextArea name="reasonText" label={t('cases.decision.reason')} {...(fromReserve ? { hint: t('cases.panel.order_hint') } : {})} rows={3} maxLength={2000} />
        <TextArea name="feedback" label={t('cases.decision.feedback')} hint={t('cases.decision.feedback_hint')} rows={3} maxLength={2000} />
        <ToldLetter told={told['admit']} closed title={t('cases.panel.letter_of', { kind: t('cases.decisions.admitted') })} />
        <ToldLetter told={told['put_on_reserve']} closed title={t('cases.panel.letter_of', { kind: t('cases.decisions.reserve') })} />
        <ToldLetter told={told['reject']} closed title={t('cases.panel.letter_of', { kind: t('cases.decisions.rejected') })} />
        <Button type="submit" variant="primary" disabledReason={proposal?.isMine && !fromReserve ? t('cases.panel.four_eyes') : undefined}>
          {t('cases.panel.decide', { count: told['admit']?.people.length ?? 0 })}
        </Button>
      </PortalForm>
    </DecisionPanel>
  );
}
