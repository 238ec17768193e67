import { appealMachine } from '#app/domain/applications/appeal-machine.ts';
import { findReasonCode } from '#app/domain/applications/decision-codes.ts';
import { getState } from '#app/domain/workflow/machine.ts';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { ShownCase, ShownEvaluation, ShownTask } from '#app/ui/cases/shown-case.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';

function TaskState({ task }: { task: ShownTask }) {
  const { t } = useI18n();
  if (task.declaration === 'conflict') return <State kind="excluded">{t('cases.evaluation.conflict')}</State>;
  if (task.submittedAt) return <State kind="ok">{t('cases.evaluation.submitted')}</State>;
  if (task.declaration === 'none') return <State kind="waiting">{t('cases.evaluation.scoring')}</State>;
  return <State kind="waiting">{t('cases.evaluation.undeclared')}</State>;
}

function ScoreTable({ evaluation }: { evaluation: ShownEvaluation }) {
  const { t, format } = useI18n();
  const tasks = evaluation.tasks.filter((task) => task.submittedAt && task.releasedAt === null);
  if (tasks.length === 0) return null;
  const value = (points: number | undefined) => (points === undefined ? '-' : format.number(points));
  return (
    <SimpleTable
      caption={t('cases.evaluation.table')}
      columns={[{ header: t('cases.evaluation.item') }, { header: t('cases.evaluation.max'), kind: 'number' }, ...tasks.map((task) => ({ header: task.evaluatorName ?? '-', kind: 'number' as const }))]}
      rows={[
        ...evaluation.items.map((item) => ({ key: item.id, cells: [format.text(item.label), format.number(item.maxPoints), ...tasks.map((task) => value(task.points[item.id]))] })),
        { key: 'bonus', cells: [t('cases.evaluation.bonus'), '', ...tasks.map((task) => evaluation.bonuses.filter((bonus) => task.bonusIds.includes(bonus.id)).map((bonus) => format.text(bonus.label)).join(', ') || '-')] },
      ]}
      total={[t('cases.evaluation.sum'), '', ...tasks.map((task) => (task.total === null ? '-' : format.number(task.total)))]}
      fold
    />
  );
}

/** Evaluators, their sheets and the combined result. */
export function EvaluationSection({ shown }: { shown: ShownCase }) {
  const { t, format } = useI18n();
  const { evaluation } = shown;
  if (evaluation.tasks.length === 0) return null;
  const { combined } = evaluation;
  return (
    <Section id="evaluation" title={t('cases.evaluation.title')} aside={t('cases.evaluation.pass_mark', { mark: evaluation.passMark })}>
      <div className="stack evaluation">
      {combined && combined.total !== null ? (
        <Stats
          items={[
            { label: t('cases.evaluation.total'), value: format.number(combined.total, 2), unit: t('cases.evaluation.points'), note: t(combined.passed ? 'cases.evaluation.above' : 'cases.evaluation.below') },
            { label: t('cases.evaluation.spread'), value: format.number(combined.spread), unit: t('cases.evaluation.points'), note: t('cases.evaluation.of', { count: combined.assessors }) },
          ]}
        />
      ) : null}
      {combined?.needsThird ? <Alert kind="warn">{t('cases.evaluation.third', { spread: format.number(combined.spread), limit: evaluation.spreadMax })}</Alert> : null}
      <SimpleTable
        caption={t('cases.evaluation.people')}
        fold
        columns={[{ header: t('cases.evaluation.evaluator') }, { header: t('cases.list.state') }, { header: t('cases.evaluation.due') }, { header: t('cases.evaluation.total'), kind: 'number' }]}
        rows={evaluation.tasks.map((task) => ({
          key: task.id,
          cells: [task.evaluatorName ?? '-', <TaskState key="s" task={task} />, task.dueOn ? <DateText key="d" on={task.dueOn} /> : '-', task.submittedAt && task.total !== null ? format.number(task.total) : '-'],
        }))}
      />
      <ScoreTable evaluation={evaluation} />
      {evaluation.tasks.filter((task) => task.submittedAt && task.comment).map((task) => (
        <ReasonBox key={task.id} title={t('cases.evaluation.comment')} by={task.evaluatorName} at={task.submittedAt ? <TimeText at={task.submittedAt} /> : null}>
          {task.comment}
        </ReasonBox>
      ))}
      </div>
    </Section>
  );
}

/** Decisions taken on a case, with reason, feedback and the last day to appeal. */
export function DecisionsSection({ shown }: { shown: ShownCase }) {
  const { t, format } = useI18n();
  if (shown.decisions.length === 0 && shown.appeals.length === 0) return null;
  return (
    <Section id="decisions" title={t('cases.decisions.title')}>
      {shown.appeals.map((appeal) => (
        <p key={appeal.id} className="h-row small">
          <Link to={paths.officerAppeal(appeal.id)}>{t('cases.decisions.open_appeal')}</Link>
          <span className="soft">{format.text(getState(appealMachine, appeal.state).label)} · <TimeText at={appeal.filedAt} /></span>
        </p>
      ))}
      {shown.decisions.map((decision) => {
        const code = findReasonCode(decision.reasonCode);
        return (
          <div key={decision.id} className="stack-s decision-line">
            <p className="h-row small">
              <b>{t(`cases.decisions.${decision.kind}` as MessageId)}</b>
              <span className="soft"><TimeText at={decision.decidedAt} /></span>
            </p>
            <p className="small soft">
              {decision.proposerName ? t('cases.decisions.hands', { proposer: decision.proposerName, decider: decision.deciderName ?? '-' }) : t('cases.decisions.by', { decider: decision.deciderName ?? '-' })}
              {decision.appealUntil ? <> · {t('cases.decisions.appeal', { on: format.date(decision.appealUntil) })}</> : null}
            </p>
            {decision.reasonText ? <ReasonBox title={code ? `${code.code} ${format.text(code.label)}` : undefined}>{decision.reasonText}</ReasonBox> : null}
            {decision.feedback ? <ReasonBox title={t('cases.decision.feedback')}>{decision.feedback}</ReasonBox> : null}
          </div>
        );
      })}
    </Section>
  );
}
