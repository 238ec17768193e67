import { REJECTION_CODES } from '#app/domain/applications/decision-codes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { ShownCase } from '#app/ui/cases/shown-case.ts';
import { ToldLetter } from '#app/ui/cases/told-letter.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Modal } from '#app/ui/kit/modal.tsx';

interface PanelProps {
  readonly shown: ShownCase;
  readonly reply: FormReply | undefined;
}

function EvaluatorFields({ shown }: { shown: ShownCase }) {
  const { t } = useI18n();
  const { evaluation, today } = shown;
  const used = new Set(evaluation.tasks.map((task) => task.evaluatorName));
  const choices = evaluation.choices.filter((choice) => !used.has(choice.name));
  return (
    <>
      <CheckboxGroup
        name="evaluatorIds"
        label={t('cases.evaluators.choose')}
        required
        options={choices.map((choice) => ({
          value: choice.userId,
          label: choice.name,
          hint: choice.advisesFirm ? t('cases.evaluators.advises') : choice.declaredConflict ? t('cases.evaluators.declared') : t('cases.evaluators.load', { count: choice.openCount }),
          disabled: choice.advisesFirm || choice.declaredConflict,
        }))}
      />
      <DateField name="dueOn" label={t('cases.evaluators.due')} defaultValue={evaluation.dueOn} min={today} required />
    </>
  );
}

/** Choosing the evaluators of an eligible application. */
export function EvaluatorsPanel({ shown, reply }: PanelProps) {
  const { t } = useI18n();
  return (
    <DecisionPanel title={t('cases.evaluators.title')}>
      <p className="small">{t('cases.evaluators.hint', { minimum: shown.evaluation.minimum })}</p>
      <PortalForm id="evaluators" intent="assign_evaluators" reply={reply}>
        <EvaluatorFields shown={shown} />
        <ToldLetter told={shown.told['assign_evaluators']} closed title={t('cases.evaluators.letter')} />
        <Button type="submit" variant="primary">
          {t('cases.evaluators.send')}
        </Button>
      </PortalForm>
    </DecisionPanel>
  );
}

/** Closing the scoring with a proposal for the senior officer; more evaluators while it runs. */
export function RankingPanel({ shown, reply }: PanelProps) {
  const { t, format } = useI18n();
  const { evaluation } = shown;
  const active = evaluation.tasks.filter((task) => task.releasedAt === null);
  const missing = active.filter((task) => task.submittedAt === null).length;
  const short = Math.max(0, evaluation.minimum - active.length);
  const blocked =
    short > 0 ? t('cases.ranking.short', { count: short }) : missing > 0 ? t('cases.ranking.missing', { count: missing }) : evaluation.combined?.needsThird ? t('cases.ranking.third', { limit: evaluation.spreadMax }) : null;
  const add = (
    <Modal trigger={t('cases.evaluators.add')} title={t('cases.evaluators.add')} variant={blocked === null ? 'text' : 'secondary'} open={reply?.intent === 'add_evaluators'}>
      <PortalForm id="add-evaluators" intent="add_evaluators" reply={reply}>
        <EvaluatorFields shown={shown} />
        <Button type="submit" variant="primary">
          {t('cases.evaluators.send')}
        </Button>
      </PortalForm>
    </Modal>
  );
  if (blocked !== null) {
    return (
      <DecisionPanel title={t('cases.ranking.title')}>
        <p className="small">{blocked}</p>
        {add}
      </DecisionPanel>
    );
  }
  const passed = evaluation.combined?.passed ?? false;
  return (
    <DecisionPanel title={t('cases.ranking.title')}>
      <PortalForm id="rank" intent="rank" reply={reply} defaults={{ kind: passed ? 'admitted' : 'rejected', reasonCode: passed ? '' : 'R01' }}>
        <RadioGroup
          name="kind"
          label={t('cases.ranking.proposal')}
          required
          options={[
            { value: 'admitted', label: t('cases.decisions.admitted'), disabled: !passed, ...(passed ? {} : { hint: t('cases.decision.below_pass') }) },
            { value: 'reserve', label: t('cases.decisions.reserve'), disabled: !passed },
            { value: 'rejected', label: t('cases.decisions.rejected'), hint: t('cases.ranking.rejected_hint') },
          ]}
        />
        <Select name="reasonCode" label={t('cases.decision.code')} hint={t('cases.decision.code_hint')} options={REJECTION_CODES.map((entry) => ({ value: entry.code, label: `${entry.code} ${format.text(entry.label)}` }))} />
        <TextArea name="reasonText" label={t('cases.decision.reason')} rows={3} maxLength={2000} />
        <TextArea name="feedback" label={t('cases.decision.feedback')} hint={t('cases.decision.feedback_hint')} rows={3} maxLength={2000} />
        <ToldLetter told={shown.told['rank']} closed />
        <Button type="submit" variant="primary">
          {t('cases.ranking.send', { count: shown.told['rank']?.people.length ?? 0 })}
        </Button>
      </PortalForm>
      {add}
    </DecisionPanel>
  );
}
