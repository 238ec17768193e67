import type { ChangeDelta } from '#app/domain/grants/change-values.ts';
import type { ChangeRow } from '#db/queries/change-requests.ts';

/** One step of a request in words for its time-line. */
export interface ChangeStep {
  readonly key: string;
  readonly name: 'start' | 'submit' | 'query' | 'answer' | 'recommend' | 'approve' | 'deny' | 'end';
  readonly at: Date;
  readonly byName: string | null;
  readonly text: string | null;
  readonly diff: readonly ChangeDelta[];
}

/** The steps of a request, newest first; the firm does not see who recommended it, nor with which words. */
export function historyOf(change: ChangeRow, isFirm: boolean): ChangeStep[] {
  const step = (name: ChangeStep['name'], at: Date | string | null, byName: string | null = null, text: string | null = null, diff: readonly ChangeDelta[] = []): ChangeStep[] =>
    at ? [{ key: `${name}-${new Date(at).getTime()}`, name, at: new Date(at), byName, text, diff }] : [];
  const ended = ['withdrawn', 'lapsed'].includes(change.state);
  return [
    ...step('start', change.createdAt),
    ...step('submit', change.submittedAt, change.signerName),
    ...change.queries.flatMap((query) => step('query', query.at, query.byName, query.text)),
    ...change.answers.flatMap((answer) => step('answer', answer.at, answer.byName, answer.text, answer.diff)),
    ...step('recommend', change.recommendedAt, isFirm ? null : change.recommenderName, isFirm ? null : change.opinion),
    ...step('approve', change.approvedAt, change.approverName),
    ...(change.state === 'denied' ? step('deny', change.since, null, change.denyText) : []),
    ...(ended ? step('end', change.since) : []),
  ].toSorted((one, other) => other.at.getTime() - one.at.getTime());
}
