import type { Completion } from '#app/domain/outcomes/completion-record.ts';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button, ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { FieldSet, HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { MoneyField, NumberField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import type { CompletionFirmProps } from '#app/ui/outcomes/completion-firm-page.tsx';
import { KpiTable } from '#app/ui/outcomes/completion-report-view.tsx';

const ASSET_ROWS = [0, 1, 2, 3];
const POINTS = ['5', '4', '3', '2', '1'] as const;

function defaultsOf(completion: Completion, tasks: CompletionFirmProps['tasks']) {
  const told = new Map((completion.report?.tasks ?? []).map((task) => [task.taskId, task]));
  return {
    summary: completion.summary ?? '',
    tasks: tasks.map((task) => {
      const known = told.get(task.id);
      return { outcome: known?.outcome ?? (task.status === 'dropped' ? 'dropped' : task.status === 'done' ? 'done' : ''), before: known?.before ?? '', after: known?.after ?? task.outcome ?? '', reason: known?.reason ?? task.dropReason ?? '' };
    }),
    jobsCreated: completion.jobsCreated ?? '',
    ownInvestmentWon: completion.ownInvestmentWon ?? '',
    satisfaction: completion.satisfaction === null ? '' : String(completion.satisfaction),
    assets: completion.assets,
    t2Waiver: completion.report?.t2Waiver ?? '',
  };
}

/** The form of the completion report; it can be kept as a draft or sent with the representative's signature. */
export function CompletionForm({ completion, tasks, kpis, mark, needsAssets, hasT2, steps, reply }: CompletionFirmProps & { completion: Completion }) {
  const { t } = useI18n();
  const missing = kpis.some((kpi) => kpi.final === null);
  return (
    <div className="gap-above">
      <PortalForm id="completion" reply={reply} defaults={defaultsOf(completion, tasks)}>
        <Section title={t('settlements.completion.summary')}>
          <TextArea name="summary" label={t('settlements.completion.summary_label')} hint={t('settlements.completion.summary_hint')} maxLength={4000} rows={7} required />
        </Section>
        <Section title={t('settlements.completion.tasks')} intro={t('settlements.completion.tasks_intro')}>
          <div className="fields">
            {tasks.map((task, index) => (
              <FieldSet key={task.id} legend={task.title}>
                <HiddenField name={`tasks[${index}].taskId`} value={task.id} />
                <RadioGroup name={`tasks[${index}].outcome`} label={t('settlements.completion.outcome')} inline required options={[{ value: 'done', label: t('settlements.completion.done') }, { value: 'dropped', label: t('settlements.completion.dropped') }]} />
                <div className="two">
                  <TextArea name={`tasks[${index}].before`} label={t('settlements.completion.before')} maxLength={1000} rows={3} />
                  <TextArea name={`tasks[${index}].after`} label={t('settlements.completion.after')} hint={t('settlements.completion.after_hint')} maxLength={1000} rows={3} />
                </div>
                <TextField name={`tasks[${index}].reason`} label={t('settlements.completion.drop_reason')} hint={t('settlements.completion.drop_hint')} maxLength={500} />
              </FieldSet>
            ))}
          </div>
        </Section>
        <Section title={t('settlements.completion.kpis')} intro={t('settlements.completion.kpis_intro')}>
          <FieldSet legend={t('settlements.completion.kpis')} errorName="kpis">
            <KpiTable kpis={kpis} mark={mark} />
            {missing ? (
              <Alert kind="warn" title={t('settlements.completion.kpi_missing')}>
                <ButtonRow>
                  <ButtonLink to={paths.firmKpis()}>{t('settlements.completion.to_kpis')}</ButtonLink>
                </ButtonRow>
              </Alert>
            ) : null}
          </FieldSet>
        </Section>
        <Section title={t('settlements.completion.effects')}>
          <div className="fields">
            <NumberField name="jobsCreated" label={t('settlements.completion.jobs')} hint={t('settlements.completion.jobs_hint')} unit={t('settlements.unit.people')} width="short" required />
            <MoneyField name="ownInvestmentWon" label={t('settlements.completion.invested')} hint={t('settlements.completion.invested_hint')} required />
            <RadioGroup name="satisfaction" label={t('settlements.completion.satisfaction')} inline required options={POINTS.map((point) => ({ value: point, label: t(`settlements.satisfaction.${point}`) }))} />
          </div>
        </Section>
        <Section title={t('settlements.completion.assets')} intro={needsAssets ? t('settlements.completion.assets_needed') : t('settlements.completion.assets_none')}>
          <div className="fields">
            {ASSET_ROWS.map((index) => (
              <FieldSet key={index} legend={t('settlements.asset.number', { number: index + 1 })}>
                <TextField name={`assets[${index}].name`} label={t('settlements.asset.name')} maxLength={200} required={needsAssets && index === 0} />
                <div className="two">
                  <TextField name={`assets[${index}].serial`} label={t('settlements.asset.serial')} maxLength={100} required={needsAssets && index === 0} />
                  <TextField name={`assets[${index}].place`} label={t('settlements.asset.place')} maxLength={200} required={needsAssets && index === 0} />
                </div>
              </FieldSet>
            ))}
          </div>
        </Section>
        {hasT2 ? null : (
          <Section title={t('settlements.completion.t2')} intro={<Link to={paths.firmAssessment()}>{t('settlements.completion.t2_link')}</Link>}>
            <TextArea name="t2Waiver" label={t('settlements.completion.t2_waiver')} hint={t('settlements.completion.t2_hint')} maxLength={1000} required />
          </Section>
        )}
        <SubmitBar>
          <Button type="submit" name="intent" value="save">{t('settlements.completion.save')}</Button>
          {steps.includes('submit') ? (
            <Button type="submit" name="intent" value="submit" variant="primary">{t('settlements.completion.send')}</Button>
          ) : (
            <Button variant="primary" disabled disabledReason={t('settlements.completion.only_representative')}>{t('settlements.completion.send')}</Button>
          )}
        </SubmitBar>
      </PortalForm>
    </div>
  );
}
