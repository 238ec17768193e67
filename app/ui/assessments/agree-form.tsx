import { maxTarget } from '#app/domain/assessments/roadmap.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { CheckboxGroup, FieldSet, HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { answerFor, type ShownAssessment } from './shown-assessment.ts';

/** The firm agrees: targets of the year, and the two to four areas to work on, proposed by weight and gap. */
export function AgreeForm({ given, reply }: { given: ShownAssessment; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  if (!given.round) return null;
  if (given.round.kind !== 't0') {
    return (
      <Section id="agree" title={t('assessments.agree.later_title')} intro={t('assessments.agree.later_intro')}>
        <PortalForm id="agree-form" intent="agree" reply={reply}>
          <HiddenField name="version" value={given.round.version} />
          <SubmitBar>
            <Button type="submit" variant="primary">{t('assessments.agree.later_submit')}</Button>
          </SubmitBar>
        </PortalForm>
      </Section>
    );
  }
  const rated = given.roadmap.areas.flatMap((area) => {
    const answer = answerFor(given, area.code);
    return answer?.confirmedLevel != null ? [{ area, confirmed: answer.confirmedLevel, target: answer.targetLevel ?? answer.confirmedLevel }] : [];
  });
  const nameOf = (code: string) => {
    const area = given.roadmap.areas.find((entry) => entry.code === code);
    return area ? `${code} ${format.text(area.name)}` : code;
  };
  return (
    <Section id="agree" title={t('assessments.agree.title')} intro={t('assessments.agree.intro')}>
      <PortalForm id="agree-form" intent="agree" reply={reply}>
        <HiddenField name="version" value={given.round.version} />
        <FieldSet legend={t('assessments.agree.targets')} hint={t('assessments.agree.targets_hint')} columns={2}>
          {rated.map(({ area, confirmed, target }) => (
            <Select
              key={area.code}
              name={`target.${area.code}`}
              label={`${area.code} ${format.text(area.name)}`}
              hint={t('assessments.agree.confirmed', { level: confirmed })}
              quiet
              emptyLabel={null}
              defaultValue={String(target)}
              options={Array.from({ length: maxTarget(confirmed) - confirmed + 1 }, (_, step) => ({
                value: String(confirmed + step),
                label: step === 0 ? t('assessments.agree.stay', { level: confirmed }) : t('assessments.agree.rise', { level: confirmed + step, step }),
              }))}
            />
          ))}
        </FieldSet>
        <CheckboxGroup
          name="areas"
          label={t('assessments.agree.areas')}
          hint={t('assessments.agree.areas_hint')}
          required
          defaultValues={given.priorities.filter((row) => row.proposed).slice(0, 2).map((row) => row.areaCode)}
          options={given.priorities.map((row) => ({
            value: row.areaCode,
            label: row.proposed ? t('assessments.agree.proposed', { area: nameOf(row.areaCode), rank: row.rank }) : nameOf(row.areaCode),
            hint:
              row.kpiCodes.length > 0
                ? t('assessments.agree.why_kpi', { weight: row.weight, gap: row.gap, kpis: row.kpiCodes.join(', '), points: format.number(row.priority, 1) })
                : t('assessments.agree.why', { weight: row.weight, gap: row.gap, points: format.number(row.priority, 1) }),
          }))}
        />
        <TextArea name="reason" label={t('assessments.agree.reason')} hint={t('assessments.agree.reason_hint')} maxLength={1000} rows={2} />
        <SubmitBar>
          <Button type="submit" variant="primary" wide>
            {t('assessments.agree.submit')}
          </Button>
        </SubmitBar>
      </PortalForm>
    </Section>
  );
}

/** The representative disputes areas, each with a reason. */
export function DisputeForm({ given, reply }: { given: ShownAssessment; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  if (!given.round) return null;
  const rated = given.roadmap.areas.filter((area) => answerFor(given, area.code)?.confirmedLevel != null);
  return (
    <PortalForm id="dispute-form" intent="dispute" reply={reply}>
      <HiddenField name="version" value={given.round.version} />
      <p className="small soft">{t('assessments.dispute.hint', { until: format.date(given.round.disputeUntil) })}</p>
      <FieldSet legend={t('assessments.dispute.items')} errorName="disputed">
        {rated.map((area) => {
          const answer = answerFor(given, area.code);
          return (
            <TextArea
              key={area.code}
              name={`disputeReason.${area.code}`}
              label={`${area.code} ${format.text(area.name)}`}
              hint={t('assessments.area.both', { own: answer?.ownLevel ?? 0, confirmed: answer?.confirmedLevel ?? 0 })}
              rows={2}
              maxLength={1000}
              quiet
            />
          );
        })}
      </FieldSet>
      <SubmitBar>
        <Button type="submit">{t('assessments.dispute.submit')}</Button>
      </SubmitBar>
    </PortalForm>
  );
}
