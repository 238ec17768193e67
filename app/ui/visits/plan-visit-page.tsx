import type { ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { paths } from '#app/http/paths.ts';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { CheckboxGroup, HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { DateField, TimeField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';

interface Choice {
  readonly assignmentId: string;
  readonly firmName: string;
  readonly consultantName: string;
  readonly agreed: number;
  readonly used: number;
  readonly planned: number;
}

interface PlanForm extends Choice {
  readonly today: string;
  readonly suggestedOn: string;
  readonly purpose: string;
  readonly tasks: readonly { readonly id: string; readonly title: string }[];
  readonly diary: readonly { readonly id: string; readonly firmName: string; readonly visitOn: string; readonly from: string; readonly to: string }[];
}

interface PlanVisitProps {
  readonly side: 'firm' | 'consultant';
  readonly choices: readonly Choice[];
  readonly form: PlanForm | null;
  readonly reply: FormReply | undefined;
}

const PLACES = ['firm', 'remote', 'elsewhere'] as const;
const KINDS = ['coaching', 'diagnosis', 'equipment', 'closing', 'follow_up'] as const;

/** Proposing a visit: day and times, where, what for; the other side is asked. */
export function PlanVisitPage({ side, choices, form, reply }: PlanVisitProps) {
  const { t, format } = useI18n();
  const list = side === 'firm' ? paths.firmVisits() : paths.consultantVisits();
  const crumbs = <Breadcrumb items={[{ to: list, label: t(`visits.list.${side}.title`) }, { label: t('visits.plan.title') }]} />;
  if (!form) return <ChooseWhom side={side} choices={choices}>{crumbs}</ChooseWhom>;
  const left = format.number(Math.max(0, form.agreed - form.used - form.planned));
  return (
    <Wrap>
      {crumbs}
      <PageTitle title={t('visits.plan.title')} lede={t(`visits.plan.${side}.lede`)} meta={side === 'firm' ? form.consultantName : form.firmName} />
      <Columns side={side === 'consultant' ? <Diary diary={form.diary} /> : undefined}>
        <PortalForm reply={reply} defaults={{ visitOn: form.suggestedOn, startTime: '09:30', endTime: '13:30', purpose: form.purpose }}>
          <HiddenField name="assignment" value={form.assignmentId} />
          <DateField name="visitOn" label={t('visits.plan.on')} min={form.today} required />
          <TimeField name="startTime" label={t('visits.form.start')} step={1800} required />
          <TimeField name="endTime" label={t('visits.form.end')} hint={t('visits.plan.days_hint', { left })} step={1800} required />
          <RadioGroup name="placeKind" label={t('visits.form.place')} required inline defaultValue="firm" options={PLACES.map((value) => ({ value, label: t(`visits.place.${value}`) }))} />
          <TextField name="placeText" label={t('visits.form.place_text')} hint={t('visits.form.place_hint')} maxLength={200} />
          <RadioGroup name="kind" label={t('visits.form.kind')} required inline defaultValue="coaching" options={KINDS.map((value) => ({ value, label: t(`visits.kind.${value}`) }))} />
          <TextField name="purpose" label={t('visits.form.purpose')} required maxLength={300} />
          {form.tasks.length > 0 ? <CheckboxGroup name="tasks" label={t('visits.plan.tasks')} options={form.tasks.map((task) => ({ value: task.id, label: task.title }))} /> : null}
          <Button type="submit" variant="primary" wide>{t('visits.plan.submit')}</Button>
        </PortalForm>
      </Columns>
    </Wrap>
  );
}

function Diary({ diary }: Pick<PlanForm, 'diary'>) {
  const { t, format } = useI18n();
  return (
    <Section title={t('visits.plan.diary')}>
      {diary.length === 0 ? <p className="small soft">{t('visits.plan.diary_empty')}</p> : (
        <StructuredList label={t('visits.plan.diary')}>
          {diary.map((entry) => (
            <StructuredItem key={entry.id} title={entry.firmName} sub={`${format.date(entry.visitOn)} ${entry.from}~${entry.to}`} />
          ))}
        </StructuredList>
      )}
    </Section>
  );
}

function ChooseWhom({ side, choices, children }: Pick<PlanVisitProps, 'side' | 'choices'> & { children: ReactNode }) {
  const { t, format } = useI18n();
  const to = side === 'firm' ? paths.firmVisitPlan : paths.consultantVisitPlan;
  return (
    <Wrap narrow>
      {children}
      <PageTitle title={t('visits.plan.title')} lede={choices.length > 0 ? t(`visits.plan.${side}.choose`) : undefined} />
      {choices.length === 0 ? <EmptyState title={t('visits.plan.none')}>{t('visits.plan.none_text')}</EmptyState> : (
        <StructuredList label={t(`visits.plan.${side}.choose`)}>
          {choices.map((choice) => (
            <StructuredItem
              key={choice.assignmentId}
              to={to({ assignment: choice.assignmentId })}
              title={side === 'firm' ? choice.consultantName : choice.firmName}
              sub={t('visits.plan.left', { left: format.number(Math.max(0, choice.agreed - choice.used - choice.planned)), agreed: format.number(choice.agreed) })}
            />
          ))}
        </StructuredList>
      )}
    </Wrap>
  );
}
