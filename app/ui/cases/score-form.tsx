import type { Text } from '#app/domain/workflow/machine.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { ShownTask } from '#app/ui/cases/shown-case.ts';
import { Button } from '#app/ui/kit/button.tsx';
import { CheckboxGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { NumberField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SaveState, SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

interface SheetItem {
  readonly id: string;
  readonly label: Text;
  readonly guide: Text;
  readonly maxPoints: number;
  readonly anchors: readonly { readonly points: number; readonly text: Text }[];
}

export interface ShownSheet {
  readonly version: string;
  readonly items: readonly SheetItem[];
  readonly bonuses: readonly { readonly id: string; readonly label: Text; readonly points: number }[];
  readonly bonusMax: number;
  readonly passMark: number;
}

function ClosedSheet({ sheet, task }: { sheet: ShownSheet; task: ShownTask }) {
  const { t, format } = useI18n();
  return (
    <Section title={t('cases.score.closed')} aside={task.submittedAt ? <TimeText at={task.submittedAt} /> : undefined} intro={t('cases.score.closed_hint')}>
      <SimpleTable
        caption={t('cases.score.title')}
        columns={[{ header: t('cases.evaluation.item') }, { header: t('cases.evaluation.max'), kind: 'number' }, { header: t('cases.evaluation.points'), kind: 'number' }]}
        rows={[
          ...sheet.items.map((item) => ({ key: item.id, cells: [format.text(item.label), format.number(item.maxPoints), format.number(task.points[item.id] ?? 0)] })),
          ...sheet.bonuses.filter((bonus) => task.bonusIds.includes(bonus.id)).map((bonus) => ({ key: bonus.id, cells: [`${t('cases.evaluation.bonus')}: ${format.text(bonus.label)}`, '', `+${format.number(bonus.points)}`] })),
        ]}
        total={[t('cases.evaluation.sum'), '', task.total === null ? '-' : format.number(task.total)]}
      />
      {task.comment ? <ReasonBox title={t('cases.evaluation.comment')}>{task.comment}</ReasonBox> : null}
    </Section>
  );
}

/** The score sheet: what each score means beside its field; a closed sheet is read only. */
export function ScoreForm({ sheet, task, reply }: { sheet: ShownSheet; task: ShownTask; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  if (task.submittedAt) return <ClosedSheet sheet={sheet} task={task} />;
  const defaults = { points: Object.fromEntries(Object.entries(task.points).map(([id, value]) => [id, String(value)])), comment: task.comment ?? '' };
  return (
    <Section title={t('cases.score.title')} aside={t('cases.score.version', { version: sheet.version })} intro={t('cases.score.intro', { mark: sheet.passMark })}>
      <PortalForm id="score" reply={reply} defaults={defaults}>
        {sheet.items.map((item) => (
          <article key={item.id} className="score-item">
            <div>
              <h3>{format.text(item.label)}</h3>
              <p className="small soft">{format.text(item.guide)}</p>
              <ul className="anchors small">
                {item.anchors.map((anchor) => (
                  <li key={anchor.points}>
                    <b className="num">{t('cases.score.anchor', { points: format.number(anchor.points) })}</b> {format.text(anchor.text)}
                  </li>
                ))}
              </ul>
            </div>
            <NumberField name={`points.${item.id}`} label={t('cases.score.points_of', { name: format.text(item.label) })} hint={t('cases.score.range', { max: item.maxPoints })} unit={t('cases.evaluation.points')} decimals required width="short" />
          </article>
        ))}
        <CheckboxGroup
          name="bonuses"
          label={t('cases.evaluation.bonus')}
          hint={t('cases.score.bonus_hint', { max: sheet.bonusMax })}
          defaultValues={task.bonusIds}
          options={sheet.bonuses.map((bonus) => ({ value: bonus.id, label: t('cases.score.bonus', { name: format.text(bonus.label), points: bonus.points }) }))}
        />
        <TextArea name="comment" label={t('cases.evaluation.comment')} hint={t('cases.score.comment_hint')} rows={5} maxLength={3000} required />
        <SubmitBar state={<SaveState at={null} where="server" />}>
          <Button type="submit" name="intent" value="save">
            {t('cases.score.save')}
          </Button>
          <Button type="submit" variant="primary" name="intent" value="submit">
            {t('cases.score.submit')}
          </Button>
        </SubmitBar>
        <p className="mini soft">{t('cases.score.submit_hint')}</p>
      </PortalForm>
    </Section>
  );
}
