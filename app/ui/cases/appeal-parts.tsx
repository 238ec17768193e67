import type { ReactNode } from 'react';
import { findReasonCode } from '#app/domain/applications/decision-codes.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { ShownAppeal } from '#app/ui/cases/shown-appeal.ts';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { State, type StateKind } from '#app/ui/kit/state.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';

const MARKS: Readonly<Record<string, StateKind>> = { upheld: 'ok', partly_upheld: 'ok', implemented: 'ok', dismissed: 'bad', inadmissible: 'bad', withdrawn: 'stopped' };

/** The state of an appeal as a mark and its word. */
export function AppealState({ state, children }: { state: string; children: string }) {
  return <State kind={MARKS[state] ?? 'doing'}>{children}</State>;
}

/** Words of a refusal's code, of an application as of a grant. */
export function useRefusalWords() {
  const { t, format } = useI18n();
  return (code: string | null): string | null => {
    if (!code) return null;
    const known = findReasonCode(code);
    return known ? `${known.code} ${format.text(known.label)}` : t(`grants.refuse.${code}` as MessageId);
  };
}

/** A part of an appeal under its own small heading; no landmark, as a page may show several appeals. */
function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="gap-above">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

/** What the firm filed: what it asks for, on what grounds, with which files. */
export function AppealFiled({ appeal }: { appeal: ShownAppeal }) {
  const { t } = useI18n();
  return (
    <Part title={t('appeals.filed.title')}>
      <DefinitionList
        items={[
          { term: t('appeals.filed.at'), value: <TimeText at={appeal.filedAt} />, ...(appeal.filerName ? { note: appeal.filerName } : {}) },
          { term: t('appeals.filed.delivered'), value: appeal.decisionNotifiedOn ? <DateText on={appeal.decisionNotifiedOn} /> : t('appeals.filed.not_delivered') },
          ...(appeal.summary ? [{ term: t('appeals.form.summary'), value: appeal.summary }] : []),
          { term: t('appeals.form.grounds'), value: <span className="prose">{appeal.grounds}</span> },
          { term: t('appeals.form.hearing'), value: t(appeal.hearingWanted ? 'appeals.filed.hearing_yes' : 'appeals.filed.hearing_no') },
          {
            term: t('appeals.form.files'),
            value: appeal.files.length === 0 ? t('appeals.filed.no_files') : appeal.files.map((file) => <FileLink key={file.id} to={paths.document(file.id)} name={file.name} bytes={file.bytes} />),
          },
        ]}
      />
    </Part>
  );
}

/** What came of an appeal: the hearing, the refusal to admit it, the decision with its reason, and when it was applied. */
export function AppealOutcome({ appeal }: { appeal: ShownAppeal }) {
  const { t } = useI18n();
  const reason = appeal.admissibilityText ?? appeal.decisionText;
  const facts = [
    ...(appeal.hearingAt ? [{ term: t('appeals.hearing.title'), value: <TimeText at={appeal.hearingAt} />, ...(appeal.hearingPlace ? { note: appeal.hearingPlace } : {}) }] : []),
    ...(appeal.reviewerName ? [{ term: t('appeals.outcome.reviewer'), value: appeal.reviewerName }] : []),
    ...(appeal.decidedAt ? [{ term: t('appeals.outcome.decided'), value: <TimeText at={appeal.decidedAt} /> }] : []),
    ...(appeal.implementedAt ? [{ term: t('appeals.outcome.implemented'), value: <TimeText at={appeal.implementedAt} /> }] : []),
  ];
  if (facts.length === 0 && !reason) return null;
  return (
    <Part title={t('appeals.outcome.title')}>
      {facts.length > 0 ? <DefinitionList items={facts} /> : null}
      {reason ? <ReasonBox title={t('appeals.outcome.reason')}>{reason}</ReasonBox> : null}
    </Part>
  );
}
