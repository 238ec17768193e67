import type { RoadmapArea } from '#app/domain/assessments/roadmap.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SaveState, SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { answerFor, type ShownAssessment } from './shown-assessment.ts';

/** The consultant's level for one area beside the firm's own, with note and evidence grade. */
export function ConfirmForm({ given, area, reply }: { given: ShownAssessment; area: RoadmapArea; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const answer = answerFor(given, area.code);
  if (!answer) return null;
  const nameOf = (level: number) => {
    const found = given.roadmap.levelNames.find((entry) => entry.level === level);
    return t('assessments.answer.level_name', { level, name: found ? format.text(found) : '' });
  };
  const own = (
    <DefinitionList
      items={[
        { term: t('assessments.mark.own'), value: answer.isNotApplicable ? t('assessments.area.not_applicable') : answer.ownLevel === null ? t('assessments.none') : nameOf(answer.ownLevel) },
        { term: t(answer.isNotApplicable ? 'assessments.answer.na_reason' : 'assessments.answer.evidence'), value: answer.ownEvidence ?? t('assessments.none') },
        ...(answer.document ? [{ term: t('assessments.answer.file'), value: <FileLink to={paths.document(answer.document.id)} name={answer.document.name} bytes={answer.document.bytes} /> }] : []),
      ]}
    />
  );
  if (answer.isNotApplicable) {
    return (
      <div className="stack">
        {own}
        <Alert kind="info">{t('assessments.confirm.not_applicable')}</Alert>
      </div>
    );
  }
  return (
    <div className="stack">
      {own}
      <PortalForm
        id={`confirm-${area.code}`}
        intent="confirm"
        reply={reply}
        defaults={{ level: answer.confirmedLevel ? String(answer.confirmedLevel) : '', note: answer.confirmedNote ?? '', grade: answer.evidenceGrade ?? '' }}
      >
        <HiddenField name="areaCode" value={area.code} />
        <HiddenField name="revision" value={answer.revision} />
        <RadioGroup
          name="level"
          label={t('assessments.confirm.level')}
          hint={t('assessments.confirm.level_hint')}
          required
          options={area.levels.map((level) => ({
            value: String(level.level),
            label: level.level === answer.ownLevel ? t('assessments.confirm.own_level', { level: nameOf(level.level) }) : nameOf(level.level),
            hint: <span className="small">{format.text(level.descriptor)}</span>,
          }))}
        />
        <RadioGroup
          name="grade"
          label={t('assessments.confirm.grade')}
          hint={t('assessments.confirm.grade_hint')}
          quiet
          options={(['A', 'B', 'C'] as const).map((grade) => ({ value: grade, label: grade, hint: t(`assessments.grade.${grade}`) }))}
        />
        <TextArea name="note" label={t('assessments.confirm.note')} hint={t('assessments.confirm.note_hint')} maxLength={2000} rows={3} quiet />
        <SubmitBar sticky state={<SaveState at={answer.confirmedLevel === null ? null : answer.updatedAt} where="server" />}>
          <Button type="submit" variant="primary">
            {t('assessments.confirm.save')}
          </Button>
        </SubmitBar>
      </PortalForm>
    </div>
  );
}
