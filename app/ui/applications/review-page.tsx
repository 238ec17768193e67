import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { SectionNav } from './section-nav.tsx';
import type { ShownReview } from './shown-review.ts';
import { SignPanel } from './sign-panel.tsx';

/** The whole application for reading, what is missing, and the way to send it. */
export function ReviewPage({ reply, ...review }: ShownReview & { readonly reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const correcting = review.correction !== null;
  const inDraft = review.state === 'draft' || review.state === 'ready_for_sign_off';
  const title = t(inDraft ? 'applications.review.title' : correcting ? 'applications.review.title_correction' : 'applications.review.title_sent');
  const errors = review.problems.filter((problem) => problem.severity === 'error');
  const warnings = review.problems.filter((problem) => problem.severity === 'warning');
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firm(), label: t('applications.crumb.home') }, { to: paths.firmApplication(), label: t('applications.crumb.application') }, { label: title }]} />
      <PageTitle title={title} over={<Over review={review} />} lede={inDraft ? t('applications.review.lede') : null} />
      <div className="form-page">
        {inDraft || correcting ? <SectionNav sections={review.sections} current="review" correcting={correcting} /> : <SentFacts review={review} />}
        <div className="stack">
          {errors.length > 0 ? (
            <Alert kind="bad" title={t('applications.review.problems', { count: errors.length })}>
              <Problems problems={errors} />
            </Alert>
          ) : null}
          {warnings.length > 0 ? (
            <Alert kind="warn" title={t('applications.review.warnings')}>
              <Problems problems={warnings} />
            </Alert>
          ) : null}
          {review.untouched.length > 0 ? (
            <Alert kind="warn" title={t('applications.correction.untouched', { count: review.untouched.length })}>
              <p>{review.untouched.map((label) => format.text(label)).join(', ')}</p>
            </Alert>
          ) : null}
          {review.summary.map((section, index) =>
            section.rows.length === 0 ? null : (
              <Section
                key={section.id}
                title={`${index + 1} ${format.text(section.title)}`}
                aside={inDraft && section.id !== 'review' ? <Link to={paths.firmApplication(section.id)}>{t('applications.review.edit')}<span className="sr-only"> {format.text(section.title)}</span></Link> : null}
              >
                <DefinitionList
                  items={section.rows.map((row) => ({
                    term: format.text(row.label),
                    value:
                      row.files.length > 0 ? (
                        <span className="stack-s">
                          {row.files.map((file) => (
                            <FileLink key={file.documentId} to={paths.document(file.documentId)} name={file.fileName} bytes={file.byteSize} />
                          ))}
                        </span>
                      ) : (
                        <span className="pre">{row.words || <span className="soft">{t('applications.answer.empty')}</span>}</span>
                      ),
                    ...(row.before === null ? {} : { note: t('applications.review.was', { before: row.before || t('applications.answer.empty') }) }),
                  }))}
                />
              </Section>
            ),
          )}
          <SignPanel review={review} blocked={errors.length > 0} reply={reply} />
        </div>
      </div>
    </Wrap>
  );
}

function Over({ review }: { review: ShownReview }) {
  const { t } = useI18n();
  if (review.correction) {
    return (
      <>
        <State kind="returned">{t('applications.correction.badge', { count: review.correction.count })}</State>
        <span>
          {t('applications.correction.until')} <DateText on={review.correction.dueOn} />
        </span>
      </>
    );
  }
  if (review.state === 'draft' || review.state === 'ready_for_sign_off') {
    return (
      <>
        <State kind="doing">{t(review.state === 'draft' ? 'applications.form.draft' : 'applications.form.waits_for_sign')}</State>
        <span>
          {t('applications.form.closes')} <TimeText at={review.closesAt} /> · {t('applications.form.days_left', { days: Math.max(0, review.daysLeft) })}
        </span>
      </>
    );
  }
  return <State kind="ok">{t('applications.review.sent')}</State>;
}

function Problems({ problems }: { problems: ShownReview['problems'] }) {
  const { format } = useI18n();
  return (
    <ol>
      {problems.map((problem, index) => (
        <li key={index}>
          <Link to={`${paths.firmApplicationCheck(problem.sectionId)}#${problem.isFile ? 'q' : 'answers'}-${problem.questionId}`}>
            {format.text(problem.label)}: {problem.message}
          </Link>
        </li>
      ))}
    </ol>
  );
}

function SentFacts({ review }: { review: ShownReview }) {
  const { t } = useI18n();
  return (
    <aside>
      <DefinitionList
        layout="grid"
        columns={1}
        items={[
          { term: t('applications.sent.number'), value: review.receiptNumber ?? '-' },
          { term: t('applications.sent.at'), value: review.submittedAt ? <TimeText at={review.submittedAt} /> : '-' },
          { term: t('applications.sent.version'), value: review.versionNumber },
          ...(review.versionHash ? [{ term: t('applications.sent.hash'), value: <span className="mini hash">{review.versionHash}</span> }] : []),
        ]}
      />
    </aside>
  );
}
