import { INELIGIBILITY_CODES } from '#app/domain/applications/decision-codes.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { ShownCase } from '#app/ui/cases/shown-case.ts';
import { ToldLetter } from '#app/ui/cases/told-letter.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Modal } from '#app/ui/kit/modal.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

interface PanelProps {
  readonly shown: ShownCase;
  readonly reply: FormReply | undefined;
}

/** Taking a submitted or corrected application into review. */
export function PickUpPanel({ shown, reply }: PanelProps) {
  const { t } = useI18n();
  const again = shown.head.state === 'resubmitted';
  return (
    <DecisionPanel title={t('cases.panel.next')}>
      <p className="small">{t(again ? 'cases.panel.pick_up_again' : 'cases.panel.pick_up_hint')}</p>
      <PortalForm id="pick-up" intent="pick_up" reply={reply}>
        <Button type="submit" variant="primary">
          {t(again ? 'cases.panel.resume' : 'cases.panel.pick_up')}
        </Button>
      </PortalForm>
    </DecisionPanel>
  );
}

function ProposeRejection({ shown, reply }: PanelProps) {
  const { t, format } = useI18n();
  const { failed } = shown.checklist.reading;
  return (
    <Modal trigger={t('cases.panel.propose_ineligible')} title={t('cases.panel.propose_ineligible')} open={reply?.intent === 'propose_ineligible'}>
      <PortalForm id="propose-ineligible" intent="propose_ineligible" reply={reply}>
        <Select
          name="reasonCode"
          label={t('cases.decision.code')}
          required
          options={INELIGIBILITY_CODES.filter((entry) => failed.includes(entry.code)).map((entry) => ({ value: entry.code, label: `${entry.code} ${format.text(entry.label)}` }))}
        />
        <TextArea name="reason" label={t('cases.decision.reason')} hint={t('cases.decision.reason_hint')} rows={4} maxLength={2000} required />
        <ToldLetter told={shown.told['propose_ineligible']} />
        <Button type="submit" variant="danger">
          {t('cases.panel.propose_ineligible_send', { count: shown.told['propose_ineligible']?.people.length ?? 0 })}
        </Button>
      </PortalForm>
    </Modal>
  );
}

/** The three ways out of the eligibility review. */
export function ScreeningPanel({ shown, reply }: PanelProps) {
  const { t } = useI18n();
  const { reading } = shown.checklist;
  const told = shown.told['pass_eligibility'];
  const blocked = reading.open.length > 0 ? t('cases.panel.open_points', { codes: reading.open.join(', ') }) : reading.failed.length > 0 ? t('cases.panel.failed_points', { codes: reading.failed.join(', ') }) : null;
  return (
    <DecisionPanel title={t('cases.panel.decision')}>
      <PortalForm id="pass" intent="pass_eligibility" reply={reply}>
        {blocked === null ? <ToldLetter told={told} /> : null}
        <Button type="submit" variant="primary" disabledReason={blocked ?? undefined}>
          {t('cases.panel.pass', { count: told?.people.length ?? 0 })}
        </Button>
      </PortalForm>
      <div className="stack-s panel-others">
        {shown.roundsLeft > 0 ? (
          <ButtonLink to={paths.officerCorrection(shown.head.id)} variant="secondary" icon="return">
            {t('cases.panel.correction', { left: shown.roundsLeft })}
          </ButtonLink>
        ) : (
          <Button disabledReason={t('cases.panel.no_rounds')} icon="return">
            {t('cases.panel.correction', { left: 0 })}
          </Button>
        )}
        {reading.failed.length > 0 ? (
          <ProposeRejection shown={shown} reply={reply} />
        ) : (
          <Button variant="text" disabledReason={t('cases.panel.needs_failed')}>
            {t('cases.panel.propose_ineligible')}
          </Button>
        )}
      </div>
    </DecisionPanel>
  );
}

/** The second pair of eyes on a proposed rejection. */
export function RejectionPanel({ shown, reply }: PanelProps) {
  const { t } = useI18n();
  const { proposal } = shown;
  const mine = proposal?.isMine ?? false;
  return (
    <DecisionPanel title={t('cases.panel.second_eyes')}>
      {proposal ? (
        <ReasonBox title={t('cases.panel.proposed', { code: proposal.reasonCode ?? '' })} by={proposal.actorName} at={<TimeText at={proposal.at} />}>
          {proposal.reasonText}
        </ReasonBox>
      ) : null}
      <PortalForm id="confirm-ineligible" intent="confirm_ineligible" reply={reply} defaults={{ reason: proposal?.reasonText ?? '' }}>
        <TextArea name="reason" label={t('cases.decision.reason_letter')} hint={t('cases.decision.reason_letter_hint')} rows={4} maxLength={2000} required />
        <ToldLetter told={shown.told['confirm_ineligible']} />
        <Button type="submit" variant="primary" disabledReason={mine ? t('cases.panel.four_eyes') : undefined}>
          {t('cases.panel.confirm_ineligible', { count: shown.told['confirm_ineligible']?.people.length ?? 0 })}
        </Button>
      </PortalForm>
      <Modal trigger={t('cases.panel.return')} title={t('cases.panel.return')} variant="text" open={reply?.intent === 'return_to_screening'}>
        <PortalForm id="return" intent="return_to_screening" reply={reply}>
          <TextArea name="reason" label={t('cases.decision.reason')} rows={4} maxLength={2000} required />
          <ToldLetter told={shown.told['return_to_screening']} />
          <Button type="submit" variant="primary">
            {t('cases.panel.return_send')}
          </Button>
        </PortalForm>
      </Modal>
    </DecisionPanel>
  );
}
