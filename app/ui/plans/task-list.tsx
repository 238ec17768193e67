import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { CheckboxGroup, HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { Modal } from '#app/ui/kit/modal.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { isReplyTo, TaskForm } from './task-form.tsx';
import type { ShownPlan, ShownTask } from './shown-plan.ts';

/** Activities of the next step of the chosen areas; those that are ticked become tasks. */
export function ActivityOffer({ given, reply }: { given: ShownPlan; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const why = (area: ShownPlan['areas'][number]) =>
    area.priority.kpiCodes.length > 0
      ? t('plans.offer.why_kpi', { weight: area.priority.weight, gap: area.priority.gap, kpis: area.priority.kpiCodes.join(', '), points: format.number(area.priority.priority, 1) })
      : t('plans.offer.why', { weight: area.priority.weight, gap: area.priority.gap, points: format.number(area.priority.priority, 1) });
  const group = (area: ShownPlan['areas'][number]) => (
    <CheckboxGroup
      key={area.code}
      name="activities"
      quiet
      label={t('plans.offer.area', { code: area.code, name: format.text(area.name), from: area.priority.confirmed, to: area.priority.confirmed + 1 })}
      hint={[area.priority.proposed ? t('plans.offer.rank', { rank: area.priority.rank }) : null, why(area), area.reason ? t('plans.offer.reason', { reason: area.reason }) : null].filter(Boolean).join(' · ')}
      options={area.activities.map((activity) => ({ value: activity.id, label: format.text(activity.title), hint: activity.id }))}
    />
  );
  const open = given.areas.filter((area) => area.activities.length > 0);
  const chosen = open.filter((area) => area.isChosen);
  const others = open.filter((area) => !area.isChosen);
  if (open.length === 0) return null;
  return (
    <Section title={t('plans.offer.title')} intro={t('plans.offer.intro')}>
      <PortalForm id="activities" intent="activities" reply={reply}>
        {chosen.map(group)}
        {others.length > 0 ? <Details summary={t('plans.offer.others')} open={chosen.length === 0}>{others.map(group)}</Details> : null}
        <SubmitBar>
          <Button type="submit" variant={given.tasks.length === 0 ? 'primary' : 'secondary'} icon="plus">
            {t('plans.offer.submit')}
          </Button>
        </SubmitBar>
      </PortalForm>
    </Section>
  );
}

/** The tasks of a draft: each with its form, and one more to add. */
export function TaskList({ given, reply }: { given: ShownPlan; reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Section title={t('plans.tasks.title')} aside={t('plans.tasks.count', { count: given.tasks.length, max: given.limits.tasksMax })}>
      {given.tasks.length === 0 ? (
        <EmptyState title={t('plans.tasks.none')}>{t('plans.tasks.none_text')}</EmptyState>
      ) : (
        <div className="stack">
          {given.tasks.map((task, index) => (
            <TaskItem key={task.id} given={given} task={task} number={index + 1} reply={reply} />
          ))}
        </div>
      )}
      <div className="btns gap-above">
        <Modal trigger={t('plans.task.add')} title={t('plans.task.add_title')} size="medium" open={isReplyTo(reply, null)}>
          <TaskForm given={given} task={null} reply={reply} />
        </Modal>
      </div>
    </Section>
  );
}

function TaskItem({ given, task, number, reply }: { given: ShownPlan; task: ShownTask; number: number; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const open = given.issues.filter((issue) => issue.subject === task.id && issue.severity === 'error').length;
  const card = given.cards.find((row) => row.id === task.kpiCardId);
  const area = task.areaCode ? given.areaNames[task.areaCode] : undefined;
  return (
    <article className="decide" aria-labelledby={`t-${task.id}`}>
      <div className="h-row">
        <h3 id={`t-${task.id}`}>
          {number}. {task.title}
        </h3>
        <State kind={open > 0 ? 'warn' : 'ok'}>{open > 0 ? t('plans.task.open', { count: open }) : t('plans.task.complete')}</State>
      </div>
      <DefinitionList
        layout="grid"
        columns={4}
        items={[
          { term: t('plans.task.owner'), value: task.ownerName ?? '-' },
          { term: t('plans.task.months'), value: task.startMonth && task.endMonth ? `${format.month(task.startMonth)} ~ ${format.month(task.endMonth)}` : '-' },
          { term: t('plans.task.kpi'), value: card ? format.text(card.definition.name) : '-', note: task.expectedEffect },
          { term: t('plans.task.amount'), value: format.wonPlain(task.amountWon), note: task.ownShareWon > 0 ? t('plans.task.with_own', { own: format.wonPlain(task.ownShareWon) }) : task.budgetCategory ? t(`plans.category.${task.budgetCategory}`) : undefined },
        ]}
      />
      <p className="small soft">{[area ? `${task.areaCode} ${format.text(area)}` : null, task.description].filter(Boolean).join(' · ')}</p>
      <div className="btns">
        <Modal trigger={t('plans.task.edit')} title={t('plans.task.edit_title', { title: task.title })} size="medium" open={isReplyTo(reply, task.id)}>
          <TaskForm given={given} task={task} reply={reply} />
        </Modal>
        <PortalForm id={`remove-${task.id}`} intent="remove" reply={undefined}>
          <HiddenField name="taskId" value={task.id} />
          <Button type="submit" variant="text" size="medium">
            {t('plans.task.remove')}
          </Button>
        </PortalForm>
      </div>
    </article>
  );
}
