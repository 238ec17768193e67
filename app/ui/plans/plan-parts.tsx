import { programmeQuarter } from '#app/domain/calendar/civil-date.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { useKpiValue } from '#app/ui/outcomes/kpi-card-value.tsx';
import type { ShownPlan } from './shown-plan.ts';

/** Sums of the plan against the limits of the year. */
export function PlanTotals({ given }: { given: ShownPlan }) {
  const { t, format } = useI18n();
  const { totals, limits, tasks } = given;
  return (
    <Stats
      columns={3}
      items={[
        { label: t('plans.totals.tasks'), value: tasks.length, unit: t('plans.totals.tasks_unit'), note: t('plans.totals.tasks_note', { min: limits.tasksMin, max: limits.tasksMax }) },
        { label: t('plans.totals.grant'), value: format.wonShort(totals.grantWon), note: t('plans.totals.grant_note', { min: format.wonShort(limits.grantMinWon), max: format.wonShort(limits.grantMaxWon) }) },
        { label: t('plans.totals.own'), value: format.wonShort(totals.ownWon), note: t('plans.totals.own_note', { total: format.wonShort(totals.grantWon + totals.ownWon) }) },
      ]}
    />
  );
}

/** Everything that still stands against the signature, and what is advised. */
export function PlanChecks({ given }: { given: ShownPlan }) {
  const { t, translate } = useI18n();
  const titleOf = (id: string | undefined) => given.tasks.find((task) => task.id === id)?.title;
  return (
    <Section id="checks" title={t('plans.checks.title')} aside={t('plans.checks.count', { count: given.issues.filter((issue) => issue.severity === 'error').length })}>
      {given.issues.length === 0 ? (
        <State kind="ok">{t('plans.checks.all_good')}</State>
      ) : (
        <StructuredList label={t('plans.checks.title')}>
          {given.issues.map((issue, index) => (
            <StructuredItem
              key={`${issue.code}-${issue.subject ?? ''}-${index}`}
              title={translate(issue.messageId, issue.params)}
              state={<State kind={issue.severity === 'error' ? 'bad' : 'warn'}>{t(issue.severity === 'error' ? 'plans.checks.error' : 'plans.checks.warning')}</State>}
              sub={titleOf(issue.subject)}
            />
          ))}
        </StructuredList>
      )}
    </Section>
  );
}

/** The tasks over the four quarters of the project period. */
export function QuarterView({ given }: { given: ShownPlan }) {
  const { t, format } = useI18n();
  const start = Number(given.period.startsOn.slice(5, 7));
  const quarters = ([1, 2, 3, 4] as const).map((number) => ({ number, months: given.period.months.filter((month) => programmeQuarter(`${month}-01`, start) === number) }));
  const dated = given.tasks.filter((task) => task.startMonth && task.endMonth);
  if (dated.length === 0) return null;
  const monthNames = (months: readonly string[]) => t('plans.quarter.months', { months: months.map((month) => String(Number(month.slice(5)))).join(', ') });
  return (
    <Section title={t('plans.quarter.title')} intro={t('plans.quarter.intro', { from: format.date(given.period.startsOn), to: format.date(given.period.endsOn) })}>
      <SimpleTable
        caption={t('plans.quarter.title')}
        fold
        columns={[
          { header: t('plans.task.title') },
          ...quarters.map((quarter) => ({
            header: (
              <>
                {t('plans.quarter.name', { number: quarter.number })}
                <br />
                <span className="mini soft">{quarter.months.length > 0 ? `${format.month(quarter.months[0] ?? '')} ~` : ''}</span>
              </>
            ),
            label: t('plans.quarter.name', { number: quarter.number }),
          })),
        ]}
        rows={dated.map((task) => ({
          key: task.id,
          cells: [
            task.title,
            ...quarters.map((quarter) => {
              const months = quarter.months.filter((month) => month >= (task.startMonth ?? '') && month <= (task.endMonth ?? ''));
              return months.length > 0 ? <b key={quarter.number}>{monthNames(months)}</b> : <span key={quarter.number} className="soft">-</span>;
            }),
          ],
        }))}
      />
    </Section>
  );
}

