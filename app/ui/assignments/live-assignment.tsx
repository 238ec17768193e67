import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { getState } from '#app/domain/workflow/machine.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';

/** An assignment of the case as the officer reads it. */
export interface HistoryLine {
  readonly id: string;
  readonly consultantName: string;
  readonly state: string;
  readonly stateSince: Date;
  readonly dueOn: string | null;
  readonly declineCode: string | null;
  readonly declineText: string | null;
  readonly objectionText: string | null;
  readonly conflictHits: readonly string[];
  readonly manDaysHalf: number;
}

interface LiveProps {
  readonly live: HistoryLine;
  readonly mayPropose: boolean;
  readonly mayWaive: boolean;
  readonly isHeld: boolean;
  readonly reply: FormReply | undefined;
}

function Conflict({ live, mayWaive, isHeld, reply }: LiveProps) {
  const { t } = useI18n();
  return (
    <Alert kind="warn" title={t('assignments.conflict.title', { name: live.consultantName })}>
      <p>{t('assignments.conflict.text')}</p>
      {mayWaive && !isHeld ? (
        <PortalForm id="waive" intent="waive" reply={reply}>
          <HiddenField name="assignmentId" value={live.id} />
          <TextArea name="reason" label={t('assignments.conflict.reason')} rows={3} maxLength={1000} required />
          <Button type="submit" variant="primary">
            {t('assignments.conflict.waive')}
          </Button>
        </PortalForm>
      ) : null}
    </Alert>
  );
}

function Objection({ live, mayPropose, reply }: LiveProps) {
  const { t } = useI18n();
  return (
    <DecisionPanel title={t('assignments.ruling.title', { name: live.consultantName })}>
      <blockquote>{live.objectionText}</blockquote>
      {mayPropose ? (
        <PortalForm id="rule" intent="rule" reply={reply}>
          <HiddenField name="assignmentId" value={live.id} />
          <RadioGroup
            name="ruling"
            label={t('assignments.ruling.ruling')}
            required
            options={[
              { value: 'uphold', label: t('assignments.ruling.uphold'), hint: t('assignments.ruling.uphold_hint') },
              { value: 'overrule', label: t('assignments.ruling.overrule'), hint: t('assignments.ruling.overrule_hint') },
            ]}
          />
          <TextArea name="reason" label={t('assignments.ruling.reason')} hint={t('assignments.ruling.reason_hint')} rows={3} maxLength={1000} />
          <Button type="submit" variant="primary">
            {t('assignments.ruling.send')}
          </Button>
        </PortalForm>
      ) : null}
    </DecisionPanel>
  );
}

/** Where the present assignment stands, with the decision that is the officer's: a conflict or an objection of the firm. */
export function LiveAssignment(props: LiveProps) {
  const { live } = props;
  const { t, format } = useI18n();
  if (live.state === 'conflict_found') return <Conflict {...props} />;
  if (live.state === 'objected') return <Objection {...props} />;
  const label = format.text(getState(assignmentMachine, live.state).label);
  const waits = live.dueOn === null ? null : live.state === 'offered' ? 'assignments.live.offered' : live.state === 'accepted' ? 'assignments.live.accepted' : null;
  return (
    <Alert kind={live.state === 'active' ? 'ok' : 'info'} title={t('assignments.live.title', { name: live.consultantName, state: label })}>
      <p>{waits ? t(waits, { on: format.date(live.dueOn) }) : t('assignments.live.days', { days: live.manDaysHalf / 2 })}</p>
    </Alert>
  );
}
