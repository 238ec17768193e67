import type { Completion, ReportedKpi } from '#app/domain/outcomes/completion-record.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

interface Mark {
  readonly meanPercent: number | null;
  readonly passed: boolean | null;
  readonly passPercent: number;
}

/** KPI results of a completion with baseline, target, final value, improvement and achievement. */
export function KpiTable({ kpis, mark }: { kpis: readonly ReportedKpi[]; mark: Mark }) {
  const { t, format } = useI18n();
  const value = (kpi: ReportedKpi, number: number | null) => (number === null ? '-' : `${format.number(number, kpi.decimals)}${kpi.unit === '%' ? '' : ' '}${kpi.unit}`);
  return (
    <>
      <SimpleTable
        fold
        caption={t('settlements.completion.kpis')}
        columns={[
          { header: t('settlements.kpi.name') }, { header: t('settlements.kpi.baseline'), kind: 'number' }, { header: t('settlements.kpi.target'), kind: 'number' }, { header: t('settlements.kpi.final'), kind: 'number' },
          { header: t('settlements.kpi.improvement'), kind: 'number' }, { header: t('settlements.kpi.achievement'), kind: 'number' },
        ]}
        rows={kpis.map((kpi) => ({
          key: kpi.cardId,
          cells: [
            format.text(kpi.name), value(kpi, kpi.baseline), value(kpi, kpi.target), kpi.final === null ? <State key="none" kind="warn">{t('settlements.kpi.missing')}</State> : value(kpi, kpi.final),
            kpi.worse ? <State key="worse" kind="bad">{`${format.percent(kpi.improvementPercent)} ${t('settlements.kpi.worse')}`}</State> : format.percent(kpi.improvementPercent), format.percent(kpi.achievementPercent),
          ],
        }))}
      />
      <p className="gap-above">
        {mark.meanPercent === null ? t('settlements.kpi.no_mark') : t('settlements.kpi.mark', { mean: format.number(mark.meanPercent, 1), pass: mark.passPercent })}{' '}
        {mark.passed === null ? null : <State kind={mark.passed ? 'ok' : 'bad'}>{mark.passed ? t('settlements.kpi.reached') : t('settlements.kpi.not_reached')}</State>}
      </p>
    </>
  );
}

/** The completion report as sent, the consultant's opinion, the inspection and the decision. */
export function CompletionReportView({ completion, mark }: { completion: Completion; mark: Mark }) {
  const { t, format } = useI18n();
  const { report, inspection } = completion;
  return (
    <>
      {completion.returnItems.length > 0 && (completion.state === 'returned' || completion.state === 'due') ? (
        <ReasonBox title={t('settlements.completion.return_items')}>
          <ul>{completion.returnItems.map((item, index) => <li key={index}>{item}</li>)}</ul>
        </ReasonBox>
      ) : null}
      {report && completion.submittedAt ? (
        <>
          <Section title={t('settlements.completion.report')} aside={<TimeText at={completion.submittedAt} />}>
            <p className="prose">{completion.summary}</p>
            <div className="gap-above">
              <DefinitionList
                layout="grid"
                items={[
                  { term: t('settlements.completion.jobs'), value: completion.jobsCreated === null ? '-' : format.number(completion.jobsCreated) },
                  { term: t('settlements.completion.invested'), value: completion.ownInvestmentWon === null ? '-' : format.won(completion.ownInvestmentWon) },
                  { term: t('settlements.completion.satisfaction'), value: completion.satisfaction === null ? '-' : t('settlements.completion.satisfaction_of', { points: completion.satisfaction }) },
                  { term: t('settlements.completion.t2'), value: report.t2Waiver ?? t('settlements.completion.t2_done') },
                ]}
              />
            </div>
          </Section>
          <Section title={t('settlements.completion.tasks')}>
            <SimpleTable
              fold
              caption={t('settlements.completion.tasks')}
              columns={[{ header: t('settlements.interim.task') }, { header: t('settlements.completion.outcome') }, { header: t('settlements.completion.before') }, { header: t('settlements.completion.after') }]}
              rows={report.tasks.map((task) => ({ key: task.taskId, cells: [task.title, task.outcome === 'done' ? t('settlements.completion.done') : `${t('settlements.completion.dropped')}: ${task.reason}`, task.before || '-', task.after || '-'] }))}
            />
          </Section>
          <Section title={t('settlements.completion.kpis')}>
            <KpiTable kpis={report.kpis} mark={mark} />
          </Section>
          {completion.assets.length > 0 ? (
            <Section title={t('settlements.completion.assets')}>
              <SimpleTable
                fold
                caption={t('settlements.completion.assets')}
                columns={[{ header: t('settlements.asset.name') }, { header: t('settlements.asset.serial') }, { header: t('settlements.asset.place') }]}
                rows={completion.assets.map((asset, index) => ({ key: String(index), cells: [asset.name, asset.serial, asset.place] }))}
              />
            </Section>
          ) : null}
        </>
      ) : null}
      {completion.opinion ? (
        <Section title={t('settlements.completion.opinion')} aside={completion.opinionName}>
          <p className="prose">{completion.opinion}</p>
        </Section>
      ) : null}
      {inspection && completion.inspectedAt ? (
        <Section title={t('settlements.completion.inspection')} aside={<TimeText at={completion.inspectedAt} />}>
          <SimpleTable
            fold
            caption={t('settlements.completion.inspection')}
            columns={[{ header: t('settlements.inspection.item') }, { header: t('settlements.inspection.result') }, { header: t('settlements.interim.finding') }]}
            rows={inspection.items.map((item) => ({ key: item.code, cells: [t(`settlements.inspection.${item.code as 'tasks'}`), <State key="ok" kind={item.ok ? 'ok' : 'bad'}>{item.ok ? t('settlements.inspection.ok') : t('settlements.inspection.not_ok')}</State>, item.note || '-'] }))}
          />
          <p className="prose gap-above">{inspection.text}</p>
          <p className="small soft">{t('settlements.completion.inspector', { name: completion.inspectorName ?? '-' })}</p>
        </Section>
      ) : null}
      {completion.decidedAt && completion.decisionText ? (
        <ReasonBox title={t('settlements.completion.decision')} by={completion.deciderName} at={<TimeText at={completion.decidedAt} />}>{completion.decisionText}</ReasonBox>
      ) : null}
    </>
  );
}