/** All tasks with owner, months, KPI and money, to read. */
export function TaskTable({ given }: { given: ShownPlan }) {
  const { t, format } = useI18n();
  const cardName = (id: string | null) => {
    const card = given.cards.find((row) => row.id === id);
    return card ? format.text(card.definition.name) : '-';
  };
  return (
    <SimpleTable
      caption={t('plans.tasks.title')}
      fold
      columns={[
        { header: t('plans.task.title') },
        { header: t('plans.task.content') },
        { header: t('plans.task.owner') },
        { header: t('plans.task.months') },
        { header: t('plans.task.kpi') },
        { header: t('plans.task.amount'), kind: 'number' },
        { header: t('plans.task.own_share'), kind: 'number' },
      ]}
      rows={given.tasks.map((task) => ({
        key: task.id,
        cells: [
          task.title,
          <span key="content">
            {[task.areaCode && given.areaNames[task.areaCode] ? `${task.areaCode} ${format.text(given.areaNames[task.areaCode])}` : null, task.expectedEffect].filter(Boolean).join(' · ')}
            {task.description ? (
              <>
                <br />
                <small className="soft">{task.description}</small>
              </>
            ) : null}
          </span>,
          task.ownerName ?? '-',
          task.startMonth && task.endMonth ? (
            <span key="months">
              <span className="nb">{format.month(task.startMonth)} ~</span> <span className="nb">{format.month(task.endMonth)}</span>
            </span>
          ) : (
            '-'
          ),
          <span className="nb" key="kpi">{cardName(task.kpiCardId)}</span>,
          <span key="amount">
            {format.wonPlain(task.amountWon)}
            {task.budgetCategory ? (
              <>
                <br />
                <small className="soft nb">{t(`plans.category.${task.budgetCategory}`)}</small>
              </>
            ) : null}
          </span>,
          format.wonPlain(task.ownShareWon),
        ],
      }))}
      total={[t('plans.totals.sum'), '', '', '', '', format.wonPlain(given.totals.grantWon), format.wonPlain(given.totals.ownWon)]}
    />
  );
}

/** The KPI cards of the case in one table. */
export function CardTable({ given }: { given: Pick<ShownPlan, 'cards'> }) {
  const { t, format } = useI18n();
  const show = useKpiValue();
  return (
    <SimpleTable
      caption={t('plans.cards.title')}
      fold
      columns={[
        { header: t('plans.kpi.name') },
        { header: t('plans.kpi.scope') },
        { header: t('plans.kpi.baseline'), kind: 'number' },
        { header: t('plans.kpi.target'), kind: 'number' },
        { header: t('plans.kpi.planned'), kind: 'number' },
        { header: t('plans.kpi.grade') },
        { header: t('plans.kpi.state') },
      ]}
      rows={given.cards.map((card) => ({
        key: card.id,
        cells: [
          format.text(card.definition.name), card.scope ?? '-', show(card.baselineValue, card.definition), show(card.targetValue, card.definition),
          card.plannedPercent === null ? '-' : format.percent(card.plannedPercent), card.baselineGrade ?? '-',
          <State key="state" kind={card.state === 'draft' ? 'doing' : card.state === 'frozen' ? 'locked' : 'ok'}>{format.text(card.stateLabel)}</State>,
        ],
      }))}
    />
  );
}

/** Signatures and frozen versions of a plan. */
export function PlanHands({ given }: { given: ShownPlan }) {
  const { t, format } = useI18n();
  const { plan } = given;
  if (!plan) return null;
  const hands = [
    { key: 'signed', name: plan.signerName, at: plan.signedAt },
    { key: 'endorsed', name: plan.endorserName, at: plan.endorsedAt },
    { key: 'approved', name: plan.approverName, at: plan.approvedAt },
  ] as const;
  return (
    <SimpleTable
      caption={t('plans.hands.title')}
      fold
      columns={[{ header: t('plans.hands.step') }, { header: t('plans.hands.who') }, { header: t('plans.hands.when') }]}
      rows={[
        ...hands.map((hand) => ({ key: hand.key, cells: [t(`plans.hands.${hand.key}`), hand.name ?? '-', hand.at ? <TimeText key="at" at={hand.at} /> : '-'] })),
        ...given.versions.map((version) => ({ key: `v${version.number}`, cells: [t('plans.hands.version', { number: version.number }), `${format.wonPlain(version.totalWon)} · ${version.hash.slice(0, 12)}`, <TimeText key="at" at={version.createdAt} />] })),
      ]}
    />
  );
}
