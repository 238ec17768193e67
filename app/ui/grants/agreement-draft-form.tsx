import { useI18n } from '#app/i18n/i18n.tsx';
import type { ShownGrant } from '#app/ui/grants/shown-agreement.ts';
import { Button } from '#app/ui/kit/button.tsx';
import { FieldSet } from '#app/ui/kit/forms/choices.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { MoneyField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Section } from '#app/ui/kit/section.tsx';

const SPARE = 2;
const CATEGORIES = ['consulting', 'equipment', 'smart_factory', 'other'] as const;

/** The officer writes period, budget lines and payments; spare rows stay empty. */
export function AgreementDraftForm({ shown, reply }: { shown: ShownGrant; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const { draft, agreement, limits } = shown;
  if (!draft || !agreement) return null;
  const rows = Array.from({ length: draft.lines.length + SPARE }, (_, index) => index);
  const max = Math.floor((agreement.amountWon * limits.advanceCapPercent) / 100);
  const text = (won: number) => String(won);
  const defaults = {
    startsOn: draft.startsOn,
    endsOn: draft.endsOn,
    lines: draft.lines.map((line) => ({ ...line, amountWon: text(line.amountWon), ownShareWon: text(line.ownShareWon) })),
    trancheWon: draft.tranches.map((tranche) => text(tranche.amountWon)),
  };
  return (
    <Section title={t('grants.agreement.draft')} id="draft" intro={t('grants.agreement.draft_lead', { amount: format.won(agreement.amountWon) })}>
      <PortalForm reply={reply} intent="save_draft" id="draft" defaults={defaults}>
        <FieldSet legend={t('grants.agreement.period')} columns={2}>
          <DateField name="startsOn" label={t('grants.agreement.starts')} min={draft.earliestOn} max={draft.latestOn} required />
          <DateField name="endsOn" label={t('grants.agreement.ends')} min={draft.earliestOn} max={draft.latestOn} required />
        </FieldSet>
        {rows.map((row) => (
          <FieldSet key={row} legend={t('grants.agreement.line', { number: row + 1 })} columns={2}>
            <TextField name={`lines[${row}].title`} label={t('grants.agreement.line_title')} maxLength={200} width="full" quiet />
            <Select name={`lines[${row}].category`} label={t('grants.agreement.line_category')} quiet emptyLabel={null} options={CATEGORIES.map((category) => ({ value: category, label: t(`grants.category.${category}`) }))} />
            <TextField name={`lines[${row}].basis`} label={t('grants.agreement.line_basis')} hint={t('grants.agreement.line_basis_hint')} maxLength={300} width="full" quiet />
            <TextField name={`lines[${row}].proof`} label={t('grants.agreement.line_proof')} hint={t('grants.agreement.line_proof_hint')} maxLength={100} width="full" quiet />
            <MoneyField name={`lines[${row}].amountWon`} label={t('grants.agreement.line_amount')} width="full" quiet />
            <MoneyField name={`lines[${row}].ownShareWon`} label={t('grants.agreement.line_own')} width="full" quiet />
            <input type="hidden" name={`lines[${row}].planTaskId`} value={draft.lines[row]?.planTaskId ?? ''} />
          </FieldSet>
        ))}
        <FieldSet legend={t('grants.agreement.tranches')} hint={t('grants.agreement.tranche_hint', { percent: limits.advanceCapPercent, max: format.won(max) })} errorName="tranches" columns={2}>
          {draft.tranches.map((tranche, index) => (
            <MoneyField key={tranche.sequence} name={`trancheWon[${index}]`} label={t('grants.agreement.tranche', { number: tranche.sequence, kind: t(`grants.tranche_kind.${tranche.kind}`) })} width="full" quiet />
          ))}
        </FieldSet>
        <SubmitBar>
          <Button type="submit" variant={shown.version ? 'secondary' : 'primary'}>{t('grants.agreement.save')}</Button>
        </SubmitBar>
      </PortalForm>
    </Section>
  );
}
