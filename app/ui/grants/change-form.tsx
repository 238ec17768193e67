import { CHANGE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { ShownChange, ShownChangeForm } from '#app/ui/grants/shown-change.ts';
import { Button } from '#app/ui/kit/button.tsx';
import { DateField, MonthField } from '#app/ui/kit/forms/date-fields.tsx';
import { FieldSet } from '#app/ui/kit/forms/choices.tsx';
import { FileField } from '#app/ui/kit/forms/file-field.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { MoneyField, PhoneField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Section } from '#app/ui/kit/section.tsx';

/** The draft of a request: fields of its kind, cause, reason and proof. Saving measures it against the agreement as it is now. */
export function ChangeForm({ change, form, reply }: { change: ShownChange; form: ShownChangeForm; reply: FormReply | undefined }) {
  const { t } = useI18n();
  const defaults = { ...form.values, causeOn: change.causeOn ?? '', reason: change.reason, ...Object.fromEntries(form.lines.map((line, index) => [`lines[${index}].won`, line.wantedWon])) };
  return (
    <Section title={t('changes.form.title')} id="form" intro={t(`changes.hint.${change.kind}` as MessageId)}>
      <PortalForm reply={reply} intent="save" id="save" defaults={defaults} encType="multipart/form-data">
        <KindFields form={form} />
        <DateField name="causeOn" label={t('changes.form.cause')} hint={t('changes.form.cause_hint')} required={CHANGE_KINDS[change.kind].windows} />
        <TextArea name="reason" label={t('changes.form.reason')} maxLength={2000} rows={4} required />
        <FileField name="proof" label={t('changes.form.proof')} hint={t(change.needsProof ? 'changes.form.proof_hint' : 'changes.form.proof_free')} required={change.needsProof && change.proofs.length === 0} multiple />
        <Button type="submit">{t('changes.form.save')}</Button>
      </PortalForm>
    </Section>
  );
}

function KindFields({ form }: { form: ShownChangeForm }) {
  const { t, format } = useI18n();
  switch (form.form) {
    case 'end':
      return <DateField name="endsOn" label={t('changes.field.endsOn')} hint={t('changes.form.now_is', { value: format.date(form.endsOn) })} min={form.startsOn} required />;
    case 'grant_lines':
      return (
        <FieldSet legend={t('changes.form.grant_lines')} hint={t('changes.form.grant_hint', { grant: format.wonPlain(form.amountWon) })}>
          {form.lines.map((line, index) => (
            <MoneyField key={index} name={`lines[${index}].won`} label={line.title} hint={t(line.claimedWon > 0 ? 'changes.form.line_claimed' : 'changes.form.now_is', { value: format.wonPlain(line.grantWon), claimed: format.wonPlain(line.claimedWon) })} width="medium" required />
          ))}
        </FieldSet>
      );
    case 'own_lines':
      return (
        <FieldSet legend={t('changes.form.own_lines')}>
          {form.lines.map((line, index) => (
            <MoneyField key={index} name={`lines[${index}].won`} label={line.title} hint={t('changes.form.now_is', { value: format.wonPlain(line.ownShareWon) })} width="medium" required />
          ))}
        </FieldSet>
      );
    case 'item':
      return (
        <>
          <Select name="subjectId" label={t('changes.form.line')} required emptyLabel={t('changes.form.choose')} options={form.lines.map((line, index) => ({ value: String(index), label: line.title }))} width="medium" />
          <TextField name="title" label={t('changes.field.title')} hint={t('changes.form.keep_hint')} maxLength={100} />
          <TextField name="basis" label={t('changes.field.basis')} hint={t('changes.form.keep_hint')} maxLength={300} />
        </>
      );
    case 'task':
      return (
        <>
          <Select name="subjectId" label={t('changes.form.task')} required emptyLabel={t('changes.form.choose')} options={form.tasks.map((task) => ({ value: task.id, label: task.title }))} width="medium" />
          <TextField name="title" label={t('changes.field.title')} hint={t('changes.form.keep_hint')} maxLength={100} />
          <MonthField name="startMonth" label={t('changes.field.startMonth')} hint={t('changes.form.keep_hint')} />
          <MonthField name="endMonth" label={t('changes.field.endMonth')} hint={t('changes.form.keep_hint')} />
        </>
      );
    case 'kpi':
      return (
        <>
          <Select name="subjectId" label={t('changes.form.kpi')} required emptyLabel={t('changes.form.choose')} options={form.cards.map((card) => ({ value: card.id, label: t('changes.form.kpi_option', { name: format.text(card.name), target: card.target === null ? '-' : `${format.number(card.target, 2)} ${card.unit}` }) }))} width="medium" />
          <TextField name="target" label={t('changes.field.target')} hint={t('changes.form.target_hint')} inputMode="decimal" width="short" maxLength={16} />
        </>
      );
    case 'representative':
      return <TextField name="representativeName" label={t('changes.field.representativeName')} maxLength={60} width="medium" autoComplete="off" required />;
    case 'site':
      return (
        <>
          <TextField name="postalCode" label={t('changes.field.postalCode')} inputMode="numeric" maxLength={5} width="short" autoComplete="postal-code" required />
          <TextField name="address" label={t('changes.field.address')} maxLength={200} autoComplete="street-address" required />
          <TextField name="addressDetail" label={t('changes.field.addressDetail')} maxLength={100} autoComplete="off" />
        </>
      );
    case 'contact':
      return (
        <>
          <PhoneField name="phone" label={t('changes.field.phone')} required />
          <TextField name="website" label={t('changes.field.website')} maxLength={200} type="url" autoComplete="url" />
        </>
      );
    case 'bank':
      return (
        <>
          <p className="small soft">{t('changes.form.bank_hint')}</p>
          <Select name="bankCode" label={t('changes.form.bank')} emptyLabel={t('changes.form.choose')} options={form.banks.map((bank) => ({ value: bank.code, label: format.text(bank.name) }))} width="medium" required />
          <TextField name="holder" label={t('changes.field.holder')} maxLength={100} width="medium" autoComplete="off" required />
          <TextField name="number" label={t('changes.form.account_number')} hint={t('changes.form.number_hint')} inputMode="numeric" autoComplete="off" maxLength={24} width="medium" />
        </>
      );
    case 'text':
      return <TextArea name="text" label={t('changes.field.text')} maxLength={2000} rows={4} required />;
  }
}
