import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { FieldSet, HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { MoneyField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import type { ShownPlan, ShownTask } from './shown-plan.ts';

const CATEGORIES = ['consulting', 'equipment', 'smart_factory', 'other'] as const;

/** Whether the last refused form was the one of this task (null: the form that adds one). */
export function isReplyTo(reply: FormReply | undefined, taskId: string | null): boolean {
  return reply?.intent === 'task' && String(reply.initialValue?.['taskId'] ?? '') === (taskId ?? '');
}

/** One task: who, when, which KPI, what it costs. */
export function TaskForm({ given, task, reply }: { given: ShownPlan; task: ShownTask | null; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const months = given.period.months.map((month) => ({ value: month, label: format.month(month) }));
  const chosen = given.areas.filter((area) => area.isChosen);
  const others = Object.entries(given.areaNames).filter(([code]) => !chosen.some((area) => area.code === code));
  return (
    <PortalForm
      id={task ? `task-${task.id}` : 'task-new'}
      intent="task"
      reply={isReplyTo(reply, task?.id ?? null) ? reply : undefined}
      defaults={
        task
          ? {
              title: task.title, areaCode: task.areaCode ?? '', description: task.description ?? '', ownerName: task.ownerName ?? '', startMonth: task.startMonth ?? '', endMonth: task.endMonth ?? '',
              kpiCardId: task.kpiCardId ?? '', expectedEffect: task.expectedEffect ?? '', budgetCategory: task.budgetCategory ?? '', amountWon: format.number(task.amountWon), ownShareWon: format.number(task.ownShareWon),
            }
          : { amountWon: '0', ownShareWon: '0' }
      }
    >
      <HiddenField name="taskId" value={task?.id ?? ''} />
      <HiddenField name="revision" value={task?.revision ?? 0} />
      <TextField name="title" label={t('plans.task.title')} maxLength={200} required />
      <Select
        name="areaCode"
        label={t('plans.task.area')}
        required
        options={[
          { label: t('plans.task.area_chosen'), options: chosen.map((area) => ({ value: area.code, label: `${area.code} ${format.text(area.name)}` })) },
          { label: t('plans.task.area_other'), options: others.map(([code, name]) => ({ value: code, label: `${code} ${format.text(name)}` })) },
        ].filter((group) => group.options.length > 0)}
      />
      <TextArea name="description" label={t('plans.task.description')} hint={t('plans.task.description_hint')} rows={3} maxLength={2000} />
      <TextField name="ownerName" label={t('plans.task.owner')} hint={given.members.length > 0 ? t('plans.task.owner_hint', { names: given.members.join(', ') }) : undefined} maxLength={100} width="medium" required />
      <FieldSet legend={t('plans.task.months')} columns={2}>
        <Select name="startMonth" label={t('plans.task.start')} options={months} required />
        <Select name="endMonth" label={t('plans.task.end')} options={months} required />
      </FieldSet>
      <Select
        name="kpiCardId"
        label={t('plans.task.kpi')}
        hint={t('plans.task.kpi_hint')}
        required
        options={given.cards.filter((card) => card.state !== 'retired').map((card) => ({ value: card.id, label: format.text(card.definition.name) }))}
      />
      <TextField name="expectedEffect" label={t('plans.task.effect')} hint={t('plans.task.effect_hint')} maxLength={300} required />
      <FieldSet legend={t('plans.task.budget')} hint={t('plans.task.budget_hint')}>
        <Select name="budgetCategory" label={t('plans.task.category')} width="medium" quiet options={CATEGORIES.map((value) => ({ value, label: t(`plans.category.${value}`) }))} />
        <MoneyField name="amountWon" label={t('plans.task.amount')} quiet />
        <MoneyField name="ownShareWon" label={t('plans.task.own_share')} quiet />
      </FieldSet>
      <SubmitBar>
        <Button type="submit" variant="primary">
          {t(task ? 'plans.task.save' : 'plans.task.add')}
        </Button>
      </SubmitBar>
    </PortalForm>
  );
}
