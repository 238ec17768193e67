import type { CaseTask, OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import type { InterimCheck } from '#app/domain/plans/interim-record.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { FieldSet, HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { MoneyField, NumberField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';
import { MachineState, useTurnText, useWhose } from '#app/ui/outcomes/completion-state.tsx';
import { InterimReportView } from '#app/ui/outcomes/interim-report-view.tsx';

interface InterimFirmProps {
  readonly head: OutcomeCase;
  readonly check: InterimCheck | null;
  readonly tasks: readonly CaseTask[];
  readonly passPercent: number;
  readonly steps: readonly string[];
  readonly reply: FormReply | undefined;
}

/** The firm's interim check: report half-way, read the result, answer a refusal. */
export function InterimFirmPage({ head, check, tasks, passPercent, steps, reply }: InterimFirmProps) {
  const { t } = useI18n();
  const turnText = useTurnText();
  const whose = useWhose();
  const mine = steps.includes('report') || steps.includes('propose_remedy');
  const total = (head.agreement?.amountWon ?? 0) + (head.agreement?.ownShareWon ?? 0);
  return (
    <Wrap narrow>
      <Breadcrumb items={[{ to: paths.firm(), label: t('settlements.nav.firm') }, { label: t('settlements.interim.title') }]} />
      <PageTitle title={t('settlements.interim.title')} over={check ? <MachineState machine="interim_check" state={check.state} /> : undefined} lede={t('settlements.interim.lede')} />
      {check === null ? <EmptyState title={t('settlements.interim.none')}>{t('settlements.interim.none_text')}</EmptyState> : (
        <Turn
          whose={whose('interim_check', check.state, mine)}
          mine={mine}
          title={turnText('interim_check', check.state)}
          {...(mine ? { due: { label: t('settlements.common.due'), value: <DateText on={check.state === 'failed' ? (check.actionsDueOn ?? check.dueOn) : check.dueOn} /> } } : {})}
        />
      )}
      {check && steps.includes('report') ? (
        <Section title={t('settlements.interim.write')} intro={t('settlements.interim.write_intro')}>
          <PortalForm id="report" intent="report" reply={reply}>
            {tasks.map((task, index) => (
              <FieldSet key={task.id} legend={task.title}>
                <HiddenField name={`tasks[${index}].taskId`} value={task.id} />
                <NumberField name={`tasks[${index}].progressPercent`} label={t('settlements.interim.progress')} unit="%" width="short" required />
                <TextField name={`tasks[${index}].note`} label={t('settlements.interim.note')} maxLength={500} />
              </FieldSet>
            ))}
            <MoneyField name="spentWon" label={t('settlements.interim.spent')} hint={t('settlements.interim.spent_hint')} required />
            <TextArea name="text" label={t('settlements.interim.text')} hint={t('settlements.interim.text_hint')} maxLength={3000} rows={6} required />
            <Button type="submit" variant="primary">{t('settlements.interim.send')}</Button>
          </PortalForm>
        </Section>
      ) : null}
      {check ? <InterimReportView check={check} totalWon={total} passPercent={passPercent} /> : null}
      {check && steps.includes('propose_remedy') ? (
        <Section title={t('settlements.interim.remedy_write')}>
          <PortalForm id="remedy" intent="remedy" reply={reply}>
            <TextArea name="text" label={t('settlements.interim.remedy')} hint={t('settlements.interim.remedy_hint')} maxLength={3000} rows={6} required />
            <Button type="submit" variant="primary">{t('settlements.interim.remedy_send')}</Button>
          </PortalForm>
        </Section>
      ) : null}
    </Wrap>
  );
}
