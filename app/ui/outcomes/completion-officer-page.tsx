import type { Completion } from '#app/domain/outcomes/completion-record.ts';
import type { OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { FieldSet, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { Told } from '#app/ui/kit/told.tsx';
import { CaseFrame } from '#app/ui/outcomes/completion-case-frame.tsx';
import { Panel } from '#app/ui/outcomes/completion-panel.tsx';
import { CompletionReportView } from '#app/ui/outcomes/completion-report-view.tsx';
import { MachineState } from '#app/ui/outcomes/completion-state.tsx';

interface CompletionOfficerProps {
  readonly head: OutcomeCase;
  readonly completion: Completion | null;
  readonly mark: { readonly meanPercent: number | null; readonly passed: boolean | null; readonly passPercent: number };
  readonly steps: readonly string[];
  readonly reader: 'officer' | 'evaluator';
  readonly reply: FormReply | undefined;
}

const ITEMS = ['tasks', 'kpis', 'evidence', 'assets', 'spending', 'safety'] as const;
const MODES = ['site', 'video', 'documents'] as const;

/** Open, inspect, return and decide the completion of a case. */
export function CompletionOfficerPage({ head, completion, mark, steps, reader, reply }: CompletionOfficerProps) {
  const { t } = useI18n();
  const firmAndConsultant = [{ name: head.firmName, channel: 'both' as const }, { name: t('settlements.told.consultant'), channel: 'both' as const }];
  const opens = steps.includes('open_report') || (completion === null && reader === 'officer' && head.agreement?.state === 'in_force');
  return (
    <CaseFrame head={head} page="completion" title={t('settlements.nav.completion')} reader={reader} over={completion ? <MachineState machine="completion" state={completion.state} /> : undefined}>
      {completion === null || completion.state === 'not_due' ? <EmptyState title={t('settlements.completion.none')}>{t('settlements.completion.none_officer')}</EmptyState> : null}
      {opens ? (
        <Panel title={t('settlements.completion.open')}>
          <PortalForm id="open" intent="open" reply={reply}>
            <TextArea name="reason" label={t('settlements.common.reason')} maxLength={1000} />
            <Button type="submit" variant="primary">{t('settlements.completion.open_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {completion ? <CompletionReportView completion={completion} mark={mark} /> : null}
      {completion?.state === 'submitted' && !completion.opinion ? <p className="gap-above"><State kind="waiting">{t('settlements.completion.opinion_missing')}</State></p> : null}
      {steps.includes('inspect') ? (
        <Panel title={t('settlements.inspection.title')}>
          <PortalForm id="inspect" intent="inspect" reply={reply}>
            <RadioGroup name="mode" label={t('settlements.interim.mode')} inline required options={MODES.map((mode) => ({ value: mode, label: t(`settlements.mode.${mode}`) }))} />
            {ITEMS.map((item) => (
              <FieldSet key={item} legend={t(`settlements.inspection.${item}`)}>
                <RadioGroup name={`items.${item}.ok`} label={t('settlements.inspection.result')} inline required options={[{ value: 'yes', label: t('settlements.inspection.ok') }, { value: 'no', label: t('settlements.inspection.not_ok') }]} />
                <TextField name={`items.${item}.note`} label={t('settlements.interim.finding')} maxLength={500} />
              </FieldSet>
            ))}
            <TextArea name="text" label={t('settlements.inspection.text')} maxLength={3000} required />
            <Button type="submit" variant="primary">{t('settlements.inspection.send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {steps.includes('return') ? (
        <Panel title={t('settlements.completion.return')}>
          <PortalForm id="return" intent="return" reply={reply}>
            <TextArea name="items" label={t('settlements.completion.return_items')} hint={t('settlements.completion.return_hint')} maxLength={3000} rows={5} required />
            <TextField name="reason" label={t('settlements.common.reason')} maxLength={500} required />
            <Told people={firmAndConsultant} />
            <Button type="submit">{t('settlements.completion.return_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {steps.includes('accept') ? (
        <Panel title={t('settlements.completion.accept')}>
          <PortalForm id="accept" intent="accept" reply={reply}>
            <TextArea name="text" label={t('settlements.completion.accept_text')} hint={mark.passed === null ? t('settlements.completion.no_target_reason') : t('settlements.completion.accept_hint')} maxLength={2000} required={mark.passed === null} />
            <Told people={firmAndConsultant} />
            <Button type="submit" variant="primary" {...(mark.passed === false ? { disabled: true, disabledReason: t('settlements.completion.below_mark') } : {})}>{t('settlements.completion.accept_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {steps.includes('refuse') ? (
        <Panel title={t('settlements.completion.refuse')}>
          <PortalForm id="refuse" intent="refuse" reply={reply}>
            <TextArea name="reason" label={t('settlements.common.reason')} maxLength={2000} required />
            <Told people={firmAndConsultant} />
            <Button type="submit" variant="danger">{t('settlements.completion.refuse_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {steps.includes('open_repair') ? (
        <Panel title={t('settlements.completion.repair')}>
          <PortalForm id="repair" intent="repair" reply={reply}>
            <p className="soft">{t('settlements.completion.repair_text')}</p>
            <Button type="submit" variant="primary">{t('settlements.completion.repair_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
    </CaseFrame>
  );
}
