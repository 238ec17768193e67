import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { useAreaWords } from './area-nav.tsx';
import { AreaReadout } from './area-readout.tsx';
import { AssessmentOverview } from './assessment-overview.tsx';
import { answerFor, type ShownAssessment } from './shown-assessment.ts';

/** The diagnosis of a case for officers: to read, and to rule when firm and consultant do not come together. */
export function OfficerAssessmentPage({ given, reply }: { given: ShownAssessment; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const words = useAreaWords();
  const { round } = given;
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerApplications(), label: t('assessments.officer.cases') }, { to: paths.officerApplication(given.applicationId), label: given.firmName }, { label: t('assessments.title') }]} />
      <PageTitle
        title={t('assessments.consultant.title', { firm: given.firmName })}
        over={<State kind={round?.state === 'agreed' ? 'ok' : 'waiting'}>{round ? format.text(round.stateLabel) : t('assessments.state.none')}</State>}
        meta={round ? t('assessments.overview.version', { version: given.roadmap.version }) : undefined}
        aside={<ButtonLink to={paths.officerPlan(given.applicationId)} variant="text">{t('assessments.to_plan_officer')}</ButtonLink>}
      />
      {!round || round.state === 'not_started' ? (
        <EmptyState title={t('assessments.officer.none')}>{t('assessments.officer.none_text')}</EmptyState>
      ) : (
        <div className="stack">
          {given.can.rule ? <RulePanel given={given} reply={reply} /> : null}
          {round.ruling ? <ReasonBox title={t('assessments.ruling.title')}>{round.ruling}</ReasonBox> : null}
          <DefinitionList
            layout="grid"
            columns={4}
            items={[
              { term: t('assessments.officer.consultant'), value: given.consultantName ?? '-' },
              { term: t('assessments.officer.submitted'), value: round.submittedAt ? <TimeText at={round.submittedAt} /> : '-' },
              { term: t('assessments.officer.visited'), value: round.report.visitedOn ? <DateText on={round.report.visitedOn} /> : '-', note: round.report.contactName },
              { term: t('assessments.officer.agreed'), value: round.agreedAt ? <TimeText at={round.agreedAt} /> : '-' },
            ]}
          />
          {round.report.summary ? <ReasonBox title={t('assessments.summary.title')} by={given.consultantName}>{round.report.summary}</ReasonBox> : null}
          <AssessmentOverview given={given} />
          <Section title={t('assessments.areas.title')}>
            {given.roadmap.areas.map((area) => (
              <Details key={area.code} summary={`${area.code} ${format.text(area.name)} · ${words(answerFor(given, area.code))}`}>
                <AreaReadout given={given} area={area} facts />
              </Details>
            ))}
          </Section>
          {round.hash ? <p className="mini soft">{t('assessments.hash', { hash: round.hash.slice(0, 16) })}</p> : null}
        </div>
      )}
    </Wrap>
  );
}

function RulePanel({ given, reply }: { given: ShownAssessment; reply: FormReply | undefined }) {
  const { t } = useI18n();
  if (!given.round) return null;
  return (
    <DecisionPanel title={t('assessments.rule.title')}>
      <p className="small">{t('assessments.rule.intro', { areas: given.round.dispute.at(-1)?.items.map((item) => item.areaCode).join(', ') ?? '' })}</p>
      <PortalForm intent="rule" reply={reply}>
        <HiddenField name="version" value={given.round.version} />
        {given.ruling.needsThirdRater ? <TextField name="thirdRater" label={t('assessments.rule.third')} hint={t('assessments.rule.third_hint')} maxLength={100} width="medium" required /> : null}
        <TextArea name="reason" label={t('assessments.rule.reason')} maxLength={2000} rows={4} required />
        <Button type="submit" variant="primary">
          {t('assessments.rule.submit')}
        </Button>
      </PortalForm>
    </DecisionPanel>
  );
}
