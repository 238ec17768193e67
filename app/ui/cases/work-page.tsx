import type { Text } from '#app/domain/workflow/machine.ts';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { useCappedCount, type CaseLine } from '#app/ui/cases/case-list-page.tsx';
import { caseViewTo } from '#app/ui/cases/case-links.ts';
import { CaseState, DueState } from '#app/ui/cases/case-state.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';

interface QueueRow {
  readonly id: string;
  readonly applicationId: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly waited: number;
}

interface WorkPageProps {
  readonly name: string;
  readonly counts: { readonly mine: number; readonly overdue: number; readonly firm: number; readonly evaluation: number; readonly match: number };
  readonly cap: number;
  /** Appeals are the Central Headquarters' own. */
  readonly seesAppeals: boolean;
  /** Changes of representative that wait for an officer. */
  readonly handOvers: number;
  readonly lines: readonly CaseLine[];
  readonly queues: readonly { readonly machine: string; readonly state: string; readonly label: Text; readonly count: number; readonly rows: readonly QueueRow[] }[];
}

/** Page on which a row of a queue is worked on. */
function pageOf(machine: string, row: QueueRow): string {
  switch (machine) {
    case 'plan':
      return paths.officerPlan(row.applicationId);
    case 'grant_decision':
    case 'agreement':
      return paths.officerAgreement(row.applicationId);
    case 'change_request':
      return paths.officerChange(row.id);
    case 'tranche':
      return paths.officerPayment(row.id);
    case 'reading':
      return paths.officerKpis(row.applicationId);
    case 'interim_check':
      return paths.officerInterim(row.applicationId);
    case 'completion':
      return paths.officerCompletion(row.applicationId);
    case 'verification':
      return paths.officerOutcome(row.applicationId);
    case 'settlement':
      return paths.officerSettlement(row.applicationId);
    case 'diagnosis':
      return paths.officerAssessment(row.applicationId);
    case 'visit':
      return paths.officerVisits(row.applicationId);
    case 'appeal':
      return paths.officerAppeal(row.id);
    case 'assignment':
      return paths.officerAssign(row.applicationId);
    default:
      return paths.officerApplication(row.applicationId);
  }
}

/** The home of an officer: the own turn first, then what is late, what waits for others, and the later steps. */
export function WorkPage({ name, counts, cap, seesAppeals, lines, queues, handOvers }: WorkPageProps) {
  const { t, format } = useI18n();
  const capped = useCappedCount();
  const figure = (label: MessageId, value: number, to: string, note: MessageId) => ({ label: <Link to={to}>{t(label)}</Link>, value: capped(value, cap), unit: t('cases.work.cases', { count: value }), note: t(note) });
  return (
    <Wrap>
      <PageTitle title={t('cases.work.title')} aside={name} />
      <div className="work-figures">
      <Stats
        items={[
          figure('cases.view.turn', counts.mine, caseViewTo('turn'), 'cases.work.turn_note'),
          figure('cases.work.overdue', counts.overdue, caseViewTo('all', { overdue: '1' }), 'cases.work.overdue_note'),
          figure('cases.view.firm', counts.firm, caseViewTo('firm'), 'cases.work.firm_note'),
          figure('cases.view.evaluation', counts.evaluation, caseViewTo('evaluation'), 'cases.work.evaluation_note'),
          figure('cases.view.match', counts.match, caseViewTo('match'), 'cases.work.match_note'),
        ]}
      />
      </div>
      {handOvers > 0 ? <Alert kind="info"><Link to={paths.officerHandOvers()}>{t('members.hand_over.waiting', { count: handOvers })}</Link></Alert> : null}
      <Section title={t('cases.work.turn_title')} aside={counts.mine > lines.length ? <Link to={caseViewTo('turn')}>{t('cases.work.all', { count: capped(counts.mine, cap) })}</Link> : undefined}>
        {lines.length === 0 ? (
          <EmptyState title={t('cases.work.nothing')}>{queues.length > 0 ? t('cases.work.see_below') : null}</EmptyState>
        ) : (
          <StructuredList label={t('cases.work.turn_title')}>
            {lines.map((line, index) => (
              <StructuredItem
                key={line.id}
                to={paths.officerApplication(line.id)}
                title={line.firmName}
                now={index === 0}
                state={line.clock ? <DueState clock={line.clock} /> : undefined}
                sub={
                  <>
                    <CaseState state={line.state} /> · <span className="num">{line.receiptNumber}</span>
                    {line.dueOn ? <> · <span className="nb">{t('cases.head.due', { on: format.date(line.dueOn) })}</span></> : null}
                  </>
                }
              />
            ))}
          </StructuredList>
        )}
      </Section>
      {queues.map((queue) => (
        <Section
          key={`${queue.machine}-${queue.state}`}
          title={t('cases.work.queue', { machine: t(`cases.machine.${queue.machine}` as MessageId), state: format.text(queue.label) })}
          aside={queue.machine === 'tranche' ? <Link to={paths.officerPayments({ state: queue.state })}>{t('kit.count', { count: queue.count })}</Link> : t('kit.count', { count: queue.count })}
        >
          <StructuredList>
            {queue.rows.map((row) => (
              <StructuredItem
                key={row.id}
                to={pageOf(queue.machine, row)}
                title={row.firmName}
                state={<State kind={row.waited > 10 ? 'warn' : 'none'}>{t('cases.work.waited', { days: row.waited })}</State>}
                sub={<span className="num">{row.receiptNumber}</span>}
              />
            ))}
          </StructuredList>
        </Section>
      ))}
      {seesAppeals ? <p className="gap-above"><Link to={paths.officerAppeals()}>{t('cases.work.appeals')}</Link></p> : null}
    </Wrap>
  );
}
