import type { OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import type { InterimCheck } from '#app/domain/plans/interim-record.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { FieldSet, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { CaseFrame } from '#app/ui/outcomes/completion-case-frame.tsx';
import { Panel } from '#app/ui/outcomes/completion-panel.tsx';
import { MachineState } from '#app/ui/outcomes/completion-state.tsx';
import { InterimReportView } from '#app/ui/outcomes/interim-report-view.tsx';

interface InterimOfficerProps {
  readonly head: OutcomeCase;
  readonly check: InterimCheck | null;
  readonly passPercent: number;
  readonly steps: readonly string[];
  readonly reader: 'officer' | 'evaluator';
  readonly reply: FormReply | undefined;
}

const FAIL_CODES = ['no_progress', 'no_spending', 'no_evidence', 'other'] as const;

/** Plan, check and decide the interim check of a case. */
export function InterimOfficerPage({ head, check, passPercent, steps, reader, reply }: InterimOfficerProps) {
  const { t } = useI18n();
  const total = (head.agreement?.amountWon ?? 0) + (head.agreement?.ownShareWon ?? 0);
  const modes = (['site', 'video', 'documents'] as const).map((mode) => ({ value: mode, label: t(`settlements.mode.${mode}`) }));
  return (
    <CaseFrame head={head} page="interim" title={t('settlements.nav.interim')} reader={reader} over={check ? <MachineState machine="interim_check" state={check.state} /> : undefined}>
      {check === null ? <EmptyState title={t('settlements.interim.none')}>{t('settlements.interim.none_officer')}</EmptyState> : null}
      {steps.includes('schedule') ? (
        <Panel title={t('settlements.interim.schedule')}>
          <PortalForm id="schedule" intent="schedule" reply={reply} defaults={{ dueOn: check?.dueOn ?? '' }}>
            <DateField name="dueOn" label={t('settlements.interim.due')} hint={t('settlements.interim.due_hint')} required />
            <Button type="submit" variant={check ? 'secondary' : 'primary'}>{t('settlements.interim.schedule_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {check ? <InterimReportView check={check} totalWon={total} passPercent={passPercent} /> : null}
      {steps.includes('check') || steps.includes('recheck') ? (
        <Panel title={t(steps.includes('recheck') ? 'settlements.interim.recheck' : 'settlements.interim.check')}>
          <PortalForm id="check" intent="check" reply={reply}>
            <RadioGroup name="mode" label={t('settlements.interim.mode')} options={modes} inline required />
            <RadioGroup name="spendPlausible" label={t('settlements.interim.spend_plausible')} options={[{ value: 'yes', label: t('settlements.common.yes') }, { value: 'no', label: t('settlements.common.no') }]} inline required />
            <TextArea name="note" label={t('settlements.interim.finding')} maxLength={3000} rows={5} required />
            <Button type="submit" variant="primary">{t('settlements.interim.check_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {steps.includes('pass') ? (
        <Panel title={t('settlements.interim.pass')}>
          <PortalForm id="pass" intent="pass" reply={reply}>
            <FieldSet legend={t('settlements.interim.pass_what')} errorName="decision">
              <p className="soft">{t('settlements.interim.pass_text', { pass: passPercent })}</p>
            </FieldSet>
            <Button type="submit" variant="primary">{t('settlements.interim.pass_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {steps.includes('pass_with_actions') ? (
        <Panel title={t('settlements.interim.with_actions')}>
          <PortalForm id="actions" intent="actions" reply={reply}>
            {[0, 1, 2].map((index) => (
              <FieldSet key={index} legend={t('settlements.interim.action_number', { number: index + 1 })} columns={2}>
                <TextField name={`actions[${index}].text`} label={t('settlements.interim.action')} maxLength={500} required={index === 0} />
                <DateField name={`actions[${index}].dueOn`} label={t('settlements.common.due')} required={index === 0} />
              </FieldSet>
            ))}
            <Button type="submit">{t('settlements.interim.with_actions_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {check && steps.includes('confirm_actions') ? (
        <Panel title={t('settlements.interim.confirm')}>
          <PortalForm id="confirm" intent="confirm" reply={reply}>
            {check.actions.map((action, index) => (
              <TextField key={index} name={`proofs[${index}]`} label={t('settlements.interim.proof_of', { action: action.text })} maxLength={500} required />
            ))}
            <Button type="submit" variant="primary">{t('settlements.interim.confirm_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {steps.includes('fail') ? (
        <Panel title={t('settlements.interim.fail')}>
          <PortalForm id="fail" intent="fail" reply={reply}>
            <Select name="code" label={t('settlements.interim.fail_code')} options={FAIL_CODES.map((code) => ({ value: code, label: t(`settlements.interim.code.${code}`) }))} required />
            <TextArea name="reason" label={t('settlements.common.reason')} maxLength={2000} required />
            <Button type="submit" variant="danger">{t('settlements.interim.fail_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
    </CaseFrame>
  );
}
