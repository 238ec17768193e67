import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { ShownClaimLine, ShownPayment } from '#app/ui/grants/shown-payment.ts';
import { Button } from '#app/ui/kit/button.tsx';
import { FieldSet } from '#app/ui/kit/forms/choices.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import { FileField } from '#app/ui/kit/forms/file-field.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { BusinessNumberField, MoneyField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';

const SPARE = 2;
const ADVANCE_FILES = ['quotation'] as const;
const OTHER_FILES = ['invoice', 'transfer'] as const;

/** The lines of a payment request with their files; spare rows stay empty. The files of a row are one field per purpose. */
export function ClaimForm({ shown, reply }: { shown: ShownPayment; reply: FormReply | undefined }) {
  const { t } = useI18n();
  const isAdvance = shown.kind === 'advance';
  const rows = Array.from({ length: shown.lines.length + (shown.state === 'queried' ? 0 : SPARE) }, (_, index) => index);
  const defaults = {
    lines: shown.lines.map((line) => ({
      budgetLineId: line.budgetLineId ?? '',
      title: line.title,
      note: line.basis ?? '',
      amountWon: String(line.amountWon),
      proofKind: line.proofKind,
      proofOn: line.proofOn,
      invoiceNumber: line.invoiceNumber ?? '',
      supplierName: line.supplierName ?? '',
      supplierNumber: line.supplierNumber ?? '',
    })),
  };
  return (
    <PortalForm reply={reply} intent="save" id="claim" encType="multipart/form-data" defaults={defaults}>
      {rows.map((row) => (
        <ClaimRow key={row} row={row} shown={shown} line={shown.lines[row]} isAdvance={isAdvance} />
      ))}
      <SubmitBar>
        <Button type="submit">{t('grants.claims.save')}</Button>
      </SubmitBar>
    </PortalForm>
  );
}

function ClaimRow({ row, shown, line, isAdvance }: { row: number; shown: ShownPayment; line: ShownClaimLine | undefined; isAdvance: boolean }) {
  const { t, format } = useI18n();
  const name = (field: string) => `lines[${row}].${field}`;
  const kinds = isAdvance ? (['quotation', 'other'] as const) : (['tax_invoice', 'transfer_certificate', 'inspection_report', 'other'] as const);
  return (
    <FieldSet legend={t('grants.payment.line', { number: row + 1 })} columns={2}>
      {line ? <input type="hidden" name={name('id')} value={line.id} /> : null}
      <Select
        name={name('budgetLineId')}
        label={t('grants.payment.line_budget')}
        quiet
        options={shown.budget.map((budget) => ({ value: budget.id, label: t('grants.claims.budget_left', { title: `${t(`grants.category.${budget.category}`)} · ${budget.title}`, left: format.wonShort(Math.max(0, budget.amountWon - budget.claimedWon)) }) }))}
      />
      <TextField name={name('title')} label={t('grants.payment.line_title')} maxLength={200} width="full" quiet />
      <MoneyField name={name('amountWon')} label={t('grants.payment.line_amount')} width="full" quiet />
      <TextField name={name('note')} label={t('grants.payment.line_note')} maxLength={500} width="full" quiet />
      <Select name={name('proofKind')} label={t('grants.payment.line_proof_kind')} quiet emptyLabel={null} options={kinds.map((kind) => ({ value: kind, label: t(`grants.proof.${kind}`) }))} />
      <DateField name={name('proofOn')} label={t('grants.payment.line_proof_on')} min={shown.startsOn} max={shown.endsOn} quiet />
      <TextField name={name('supplierName')} label={t('grants.payment.line_supplier')} maxLength={100} width="full" quiet />
      <BusinessNumberField name={name('supplierNumber')} label={t('grants.payment.line_supplier_number')} quiet />
      {isAdvance ? null : <TextField name={name('invoiceNumber')} label={t('grants.payment.line_invoice')} maxLength={40} width="full" quiet />}
      {(isAdvance ? ADVANCE_FILES : OTHER_FILES).map((purpose) => (
        <FileField key={purpose} name={`${purpose}_${row}`} label={t(`grants.purpose.${purpose}`)} quiet />
      ))}
      {line && line.files.length > 0 ? (
        <p>{line.files.map((file) => <FileLink key={file.documentId} to={paths.document(file.documentId)} name={file.fileName} bytes={file.bytes} />)}</p>
      ) : null}
    </FieldSet>
  );
}
