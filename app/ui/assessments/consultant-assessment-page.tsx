import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { AreaNav } from './area-nav.tsx';
import { AreaReadout } from './area-readout.tsx';
import { AssessmentOverview } from './assessment-overview.tsx';
import { ConfirmForm } from './confirm-form.tsx';
import { AnswerDisputeForm, OnsiteForms, ValidateForm } from './onsite-forms.tsx';
import { RoundsSection } from './rounds-section.tsx';
import type { ShownAssessment } from './shown-assessment.ts';

interface ConsultantAssessmentPageProps {
  readonly given: ShownAssessment;
  readonly code: string;
  readonly today: string;
  readonly reply: FormReply | undefined;
}

/** The consultant's side of the diagnosis: visit, levels per area, answers to a dispute. */
export function ConsultantAssessmentPage({ given, code, today, reply }: ConsultantAssessmentPageProps) {
  const { t, format } = useI18n();
  const { round, can } = given;
  const toArea = (area: string) => `${paths.consultantAssessment(given.applicationId)}?area=${area}`;
  const area = given.roadmap.areas.find((entry) => entry.code === code) ?? given.roadmap.areas[0];
  const head = (
    <>
      <Breadcrumb items={[{ to: paths.consultant(), label: t('assessments.my_firms') }, { to: paths.consultantFirm(given.applicationId), label: given.firmName }, { label: t('assessments.title') }]} />
      <PageTitle
        title={t('assessments.consultant.title', { firm: given.firmName })}
        over={<State kind={can.confirm || can.recordOnsite || can.answerDispute ? 'doing' : round?.state === 'agreed' ? 'ok' : 'waiting'}>{round ? format.text(round.stateLabel) : t('assessments.state.none')}</State>}
        meta={round ? t('assessments.round.meta', { round: t(`assessments.round.${round.kind}`), version: given.roadmap.version }) : undefined}
        lede={round ? t(`assessments.consultant.lede.${round.state}`) : undefined}
      />
    </>
  );
  if (!round || !area || round.state === 'not_started' || round.state === 'self_in_progress') {
    return (
      <Wrap>
        {head}
        <EmptyState title={t('assessments.consultant.waiting')} action={<ButtonLink to={paths.consultantFirm(given.applicationId)}>{t('assessments.to_firm')}</ButtonLink>}>
          {t('assessments.consultant.waiting_text')}
        </EmptyState>
        {given.earlier.length > 0 ? (
          <div className="gap-above-l">
            <RoundsSection given={given} />
          </div>
        ) : null}
      </Wrap>
    );
  }
  const disputed = round.dispute.at(-1)?.items.some((item) => item.areaCode === area.code) ?? false;
  const confirms = can.confirm && (round.state !== 'disputed' || disputed);
  return (
    <Wrap>
      {head}
      <OnsiteForms given={given} reply={reply} today={today} />
      {can.answerDispute ? <AnswerDisputeForm given={given} reply={reply} /> : null}
      <div className="assess gap-above">
        <AreaNav given={given} current={area.code} toArea={toArea} />
        <Section title={`${area.code} ${format.text(area.name)}`} aside={t('assessments.area.weight', { weight: area.weight })}>
          {confirms ? <ConfirmForm key={area.code} given={given} area={area} reply={reply} /> : <AreaReadout given={given} area={area} facts />}
        </Section>
      </div>
      {can.validate ? (
        <div className="gap-above-l">
          <ValidateForm given={given} reply={reply} />
        </div>
      ) : null}
      <div className="gap-above-l">
        <AssessmentOverview given={given} current={area.code} />
      </div>
      {given.earlier.length > 0 ? (
        <div className="gap-above-l">
          <RoundsSection given={given} />
        </div>
      ) : null}
    </Wrap>
  );
}
