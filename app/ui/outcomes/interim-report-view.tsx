import type { InterimCheck } from '#app/domain/plans/interim-record.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';

/** The interim report as sent, what the checker found, and the decision. */
export function InterimReportView({ check, totalWon, passPercent }: { check: InterimCheck; totalWon: number; passPercent: number }) {
  const { t, format } = useI18n();
  return (
    <>
      {check.report && check.reportedAt ? (
        <Section title={t('settlements.interim.report')} aside={<TimeText at={check.reportedAt} />}>
          <DefinitionList
            layout="grid"
            items={[
              { term: t('settlements.interim.progress'), value: format.percent(check.progressPercent, 0), note: t('settlements.interim.progress_note', { pass: passPercent }) },
              { term: t('settlements.interim.spent'), value: format.won(check.spentWon ?? 0), note: t('settlements.interim.spent_note', { percent: totalWon > 0 ? format.number(((check.spentWon ?? 0) / totalWon) * 100, 0) : '-' }) },
            ]}
          />
          <SimpleTable
            fold
            caption={t('settlements.interim.tasks')}
            columns={[{ header: t('settlements.interim.task') }, { header: t('settlements.interim.progress'), kind: 'number' }, { header: t('settlements.interim.note') }]}
            rows={check.report.tasks.map((task) => ({ key: task.taskId, cells: [task.title, format.percent(task.progressPercent, 0), task.note || '-'] }))}
          />
          <p className="prose gap-above">{check.report.text}</p>
        </Section>
      ) : null}
      {check.form && check.checkedAt ? (
        <Section title={t('settlements.interim.checked')} aside={<TimeText at={check.checkedAt} />}>
          <DefinitionList
            items={[
              { term: t('settlements.interim.mode'), value: t(`settlements.mode.${check.form.mode}`) },
              { term: t('settlements.interim.spend_plausible'), value: check.form.spendPlausible ? t('settlements.common.yes') : t('settlements.common.no') },
              { term: t('settlements.interim.checker'), value: check.checkerName ?? '-' },
              { term: t('settlements.interim.finding'), value: check.form.note || '-' },
            ]}
          />
        </Section>
      ) : null}
      {check.actions.length > 0 ? (
        <Section title={t('settlements.interim.actions')}>
          <SimpleTable
            fold
            caption={t('settlements.interim.actions')}
            columns={[{ header: t('settlements.interim.action') }, { header: t('settlements.common.due') }, { header: t('settlements.interim.proof') }]}
            rows={check.actions.map((action, index) => ({ key: String(index), cells: [action.text, <DateText key="due" on={action.dueOn} />, action.proof ?? '-'] }))}
          />
        </Section>
      ) : null}
      {check.resultText ? <ReasonBox title={t('settlements.interim.fail_reason')}>{check.resultText}</ReasonBox> : null}
      {check.remedyPlan ? (
        <Section title={t('settlements.interim.remedy')}>
          <p className="prose">{check.remedyPlan}</p>
        </Section>
      ) : null}
    </>
  );
}
