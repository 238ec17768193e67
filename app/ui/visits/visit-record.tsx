import { useI18n } from '#app/i18n/i18n.tsx';
import { paths } from '#app/http/paths.ts';
import { DefinitionList, type Fact } from '#app/ui/kit/definition-list.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { Diff } from '#app/ui/kit/diff.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { Timeline } from '#app/ui/kit/timeline.tsx';
import type { ShownRevision, ShownVisitRecord } from '#app/ui/visits/shown-visit.ts';
import { useDays, useVisitTime } from '#app/ui/visits/visit-words.tsx';

type Person = { readonly name: string; readonly duty: string | null };

function namesOf(people: readonly Person[]): string {
  return people.map((person) => (person.duty ? `${person.name} (${person.duty})` : person.name)).join(', ');
}

/** What was done at a visit: facts, findings, tasks, promises, photos. */
export function VisitRecord({ record }: { record: ShownVisitRecord }) {
  const { t, format } = useI18n();
  const time = useVisitTime();
  const days = useDays();
  const { visit, tasks, photos } = record;
  const facts: Fact[] = [
    { term: t('visits.record.time'), value: time(visit), note: days(visit.manDaysHalf) },
    { term: t('visits.form.purpose'), value: visit.purpose, note: t(`visits.kind.${visit.kind as 'coaching'}`) },
    { term: t('visits.form.place'), value: t(`visits.place.${visit.placeKind as 'firm'}`), note: visit.placeText },
    ...(visit.loggedAt ? [{ term: t('visits.form.people'), value: namesOf(visit.attendees) || '-', note: visit.ceoPresent === null ? null : t(visit.ceoPresent ? 'visits.record.with_ceo' : 'visits.record.without_ceo') }] : []),
    { term: t('visits.column.consultant'), value: visit.consultantName ?? '-' },
  ];
  if (visit.nextVisitOn) facts.push({ term: t('visits.form.next_on'), value: format.date(visit.nextVisitOn) });
  if (visit.checkedInAt) facts.push({ term: t('visits.record.arrived'), value: format.dateTime(new Date(visit.checkedInAt)) });
  if (visit.lateReason) facts.push({ term: t('visits.form.late'), value: visit.lateReason });
  return (
    <>
      <Section title={t(visit.loggedAt ? 'visits.record.title' : 'visits.record.planned')}>
        <DefinitionList items={facts} />
      </Section>
      {visit.loggedAt ? (
        <Section title={t('visits.form.findings')}>
          <p className="prose pre-line">{visit.findings ?? '-'}</p>
        </Section>
      ) : null}
      {tasks.length > 0 ? (
        <Section title={t(visit.loggedAt ? 'visits.form.tasks' : 'visits.plan.tasks')}>
          <SimpleTable
            caption={t('visits.form.tasks')}
            columns={[{ header: t('visits.column.task') }, { header: t('visits.column.progress'), kind: 'number' }]}
            rows={tasks.map((task) => ({ key: task.planTaskId, cells: [task.title ?? '-', task.progressPercent === null ? '-' : format.percent(task.progressPercent, 0)] }))}
          />
        </Section>
      ) : null}
      {visit.promises.length > 0 || visit.nextSteps ? (
        <Section title={t('visits.record.promises')}>
          {visit.promises.length > 0 ? (
            <ol className="number-list">
              {visit.promises.map((promise, index) => (
                <li key={index}><span>{promise}</span></li>
              ))}
            </ol>
          ) : null}
          {visit.nextSteps ? <p className="prose pre-line gap-above-s">{visit.nextSteps}</p> : null}
        </Section>
      ) : null}
      {photos.length > 0 ? (
        <Section title={t('visits.form.photos')} aside={t('visits.record.photos', { count: photos.length })}>
          <ul className="stack-s">
            {photos.map((photo, index) => (
              <li key={photo.documentId}>
                <FileLink to={paths.document(photo.documentId)} name={photo.caption ?? photo.fileName ?? t('visits.record.photo', { number: index + 1 })} {...(photo.bytes === null ? {} : { bytes: photo.bytes })} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}

/** What the firm answered and how the log changed, latest first. */
export function VisitHistory({ record }: { record: ShownVisitRecord }) {
  const { t } = useI18n();
  const { visit, answers, revisions } = record;
  const events = [
    ...(visit.acceptedAt ? [{ at: new Date(visit.acceptedAt), key: 'accepted', title: t('visits.history.accepted'), by: undefined as string | undefined, detail: undefined as string | undefined }] : []),
    ...answers.map((answer, index) => ({
      at: new Date(answer.at),
      key: `answer-${index}`,
      title: t(`visits.history.${answer.outcome}`),
      by: answer.name ?? undefined,
      detail: [answer.satisfaction === null ? null : t('visits.history.satisfaction', { points: answer.satisfaction }), answer.note].filter(Boolean).join(' · ') || undefined,
    })),
    ...revisions.map((revision) => ({ at: new Date(revision.at), key: `revision-${revision.number}`, title: t('visits.history.amended'), by: revision.byName ?? undefined, detail: revision.reason ?? undefined })),
    ...(visit.proposedSide ? [{ at: new Date(visit.createdAt), key: 'proposed', title: t('visits.history.proposed'), by: undefined, detail: undefined }] : []),
    ...(visit.checkedInAt ? [{ at: new Date(visit.checkedInAt), key: 'arrived', title: t('visits.history.arrived'), by: visit.consultantName ?? undefined, detail: undefined }] : []),
    ...(visit.absentReportedAt ? [{ at: new Date(visit.absentReportedAt), key: 'absent', title: t('visits.history.absent'), by: undefined, detail: undefined }] : []),
    ...(visit.loggedAt ? [{ at: new Date(visit.proposedSide && revisions.length === 0 ? visit.loggedAt : visit.createdAt), key: 'logged', title: t(visit.lateReason ? 'visits.history.logged_late' : 'visits.history.logged'), by: visit.loggedByName ?? undefined, detail: undefined }] : []),
  ].sort((left, right) => right.at.getTime() - left.at.getTime());
  return (
    <Section title={t('visits.history.title')}>
      <Timeline events={events.map((event) => ({ key: event.key, at: <TimeText at={event.at} />, title: event.title, by: event.by, detail: event.detail }))} />
      {visit.confirmMethod === 'silence' ? <p className="small soft">{t('visits.history.silence')}</p> : null}
    </Section>
  );
}

/** Earlier contents of the log beside the present one. */
export function VisitRevisions({ record }: { record: ShownVisitRecord }) {
  const { t, format } = useI18n();
  const time = useVisitTime();
  const days = useDays();
  const { visit, revisions } = record;
  if (revisions.length === 0) return null;
  const now: ShownRevision['content'] = { ...visit, startsAt: new Date(visit.startsAt).toISOString(), endsAt: new Date(visit.endsAt).toISOString() };
  return (
    <Section title={t('visits.revisions.title')} intro={t('visits.revisions.intro')}>
      {revisions.map((revision, index) => {
        const after = revisions[index - 1]?.content ?? now;
        const before = revision.content;
        const items = [
          { key: 'time', title: t('visits.record.time'), before: `${time(before)} · ${days(before.manDaysHalf)}`, after: `${time(after)} · ${days(after.manDaysHalf)}` },
          { key: 'purpose', title: t('visits.form.purpose'), before: before.purpose, after: after.purpose },
          { key: 'people', title: t('visits.form.people'), before: namesOf(before.attendees), after: namesOf(after.attendees) },
          { key: 'findings', title: t('visits.form.findings'), before: before.findings, after: after.findings, compare: 'words' as const },
          { key: 'promises', title: t('visits.form.promises'), before: before.promises.join('\n'), after: after.promises.join('\n'), compare: 'words' as const },
          { key: 'next', title: t('visits.form.next'), before: before.nextSteps, after: after.nextSteps, compare: 'words' as const },
        ].filter((item) => (item.before ?? '') !== (item.after ?? ''));
        return (
          <Details key={revision.number} summary={t('visits.revisions.one', { number: revision.number, at: format.dateTime(revision.at), count: items.length })} open={index === 0}>
            <Diff items={items} />
          </Details>
        );
      })}
    </Section>
  );
}
