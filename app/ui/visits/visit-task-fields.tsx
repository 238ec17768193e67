import { useI18n } from '#app/i18n/i18n.tsx';
import { FieldErrors } from '#app/ui/kit/forms/field-frame.tsx';
import { useField } from '#app/ui/kit/forms/form-context.tsx';

interface CaseTask {
  readonly id: string;
  readonly title: string;
  readonly progressPercent: number;
}

function TaskRow({ task, index }: { task: CaseTask; index: number }) {
  const { t } = useI18n();
  const touched = useField(`tasks[${index}].touched`);
  const progress = useField(`tasks[${index}].progress`);
  return (
    <li>
      <input type="hidden" name={`tasks[${index}].id`} value={task.id} />
      <label className="krds-check" htmlFor={touched.id}>
        <input type="checkbox" id={touched.id} name={touched.name} value="on" defaultChecked={touched.value === 'on' || touched.value === true} />
        <span>{task.title}</span>
      </label>
      <div className="with-unit">
        <input
          className="krds-input"
          id={progress.id}
          name={progress.name}
          type="number"
          inputMode="numeric"
          min={0}
          max={100}
          step={5}
          placeholder={String(task.progressPercent)}
          defaultValue={progress.defaultValue}
          aria-label={t('visits.form.progress_of', { task: task.title })}
          aria-invalid={progress.errors.length > 0 || undefined}
        />
        <span>%</span>
      </div>
      <FieldErrors field={progress} />
    </li>
  );
}

/** The tasks of the action plan that a visit touched, with the progress it found. */
export function VisitTaskFields({ tasks }: { tasks: readonly CaseTask[] }) {
  const { t } = useI18n();
  const field = useField('tasks');
  if (tasks.length === 0) return null;
  return (
    <fieldset className="form-group">
      <legend>{t('visits.form.tasks')}</legend>
      <p className="form-hint">{t('visits.form.tasks_hint')}</p>
      <ul className="task-rows">
        {tasks.map((task, index) => (
          <TaskRow key={task.id} task={task} index={index} />
        ))}
      </ul>
      <FieldErrors field={field} />
    </fieldset>
  );
}
