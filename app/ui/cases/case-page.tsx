import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { AnswerSections, CorrectionsSection, DiffSection, DocumentList } from '#app/ui/cases/answer-sections.tsx';
import { CaseNotes } from '#app/ui/cases/case-notes.tsx';
import { AssignPanel, CasePanel } from '#app/ui/cases/case-panel.tsx';
import { CaseClock, DueState, sideLabel } from '#app/ui/cases/case-state.tsx';
import { CaseTimeline } from '#app/ui/cases/case-timeline.tsx';
import { ChecklistSection } from '#app/ui/cases/checklist-section.tsx';
import { DecisionsSection, EvaluationSection } from '#app/ui/cases/evaluation-section.tsx';
import { LaterSteps } from '#app/ui/cases/later-steps.tsx';
import type { ShownCase } from '#app/ui/cases/shown-case.ts';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Clock } from '#app/ui/kit/ruler.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { Badge, State } from '#app/ui/kit/state.tsx';
import { CaseMute } from '#app/ui/notices/case-mute.tsx';

interface CasePageProps {
  readonly shown: ShownCase;
  /** The auditor reads and does nothing. */
  readonly readOnly: boolean;
  readonly reply: FormReply | undefined;
}

function Head({ shown, readOnly }: { shown: ShownCase; readOnly: boolean }) {
  const { t, format } = useI18n();
  const { head, stage, actions } = shown;
  const mine = actions.length > 0 && stage.side === 'officer';
  const facts = [
    head.receiptNumber,
    format.businessNumber(head.businessNumber),
    format.text(head.regionName),
    head.ksicCode ? `${head.ksicCode} ${format.text(head.ksicName)}` : null,
    head.employees === null ? null : t('cases.head.employees', { count: head.employees }),
    head.requestedWon === null ? null : t('cases.head.requested', { amount: format.won(head.requestedWon) }),
    head.isAffiliated ? t('cases.chip.affiliated') : t('cases.chip.unaffiliated'),
    head.organisationName,
  ].filter(Boolean);
  return (
    <>
      <Breadcrumb items={[{ to: readOnly ? paths.auditor() : paths.officerApplications(), label: t(readOnly ? 'cases.audit.title' : 'cases.list.title') }, { label: head.firmName }]} />
      <PageTitle
        title={head.firmName}
        over={
          <>
            {stage.side === 'none' ? null : <State kind={mine ? 'doing' : 'waiting'}>{mine ? t('cases.view.turn') : t('cases.head.turn', { side: t(sideLabel(stage.side)) })}</State>}
            <Badge {...(mine ? { tone: 'now' as const } : { tone: 'line' as const })}>{format.text(stage.label)}</Badge>
            {shown.parts.holds.length > 0 ? <Badge tone="warn">{t('cases.head.held')}</Badge> : null}
            {shown.parts.appealOpen ? <Badge tone="warn">{t('cases.head.appeal')}</Badge> : null}
            {head.dueOn && shown.clock ? (
              <>
                <span className="soft mini">{t('cases.head.due', { on: format.date(head.dueOn) })}</span>
                <DueState clock={shown.clock} />
              </>
            ) : null}
          </>
        }
        meta={facts.join(' · ')}
        aside={head.officerName ? t('cases.head.officer', { name: head.officerName }) : t('cases.head.no_officer')}
      />
    </>
  );
}

function Sides({ shown }: { shown: ShownCase }) {
  const { t } = useI18n();
  if (shown.sides.length === 0) return null;
  return (
    <section className="sides three" aria-label={t('cases.head.sides')}>
      {shown.sides.map((side) => (
        <div key={side.side}>
          {side.running ? <b>{t(sideLabel(side.side))}</b> : <span>{t(sideLabel(side.side))}</span>}
          <Clock used={side.used} promise={side.promise} stopped={!side.running} words="both" />
        </div>
      ))}
    </section>
  );
}

function Jumps({ shown }: { shown: ShownCase }) {
  const { t } = useI18n();
  const { answers, checklist, documents, evaluation, corrections } = shown;
  const items = [
    ...(answers.diff ? [{ id: 'diff', label: t('cases.diff.title'), count: String(answers.diff.changes.length) }] : []),
    { id: 'checks', label: t('cases.checks.title'), count: `${checklist.reading.done}/${checklist.items.length}` },
    ...(evaluation.tasks.length > 0 ? [{ id: 'evaluation', label: t('cases.evaluation.title'), count: String(evaluation.tasks.length) }] : []),
    { id: 'answers', label: t('cases.answers.title'), count: null },
    { id: 'documents', label: t('cases.documents.title'), count: String(documents.length) },
    ...(corrections.length > 0 ? [{ id: 'corrections', label: t('cases.correction.history'), count: String(corrections.length) }] : []),
    { id: 'timeline', label: t('cases.timeline.title'), count: null },
  ];
  return (
    <nav className="krds-tab case-jumps" aria-label={t('cases.head.jumps')}>
      {items.map((item) => (
        <a key={item.id} href={`#${item.id}`}>
          {item.label}
          {item.count === null ? null : <b>{item.count}</b>}
        </a>
      ))}
      <a className="only-narrow" href="#decision">
        {t('cases.panel.next')}
      </a>
    </nav>
  );
}

/** A case as an officer works on it: clocks, what changed, checks, evaluation, answers, papers, story; the decision at the side. */
export function CasePage({ shown, readOnly, reply }: CasePageProps) {
  const { t, format } = useI18n();
  const { head, answers, stage } = shown;
  const needsConsultant = stage.stage === 'match' && stage.side === 'officer' && !readOnly;
  const panel = needsConsultant ? <AssignPanel shown={shown} /> : <CasePanel shown={shown} reply={reply} />;
  const isScreening = head.state === 'screening' && shown.actions.includes('pass_eligibility');
  const side = (
    <div className="stack case-side" id="decision">
      {panel}
      {readOnly ? null : <CaseNotes notes={shown.notes} reply={reply} />}
      <CaseMute applicationId={head.id} isMuted={shown.isMuted} />
      <p className="mini soft">{t('cases.head.access_note')}</p>
    </div>
  );
  return (
    <Wrap>
      <Head shown={shown} readOnly={readOnly} />
      {head.state === 'admitted' ? null : <Sides shown={shown} />}
      {needsConsultant && shown.clock ? <CaseClock clock={shown.clock} /> : null}
      <div className="gap-above">
        <Columns side={side}>
          <Jumps shown={shown} />
          <LaterSteps shown={shown} readOnly={readOnly} />
          {answers.diff ? <DiffSection diff={answers.diff} /> : null}
          <DecisionsSection shown={shown} />
          <EvaluationSection shown={shown} />
          <ChecklistSection shown={shown} editable={isScreening} reply={reply} />
          <Section id="answers" title={t('cases.answers.title')} aside={answers.submittedAt ? t('cases.answers.version', { number: answers.versionCount, at: format.dateTime(answers.submittedAt) }) : undefined}>
            <AnswerSections sections={answers.sections} open={isScreening ? ['need'] : []} />
          </Section>
          <Section id="documents" title={t('cases.documents.title')} aside={t('kit.count', { count: shown.documents.length })}>
            <DocumentList documents={shown.documents} today={shown.today} />
          </Section>
          <CorrectionsSection shown={shown} />
          <Section id="timeline" title={t('cases.timeline.title')}>
            <CaseTimeline events={shown.events} />
          </Section>
        </Columns>
      </div>
    </Wrap>
  );
}
