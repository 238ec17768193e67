import { applicationStates, type ApplicationState } from '#app/domain/applications/application-states.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State, type StateKind } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';
import type { ShownReview } from './shown-review.ts';
import type { ShownSectionStatus } from './shown-section.ts';

function markOf(section: ShownSectionStatus, correcting: boolean): StateKind {
  if (correcting) return section.asked > 0 ? (section.open > 0 ? 'returned' : 'ok') : 'locked';
  return section.open === 0 ? 'ok' : 'todo';
}

/** The application of the year: what is open in it, or what was sent. */
export function ApplicationOverview({ review }: { review: ShownReview }) {
  const { t, format } = useI18n();
  const state = applicationStates[(review.state ?? 'draft') as ApplicationState];
  const inDraft = review.state === 'draft' || review.state === 'ready_for_sign_off';
  const correcting = review.correction !== null;
  const writing = review.state === 'draft' || correcting;
  const todo = review.sections.filter((section) => section.id !== 'review' && (correcting ? section.asked > 0 : section.open > 0));
  const next = todo.find((section) => section.open > 0) ?? null;
  const openCount = todo.reduce((sum, section) => sum + section.open, 0);
  const side = (
    <Section title={t('applications.overview.facts')}>
      <DefinitionList
        layout="grid"
        columns={1}
        items={[
          { term: t('applications.overview.year'), value: format.text(review.yearLabel) },
          { term: t('applications.overview.state'), value: format.text(state.label) },
          ...(review.receiptNumber ? [{ term: t('applications.sent.number'), value: review.receiptNumber }] : []),
          ...(review.submittedAt ? [{ term: t('applications.sent.at'), value: <TimeText at={review.submittedAt} /> }] : []),
        ]}
      />
      <p className="btns gap-above">
        {review.applicationId && review.versionNumber > 0 ? (
          <ButtonLink to={paths.firmReceipt(review.applicationId)} reload size="medium" icon="download">
            {t('applications.sent.receipt')}
          </ButtonLink>
        ) : null}
        {review.may.withdraw ? (
          <ButtonLink to={paths.firmWithdraw()} variant="text">
            {t('applications.sent.withdraw')}
          </ButtonLink>
        ) : null}
      </p>
    </Section>
  );
  return (
    <Wrap>
      <PageTitle title={t('applications.overview.title')} meta={format.text(review.yearLabel)} />
      {inDraft || correcting ? (
        <Turn
          wide
          mine
          whose={t('applications.overview.your_turn')}
          title={next ? t(correcting ? 'applications.overview.open_correction' : 'applications.overview.open', { count: openCount }) : correcting ? t('applications.overview.ready_correction') : t('applications.overview.ready')}
          actions={
            <ButtonLink to={next && writing ? paths.firmApplication(next.id) : paths.firmApplicationReview()} variant="primary" iconEnd="arrow" wide>
              {next && writing ? t('applications.overview.continue', { section: format.text(next.title) }) : t('applications.overview.to_review')}
            </ButtonLink>
          }
          due={
            review.correction
              ? { label: t('applications.overview.due_correction'), value: <DateText on={review.correction.dueOn} /> }
              : { label: t('applications.overview.due'), value: <TimeText at={review.closesAt} /> }
          }
          clock={<p className="clock"><b>{t('applications.form.days_left', { days: Math.max(0, review.correction?.daysLeft ?? review.daysLeft) })}</b></p>}
          next={<p>{t(correcting ? 'applications.overview.next_correction' : 'applications.overview.next')}</p>}
        >
          {next ? format.text(state.publicLabel) : t(correcting ? 'applications.overview.ready_correction_text' : 'applications.overview.ready_text')}
        </Turn>
      ) : null}
      <div className={inDraft || correcting ? 'gap-above-l' : undefined}>
        <Columns side={side}>
          {inDraft || correcting ? (
            <Section title={t('applications.overview.sections')}>
              <StructuredList ordered label={t('applications.nav.label')}>
                {review.sections.map((section, index) => (
                  <StructuredItem
                    key={section.id}
                    to={section.id === 'review' ? paths.firmApplicationReview() : paths.firmApplication(section.id)}
                    now={section.id === next?.id}
                    title={`${index + 1} ${format.text(section.title)}`}
                    state={
                      section.id === 'review' ? null : (
                        <State kind={markOf(section, correcting)}>
                          {correcting
                            ? section.asked > 0
                              ? section.open > 0
                                ? t('applications.nav.asked', { count: section.open })
                                : t('applications.nav.corrected')
                              : t('applications.nav.locked')
                            : section.open === 0
                              ? t('applications.nav.complete')
                              : t('applications.nav.open', { count: section.open })}
                        </State>
                      )
                    }
                  />
                ))}
              </StructuredList>
            </Section>
          ) : (
            <Section title={t('applications.overview.now')}>
              <p>{review.state === 'admitted' ? t('applications.overview.admitted') : format.text(state.publicLabel)}</p>
              <p className="btns gap-above">
                <ButtonLink to={paths.firmApplicationReview()} variant="primary">
                  {t('applications.overview.read')}
                </ButtonLink>
                <ButtonLink to={paths.firm()} variant="text">
                  {t('applications.overview.to_home')}
                </ButtonLink>
              </p>
            </Section>
          )}
        </Columns>
      </div>
    </Wrap>
  );
}
