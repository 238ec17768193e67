import type { AnsweredSection } from '#app/domain/applications/answer-view.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { AnswerSections, DocumentList } from '#app/ui/cases/answer-sections.tsx';
import { ScoreForm, type ShownSheet } from '#app/ui/cases/score-form.tsx';
import type { ShownDocument, ShownTask } from '#app/ui/cases/shown-case.ts';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';

interface EvaluatorLine extends ShownTask {
  readonly applicationId: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
}

function lineState(line: ShownTask, today: string, t: ReturnType<typeof useI18n>['t']) {
  if (line.submittedAt) return <State kind="ok">{t('cases.evaluation.submitted')}</State>;
  if (line.dueOn && line.dueOn < today) return <State kind="bad">{t('cases.evaluator.late')}</State>;
  return <State kind={line.declaration === null ? 'todo' : 'doing'}>{t(line.declaration === null ? 'cases.evaluator.declare' : 'cases.evaluator.score')}</State>;
}

/** The home of an evaluator: open cases by due day, then the closed ones. */
export function EvaluatorHomePage({ cases, today }: { cases: readonly EvaluatorLine[]; today: string }) {
  const { t } = useI18n();
  const open = cases.filter((line) => line.submittedAt === null);
  const closed = cases.filter((line) => line.submittedAt !== null);
  const list = (lines: readonly EvaluatorLine[], first: boolean) => (
    <StructuredList>
      {lines.map((line, index) => (
        <StructuredItem
          key={line.id}
          to={paths.evaluatorApplication(line.applicationId)}
          title={line.firmName}
          now={first && index === 0}
          state={lineState(line, today, t)}
          sub={
            <>
              <span className="num">{line.receiptNumber}</span>
              {line.submittedAt ? <> · <TimeText at={line.submittedAt} /></> : line.dueOn ? <> · {t('cases.evaluator.until')} <DateText on={line.dueOn} /></> : null}
            </>
          }
        />
      ))}
    </StructuredList>
  );
  return (
    <Wrap>
      <PageTitle title={t('cases.evaluator.title')} lede={t('cases.evaluator.lede')} />
      <Section title={t('cases.evaluator.open')} aside={t('kit.count', { count: open.length })}>
        {open.length === 0 ? <EmptyState title={t('cases.evaluator.none')} /> : list(open, true)}
      </Section>
      {closed.length > 0 ? (
        <Section title={t('cases.evaluator.closed')} aside={t('kit.count', { count: closed.length })}>
          {closed.length > 5 ? <Details summary={t('cases.evaluator.show_closed', { count: closed.length })}>{list(closed, false)}</Details> : list(closed, false)}
        </Section>
      ) : null}
    </Wrap>
  );
}

interface EvaluatorCaseProps {
  readonly head: { readonly id: string; readonly firmName: string; readonly receiptNumber: string | null; readonly state: string; readonly regionName: Text | null; readonly ksicCode: string | null; readonly ksicName: Text | null; readonly representativeName: string | null; readonly yearLabel: Text };
  readonly task: ShownTask;
  readonly file: { readonly sections: readonly AnsweredSection[]; readonly documents: readonly ShownDocument[]; readonly sheet: ShownSheet } | null;
  readonly today: string;
  readonly reply: FormReply | undefined;
}

function Declaration({ reply }: { reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Section title={t('cases.score.declare_title')} intro={t('cases.score.declare_intro')}>
      <PortalForm id="declare" intent="declare" reply={reply}>
        <RadioGroup
          name="conflict"
          label={t('cases.score.declare_question')}
          required
          options={[
            { value: 'no', label: t('cases.score.no_conflict'), hint: t('cases.score.no_conflict_hint') },
            { value: 'yes', label: t('cases.score.conflict'), hint: t('cases.score.conflict_hint') },
          ]}
        />
        <TextArea name="note" label={t('cases.score.conflict_note')} hint={t('cases.score.conflict_note_hint')} rows={3} maxLength={1000} />
        <Button type="submit" variant="primary">
          {t('cases.score.declare_send')}
        </Button>
      </PortalForm>
    </Section>
  );
}

/** One case of an evaluator: the declaration first, then the file and the score sheet. */
export function EvaluatorCasePage({ head, task, file, today, reply }: EvaluatorCaseProps) {
  const { t, format } = useI18n();
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.evaluator(), label: t('cases.evaluator.title') }, { label: head.firmName }]} />
      <PageTitle
        title={head.firmName}
        over={
          <>
            {lineState(task, today, t)}
            {task.dueOn && !task.submittedAt ? <span className="soft mini">{t('cases.evaluator.until')} <DateText on={task.dueOn} /></span> : null}
          </>
        }
        meta={[head.receiptNumber, format.text(head.yearLabel)].filter(Boolean).join(' · ')}
      />
      {file === null ? (
        <>
          <DefinitionList
            items={[
              { term: t('cases.score.firm'), value: head.firmName },
              { term: t('cases.score.representative'), value: head.representativeName ?? '-' },
              { term: t('cases.list.place'), value: [format.text(head.regionName), head.ksicCode ? `${head.ksicCode} ${format.text(head.ksicName)}` : ''].filter(Boolean).join(' · ') },
            ]}
          />
          <div className="gap-above">
            <Declaration reply={reply} />
          </div>
        </>
      ) : (
        <>
          {head.state === 'admitted' ? (
            <Section title={t('cases.evaluator.later')}>
              <StructuredList>
                <StructuredItem to={paths.officerInterim(head.id)} title={t('cases.evaluator.interim')} />
                <StructuredItem to={paths.officerCompletion(head.id)} title={t('cases.evaluator.completion')} />
              </StructuredList>
            </Section>
          ) : null}
          <ScoreForm sheet={file.sheet} task={task} reply={reply} />
          <Section title={t('cases.answers.title')}>
            <AnswerSections sections={file.sections} open={['need']} />
          </Section>
          <Section title={t('cases.documents.title')} aside={t('kit.count', { count: file.documents.length })}>
            <DocumentList documents={file.documents} today={today} />
          </Section>
          <p className="mini soft gap-above">{t('cases.head.access_note')}</p>
        </>
      )}
    </Wrap>
  );
}
