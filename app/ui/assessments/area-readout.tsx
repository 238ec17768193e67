import type { RoadmapArea } from '#app/domain/assessments/roadmap.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { LevelLadder } from './level-ladder.tsx';
import { answerFor, type ShownAssessment } from './shown-assessment.ts';

/** One area to read: the ladder with its marks, the evidence, and what the consultant says when the levels differ; `facts` adds weight and KPIs. */
export function AreaReadout({ given, area, facts }: { given: ShownAssessment; area: RoadmapArea; facts?: boolean }) {
  const { t, format } = useI18n();
  const answer = answerFor(given, area.code);
  const differs = answer?.confirmedLevel != null && answer.ownLevel !== null && answer.confirmedLevel !== answer.ownLevel;
  const disputed = given.round?.dispute.flatMap((round) => round.items.filter((item) => item.areaCode === area.code)) ?? [];
  return (
    <div className="stack">
      <LevelLadder roadmap={given.roadmap} area={area} answer={answer} />
      {differs ? (
        <Alert kind="info" title={t('assessments.differs.title', { count: Math.abs((answer.ownLevel ?? 0) - (answer.confirmedLevel ?? 0)) })}>
          {answer.confirmedNote}
        </Alert>
      ) : null}
      <DefinitionList
        items={[
          { term: t(answer?.isNotApplicable ? 'assessments.answer.na_reason' : 'assessments.answer.evidence'), value: answer?.ownEvidence ?? t('assessments.none') },
          ...(answer?.document ? [{ term: t('assessments.answer.file'), value: <FileLink to={paths.document(answer.document.id)} name={answer.document.name} bytes={answer.document.bytes} /> }] : []),
          ...(answer?.confirmedLevel != null
            ? [
                { term: t('assessments.confirm.grade'), value: answer.evidenceGrade ? t(`assessments.grade.${answer.evidenceGrade}`) : t('assessments.none') },
                ...(differs ? [] : [{ term: t('assessments.confirm.note'), value: answer.confirmedNote ?? t('assessments.none') }]),
              ]
            : []),
          ...(answer?.priority != null ? [{ term: t('assessments.agree.rank'), value: t('assessments.agree.rank_value', { rank: answer.priority }), note: answer.priorityReason }] : []),
        ]}
      />
      {disputed.map((item, index) => (
        <DefinitionList key={index} items={[{ term: t('assessments.dispute.reason'), value: item.reason }, { term: t('assessments.dispute.answer'), value: item.answer ?? t('assessments.dispute.waiting') }]} />
      ))}
      {facts ? <p className="small soft">{t('assessments.area.facts', { weight: area.weight, kpis: format.text(area.kpis) })}</p> : null}
    </div>
  );
}
