import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { AreaAnswerForm } from './area-answer-form.tsx';
import { AreaNav } from './area-nav.tsx';
import { AreaReadout } from './area-readout.tsx';
import { answeredCount, answerFor, type ShownAssessment } from './shown-assessment.ts';

/** One of the ten areas: to answer while the self-assessment runs, to read afterwards. */
export function FirmAreaPage({ given, code, reply }: { given: ShownAssessment; code: string; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const area = given.roadmap.areas.find((entry) => entry.code === code);
  if (!area) return null;
  const last = given.roadmap.areas.at(-1)?.code === code;
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firmAssessment(), label: t('assessments.title') }, { label: `${area.code} ${format.text(area.name)}` }]} />
      <PageTitle
        title={`${area.code} ${format.text(area.name)}`}
        over={<State kind={given.can.answer ? 'doing' : 'locked'}>{given.round ? format.text(given.round.stateLabel) : ''}</State>}
        meta={t('assessments.area.facts', { weight: area.weight, kpis: format.text(area.kpis) })}
        aside={given.can.answer ? t('assessments.areas.progress', { done: answeredCount(given), total: given.roadmap.areas.length }) : undefined}
      />
      <div className="assess">
        <AreaNav given={given} current={code} toArea={paths.firmAssessmentArea} />
        <div className="stack">
          {given.can.answer ? (
            <AreaAnswerForm key={code} roadmap={given.roadmap} area={area} answer={answerFor(given, code)} reply={reply} isLast={last} />
          ) : (
            <AreaReadout given={given} area={area} />
          )}
          <ButtonLink to={paths.firmAssessment()} variant="text" icon="back">
            {t('assessments.to_overview')}
          </ButtonLink>
        </div>
      </div>
    </Wrap>
  );
}
