import type { Text } from '#app/domain/workflow/machine.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { useKpiValue } from '#app/ui/outcomes/kpi-card-value.tsx';

/** What a successor reads at the beginning. */
export interface ShownBrief {
  readonly formerName: string;
  readonly note: string | null;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly usedDaysHalf: number;
  readonly visits: readonly { readonly id: string; readonly visitOn: string; readonly kind: string; readonly purpose: string | null; readonly findings: string | null; readonly nextSteps: string | null }[];
  readonly cards: readonly { readonly id: string; readonly name: Text; readonly unit: string; readonly decimals: number; readonly baseline: number | null; readonly target: number | null }[];
  readonly openTasks: readonly { readonly id: string; readonly title: string; readonly ownerName: string | null; readonly endMonth: string | null; readonly progressPercent: number }[];
  readonly doneTasks: number;
}

/** The hand-over brief: what the former consultant passes on, baseline and targets, open tasks, visits so far. */
export function HandoverBrief({ brief }: { brief: ShownBrief }) {
  const { t, format } = useI18n();
  const show = useKpiValue();
  return (
    <Section title={t('consultants.brief.title')} intro={t('consultants.brief.intro')}>
      <DefinitionList
        items={[
          { term: t('consultants.brief.former'), value: brief.formerName, note: brief.startedOn ? `${format.date(brief.startedOn)} ~ ${brief.endedOn ? format.date(brief.endedOn) : ''}` : undefined },
          { term: t('consultants.brief.used'), value: t('assignments.days', { days: brief.usedDaysHalf / 2 }) },
          { term: t('consultants.brief.note'), value: brief.note ?? t('consultants.brief.no_note') },
        ]}
      />
      <h3 className="gap-above">{t('consultants.brief.baseline')}</h3>
      {brief.cards.length === 0 ? (
        <p className="soft">{t('consultants.brief.no_cards')}</p>
      ) : (
        <SimpleTable
          caption={t('consultants.brief.baseline')}
          columns={[{ header: t('consultants.brief.kpi') }, { header: t('consultants.brief.before'), kind: 'number' }, { header: t('consultants.brief.target'), kind: 'number' }]}
          rows={brief.cards.map((card) => ({ key: card.id, cells: [format.text(card.name), show(card.baseline, card), show(card.target, card)] }))}
        />
      )}
      <h3 className="gap-above">{t('consultants.brief.tasks', { open: brief.openTasks.length, done: brief.doneTasks })}</h3>
      {brief.openTasks.length === 0 ? (
        <p className="soft">{t('consultants.brief.no_tasks')}</p>
      ) : (
        <SimpleTable
          caption={t('consultants.brief.open_tasks')}
          columns={[{ header: t('consultants.brief.task') }, { header: t('consultants.brief.owner') }, { header: t('consultants.brief.until') }, { header: t('consultants.brief.progress'), kind: 'number' }]}
          fold
          rows={brief.openTasks.map((task) => ({ key: task.id, cells: [task.title, task.ownerName ?? '-', task.endMonth ? format.month(task.endMonth) : '-', format.percent(task.progressPercent, 0)] }))}
        />
      )}
      <h3 className="gap-above">{t('consultants.brief.visits', { count: brief.visits.length })}</h3>
      {brief.visits.length === 0 ? (
        <p className="soft">{t('consultants.brief.no_visits')}</p>
      ) : (
        <DefinitionList
          items={brief.visits.map((visit) => ({
            term: <DateText on={visit.visitOn} />,
            value: (
              <>
                {t(`visits.kind.${visit.kind}` as MessageId)} · {visit.purpose ?? '-'}
              </>
            ),
            note: [visit.findings, visit.nextSteps].filter(Boolean).join(' / ') || undefined,
          }))}
        />
      )}
    </Section>
  );
}

/** The consultant who is being replaced writes down what the successor needs. */
export function HandoverNote({ assignmentId, note, reply }: { assignmentId: string; note: string | null; reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Section title={t('consultants.handover.title')} intro={t('consultants.handover.intro')}>
      <PortalForm id="handover-note" intent="handover_note" reply={reply} defaults={{ note: note ?? '' }}>
        <HiddenField name="assignmentId" value={assignmentId} />
        <TextArea name="note" label={t('consultants.handover.note')} hint={t('consultants.handover.hint')} rows={6} maxLength={4000} required />
        <Button type="submit" variant="primary">
          {t('consultants.handover.save')}
        </Button>
      </PortalForm>
    </Section>
  );
}

/** Says to a replaced consultant until when the case can be read. */
export function FormerAlert({ readableUntil }: { readableUntil: string | null }) {
  const { t, format } = useI18n();
  return (
    <Alert kind="info" title={t('consultants.former.title')}>
      <p>{t('consultants.former.text', { on: format.date(readableUntil) })}</p>
    </Alert>
  );
}
