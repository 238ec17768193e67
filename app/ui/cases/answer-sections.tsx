import type { AnsweredSection } from '#app/domain/applications/answer-view.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { answerText, AnswerValue } from '#app/ui/cases/answer-value.tsx';
import type { ShownCase, ShownDiff, ShownDocument } from '#app/ui/cases/shown-case.ts';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { Diff } from '#app/ui/kit/diff.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';

/** The submitted answers, section by section; those the reader needs first stand open. */
export function AnswerSections({ sections, open = ['need'] }: { sections: readonly AnsweredSection[]; open?: readonly string[] }) {
  const { t, format } = useI18n();
  return (
    <div className="answer-groups">
      {sections.map((section) => (
        <Details key={section.id} summary={t('cases.answers.section', { title: format.text(section.title), count: section.items.length })} open={open.includes(section.id)}>
          <DefinitionList items={section.items.map((item) => ({ term: format.text(item.label), value: <AnswerValue view={item.view} /> }))} />
        </Details>
      ))}
    </div>
  );
}

/** What the firm changed after the last correction request, side by side with what was asked. */
export function DiffSection({ diff }: { diff: ShownDiff }) {
  const tools = useI18n();
  const { t, format } = tools;
  return (
    <Section id="diff" title={t('cases.diff.title')} aside={t('cases.diff.count', { count: diff.changes.length, round: diff.round })}>
      <Diff
        beforeLabel={t('cases.diff.before', { on: format.date(diff.beforeAt) })}
        afterLabel={t('cases.diff.after', { on: format.date(diff.afterAt) })}
        items={diff.changes.map((change) => ({
          key: change.questionId,
          title: format.text(change.label),
          state: change.remark === null ? <State kind="none">{t('cases.diff.followed')}</State> : <State kind="ok">{t('cases.diff.answered')}</State>,
          before: answerText(change.before, tools),
          after: answerText(change.after, tools),
          compare: change.isLong ? 'words' : 'whole',
        }))}
      />
      {diff.untouched.length > 0 ? (
        <div className="gap-above">
          <p>
            <State kind="warn">{t('cases.diff.untouched', { count: diff.untouched.length })}</State>
          </p>
          <DefinitionList items={diff.untouched.map((item) => ({ term: format.text(item.label), value: item.remark }))} />
        </div>
      ) : null}
    </Section>
  );
}

/** Correction requests with their fields and remarks, newest first. */
export function CorrectionsSection({ shown }: { shown: ShownCase }) {
  const { t, format } = useI18n();
  if (shown.corrections.length === 0) return null;
  return (
    <Section id="corrections" title={t('cases.correction.history')} aside={t('cases.correction.rounds_left', { count: shown.roundsLeft })}>
      {shown.corrections.map((round) => (
        <div key={round.id} className="stack correction-round">
          <p className="h-row small">
            <b>{t('cases.correction.round', { round: round.round })}</b>
            {round.answeredAt ? (
              <State kind="ok">{t('cases.correction.answered', { at: format.dateTime(round.answeredAt) })}</State>
            ) : (
              <State kind="waiting">{t('cases.correction.open_until', { on: format.date(round.dueOn) })}</State>
            )}
          </p>
          <ReasonBox by={round.requesterName} at={<TimeText at={round.requestedAt} />}>
            {round.reason}
          </ReasonBox>
          <DefinitionList items={round.fields.map((field) => ({ term: format.text(shown.questionLabels[field.questionId]) || field.questionId, value: field.reason }))} />
          {round.answerNote ? (
            <ReasonBox title={t('cases.correction.answer_note')} by={round.answererName}>
              {round.answerNote}
            </ReasonBox>
          ) : null}
        </div>
      ))}
    </Section>
  );
}

/** The attached papers with their state and the day they end. */
export function DocumentList({ documents, today }: { documents: readonly ShownDocument[]; today: string }) {
  const { t } = useI18n();
  if (documents.length === 0) return <p className="soft small">{t('cases.documents.none')}</p>;
  return (
    <ul className="case-files">
      {documents.map((document) => (
        <li key={document.id}>
          {document.status === 'clean' ? (
            <FileLink to={paths.document(document.id)} name={document.fileName} bytes={document.bytes} note={<TimeText at={document.uploadedAt} />} />
          ) : (
            <span className="small">{document.fileName}</span>
          )}
          <span>
            {document.status === 'pending' ? <State kind="waiting">{t('cases.documents.pending')}</State> : null}
            {document.status === 'infected' || document.status === 'refused' ? <State kind="bad">{t('cases.documents.refused')}</State> : null}
            {document.expiresOn ? (
              <State kind={document.expiresOn < today ? 'bad' : 'none'}>
                {t(document.expiresOn < today ? 'cases.documents.expired' : 'cases.documents.valid')} <DateText on={document.expiresOn} />
              </State>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
