import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import type { ShownAssessment } from './shown-assessment.ts';

/** The day of the on-site diagnosis: set before, recorded after. */
export function OnsiteForms({ given, reply, today }: { given: ShownAssessment; reply: FormReply | undefined; today: string }) {
  const { t } = useI18n();
  const { round, can } = given;
  if (!round) return null;
  return (
    <div className="stack">
      {can.schedule ? (
        <Details summary={t('assessments.schedule.title')} open={reply?.intent === 'schedule'}>
          <PortalForm intent="schedule" reply={reply}>
            <HiddenField name="version" value={round.version} />
            <DateField name="scheduledOn" label={t('assessments.schedule.on')} hint={t('assessments.schedule.hint')} min={today} required />
            <SubmitBar>
              <Button type="submit">{t('assessments.schedule.submit')}</Button>
            </SubmitBar>
          </PortalForm>
        </Details>
      ) : null}
      {can.recordOnsite ? (
        <Section title={t('assessments.onsite.title')} intro={t('assessments.onsite.intro')}>
          <PortalForm intent="onsite" reply={reply} defaults={{ visitedOn: round.report.scheduledOn ?? '' }}>
            <HiddenField name="version" value={round.version} />
            <DateField name="visitedOn" label={t('assessments.onsite.on')} max={today} required />
            <TextField name="contactName" label={t('assessments.onsite.contact')} hint={t('assessments.onsite.contact_hint')} maxLength={100} width="medium" required />
            <SubmitBar>
              <Button type="submit" variant="primary">
                {t('assessments.onsite.submit')}
              </Button>
            </SubmitBar>
          </PortalForm>
        </Section>
      ) : null}
    </div>
  );
}

/** The last step of the confirmation: a summary for the firm. */
export function ValidateForm({ given, reply }: { given: ShownAssessment; reply: FormReply | undefined }) {
  const { t } = useI18n();
  if (!given.round) return null;
  const open = given.openAreas.length;
  return (
    <Section id="validate" title={t('assessments.validate.title')} aside={t('assessments.validate.progress', { done: given.roadmap.areas.length - open, total: given.roadmap.areas.length })}>
      <PortalForm id="validate-form" intent="validate" reply={reply}>
        <HiddenField name="version" value={given.round.version} />
        <TextArea name="summary" label={t('assessments.validate.summary')} hint={t('assessments.validate.summary_hint')} maxLength={2000} rows={4} required />
        <SubmitBar>
          <Button type="submit" variant={open === 0 ? 'primary' : 'secondary'} disabledReason={open === 0 ? undefined : t('assessments.validate.open', { areas: given.openAreas.join(', ') })}>
            {t('assessments.validate.submit')}
          </Button>
        </SubmitBar>
      </PortalForm>
    </Section>
  );
}

/** Answers to the disputed areas. */
export function AnswerDisputeForm({ given, reply }: { given: ShownAssessment; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const items = given.round?.dispute.at(-1)?.items ?? [];
  if (!given.round) return null;
  return (
    <Section id="answer" title={t('assessments.dispute.answer_title')} intro={t('assessments.dispute.answer_intro')}>
      <PortalForm id="answer-dispute" intent="answer" reply={reply}>
        <HiddenField name="version" value={given.round.version} />
        {items.map((item) => {
          const area = given.roadmap.areas.find((entry) => entry.code === item.areaCode);
          return <TextArea key={item.areaCode} name={`answer.${item.areaCode}`} label={`${item.areaCode} ${area ? format.text(area.name) : ''}`} hint={t('assessments.dispute.their_reason', { reason: item.reason })} rows={3} maxLength={2000} required />;
        })}
        <SubmitBar>
          <Button type="submit" variant="primary">
            {t('assessments.dispute.answer_submit')}
          </Button>
        </SubmitBar>
      </PortalForm>
    </Section>
  );
}
