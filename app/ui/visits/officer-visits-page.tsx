import { useI18n } from '#app/i18n/i18n.tsx';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { ManDayKinds, ManDayTable } from '#app/ui/visits/man-day-table.tsx';
import type { ShownAccount, ShownVisitLine, ShownVisitRecord } from '#app/ui/visits/shown-visit.ts';
import { RuleVisitForms } from '#app/ui/visits/visit-answer-forms.tsx';
import { JourneyWarnings, MissedBox } from '#app/ui/visits/planned-turn.tsx';
import { DisputeBox } from '#app/ui/visits/visit-page.tsx';
import { VisitHistory, VisitRecord, VisitRevisions } from '#app/ui/visits/visit-record.tsx';
import { useDays, useVisitTime, VisitStateMark } from '#app/ui/visits/visit-words.tsx';

interface OfficerVisitsProps {
  readonly applicationId: string;
  readonly firmName: string;
  readonly visits: readonly ShownVisitLine[];
  readonly manDays: readonly ShownAccount[];
  readonly record: ShownVisitRecord | null;
  readonly reply: FormReply | undefined;
}

/** Visits of a case for an officer: days, list, and the one that is looked at with the decision about it. */
export function OfficerVisitsPage(props: OfficerVisitsProps) {
  const { t } = useI18n();
  const time = useVisitTime();
  const days = useDays();
  const { applicationId, firmName, visits, manDays, record, reply } = props;
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerApplications(), label: t('visits.officer.applications') }, { to: paths.officerApplication(applicationId), label: firmName }, { label: t('visits.officer.title') }]} />
      <PageTitle title={t('visits.officer.title')} meta={firmName} />
      {record ? <OfficerRecord record={record} reply={reply} /> : null}
      {manDays.length > 0 ? (
        <Section title={t('visits.man_days.title')} intro={t('visits.man_days.intro')}>
          <ManDayTable accounts={manDays} by="consultant" />
          {manDays.length === 1 && manDays[0] ? <div className="gap-above"><ManDayKinds account={manDays[0]} /></div> : null}
        </Section>
      ) : null}
      <Section title={t('visits.list.logs')}>
        {visits.length === 0 ? <EmptyState title={t('visits.list.empty')} /> : (
          <SimpleTable
            fold
            caption={t('visits.list.logs')}
            columns={[{ header: t('visits.column.visit') }, { header: t('visits.column.consultant') }, { header: t('visits.column.purpose') }, { header: t('visits.column.days'), kind: 'number' }, { header: t('visits.column.state') }]}
            rows={visits.map((visit) => ({
              key: visit.id,
              cells: [<Link key="to" to={paths.officerVisits(applicationId, { visit: visit.id })}>{time(visit)}</Link>, visit.consultantName ?? '-', visit.purpose.slice(0, 80), days(visit.manDaysHalf), <VisitStateMark key="state" state={visit.state} />],
            }))}
          />
        )}
      </Section>
    </Wrap>
  );
}

function OfficerRecord({ record, reply }: { record: ShownVisitRecord; reply: FormReply | undefined }) {
  const { t } = useI18n();
  const time = useVisitTime();
  const { visit, can } = record;
  return (
    <article className="officer-visit" aria-label={time(visit)}>
      <div className="h-row gap-below-s">
        <h2>{time(visit)}</h2>
        <VisitStateMark state={visit.state} />
      </div>
      <DisputeBox record={record} />
      <MissedBox record={record} />
      <JourneyWarnings record={record} />
      <Columns
        side={
          <>
            {can.accept || can.uphold ? (
              <DecisionPanel title={t(can.uphold ? 'visits.rule.dispute_title' : 'visits.rule.accept_title')}>
                <RuleVisitForms visitId={visit.id} version={visit.version} reply={reply} can={can} />
              </DecisionPanel>
            ) : null}
            <VisitHistory record={record} />
          </>
        }
      >
        <VisitRecord record={record} />
        <VisitRevisions record={record} />
      </Columns>
    </article>
  );
}
