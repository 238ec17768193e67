import type { Verification } from '#app/domain/outcomes/verification-record.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { NumberField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { MachineState } from '#app/ui/outcomes/completion-state.tsx';

export type ShownVerification = Verification & { readonly steps: readonly string[] };

/** The verification of each KPI: value of the firm, evidence grade, verified value; with what the reader may do. */
export function VerificationList({ verifications, reply }: { verifications: readonly ShownVerification[]; reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Section id="verification" title={t('settlements.verification.title')} intro={t('settlements.verification.intro')}>
      {verifications.map((entry) => (
        <VerificationItem key={entry.id} entry={entry} reply={reply} />
      ))}
    </Section>
  );
}

function VerificationItem({ entry, reply }: { entry: ShownVerification; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const can = (step: string) => entry.steps.includes(step);
  const value = (number: number | null) => (number === null ? '-' : `${format.number(number, entry.decimals)}${entry.unit === '%' ? '' : ' '}${entry.unit}`);
  const formId = (name: string) => `${name}-${entry.id.slice(-8)}`;
  // Several forms of one kind stand on the page; the answer belongs to the one whose hidden id came back.
  const mine = reply?.initialValue?.['verificationId'] === entry.id ? reply : undefined;
  const grades = (['A', 'B', 'C'] as const).map((grade) => ({ value: grade, label: grade, hint: t(`settlements.grade.${grade}`) }));
  return (
    <Section level={3} title={format.text(entry.name)} aside={<MachineState machine="verification" state={entry.state} />}>
      <div>
        <DefinitionList
          layout="grid"
          columns={4}
          items={[
            { term: t('settlements.kpi.baseline'), value: value(entry.baseline) },
            { term: t('settlements.kpi.target'), value: value(entry.target) },
            { term: t('settlements.verification.stated'), value: value(entry.statedValue) },
            { term: t('settlements.verification.verified'), value: value(entry.verifiedValue), note: entry.grade ? t('settlements.verification.grade', { grade: entry.grade }) : undefined },
          ]}
        />
      </div>
      {entry.adjustmentReason ? <p className="soft">{t('settlements.verification.adjusted_because', { reason: entry.adjustmentReason, formula: entry.adjustmentFormula ?? '-' })}</p> : null}
      {entry.questions.map((question, index) => (
        <p key={index} className="soft">
          {t('settlements.verification.question', { text: question })}
          {entry.answers[index] ? <><br />{t('settlements.verification.answer', { text: entry.answers[index] ?? '' })}</> : null}
        </p>
      ))}
      {entry.disputeText ? <p className="soft">{t('settlements.verification.dispute_text', { text: entry.disputeText })}</p> : null}
      {can('send_readings') ? (
        <div className="gap-above">
          <PortalForm id={formId('value')} intent="value" reply={mine}>
            <HiddenField name="verificationId" value={entry.id} />
            <p className="soft">{t('settlements.verification.value_hint')}</p>
            <div className="two">
              <NumberField name="numerator" label={t('settlements.verification.numerator')} decimals />
              <NumberField name="denominator" label={t('settlements.verification.denominator')} decimals />
            </div>
            <NumberField name="value" label={t('settlements.verification.value')} unit={entry.unit} decimals />
            <Button type="submit" variant="primary">{t('settlements.verification.send')}</Button>
          </PortalForm>
        </div>
      ) : null}
      {can('answer') ? (
        <div className="gap-above">
          <PortalForm id={formId('answer')} intent="answer" reply={mine}>
            <HiddenField name="verificationId" value={entry.id} />
            <TextArea name="answer" label={t('settlements.verification.your_answer')} maxLength={2000} required />
            <Button type="submit" variant="primary">{t('settlements.verification.answer_send')}</Button>
          </PortalForm>
        </div>
      ) : null}
      {can('dispute') ? (
        <Details summary={t('settlements.verification.dispute')} open={mine?.intent === 'dispute'}>
          <PortalForm id={formId('dispute')} intent="dispute" reply={mine}>
            <HiddenField name="verificationId" value={entry.id} />
            <TextArea name="reason" label={t('settlements.common.reason')} maxLength={2000} required />
            <Button type="submit">{t('settlements.verification.dispute_send')}</Button>
          </PortalForm>
        </Details>
      ) : null}
      {can('verify') ? (
        <Details summary={t('settlements.verification.review')} open={mine?.intent === 'review' || entry.state === 'evidence_review'}>
          <PortalForm id={formId('review')} intent="review" reply={mine}>
            <HiddenField name="verificationId" value={entry.id} />
            <RadioGroup
              name="decision"
              label={t('settlements.verification.decision')}
              required
              options={[
                { value: 'verify', label: t('settlements.verification.verify'), hint: t('settlements.verification.verify_hint') },
                { value: 'adjust', label: t('settlements.verification.adjust'), hint: t('settlements.verification.adjust_hint') },
                { value: 'query', label: t('settlements.verification.query'), hint: t('settlements.verification.query_hint') },
              ]}
            />
            <RadioGroup name="grade" label={t('settlements.verification.evidence')} options={grades} />
            <NumberField name="value" label={t('settlements.verification.other_value')} unit={entry.unit} decimals />
            <TextField name="formula" label={t('settlements.verification.formula')} maxLength={300} />
            <TextArea name="reason" label={t('settlements.verification.reason')} maxLength={2000} />
            <Button type="submit" variant="primary">{t('settlements.verification.review_send')}</Button>
          </PortalForm>
        </Details>
      ) : null}
      {can('record_no_answer') ? (
        <Details summary={t('settlements.verification.no_answer')} open={mine?.intent === 'no_answer'}>
          <PortalForm id={formId('none')} intent="no_answer" reply={mine}>
            <HiddenField name="verificationId" value={entry.id} />
            <TextArea name="reason" label={t('settlements.verification.no_answer_reason')} maxLength={1000} required />
            <Button type="submit" variant="danger">{t('settlements.verification.no_answer_send')}</Button>
          </PortalForm>
        </Details>
      ) : null}
      {can('rule_verified') ? (
        <div className="gap-above">
          <PortalForm id={formId('rule')} intent="rule" reply={mine}>
            <HiddenField name="verificationId" value={entry.id} />
            <RadioGroup
              name="ruling"
              label={t('settlements.verification.ruling')}
              required
              options={(['rule_verified', 'rule_adjusted', 'rule_not_verified'] as const).map((ruling) => ({ value: ruling, label: t(`settlements.verification.${ruling}`) }))}
            />
            <NumberField name="value" label={t('settlements.verification.other_value')} unit={entry.unit} decimals />
            <TextArea name="reason" label={t('settlements.common.reason')} maxLength={2000} required />
            <Button type="submit" variant="primary">{t('settlements.verification.rule_send')}</Button>
          </PortalForm>
        </div>
      ) : null}
    </Section>
  );
}
