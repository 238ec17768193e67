import type { SettlementLineRow } from '#app/domain/grants/settlement-record.ts';
import type { CaseAgreement } from '#app/domain/outcomes/outcome-case.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { FieldSet, HiddenField } from '#app/ui/kit/forms/choices.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import { FileField } from '#app/ui/kit/forms/file-field.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { MoneyField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import type { SettlementFirmProps } from '#app/ui/outcomes/settlement-firm-page.tsx';

/** Entry of invoices with their files, and the signature of the representative. */
export function SettlementEntry({ agreement, lines, budget, claimable, unspentWon, steps, reply }: SettlementFirmProps & { agreement: CaseAgreement }) {
  const { t, format } = useI18n();
  return (
    <>
      {claimable > 0 ? (
        <Section title={t('settlements.line.import')}>
          <PortalForm id="import" intent="import" reply={reply}>
            <p className="soft">{t('settlements.line.import_text', { count: claimable })}</p>
            <Button type="submit">{t('settlements.line.import_send')}</Button>
          </PortalForm>
        </Section>
      ) : null}
      {lines.length > 0 ? (
        <Section title={t('settlements.line.remove_title')}>
          <StructuredList>
            {lines.map((line) => (
              <StructuredItem
                key={line.id}
                title={line.title}
                sub={format.won(line.amountWon)}
                side={
                  <PortalForm id={`remove-${line.id.slice(-8)}`} intent="remove" reply={reply?.initialValue?.['lineId'] === line.id ? reply : undefined}>
                    <HiddenField name="lineId" value={line.id} />
                    <Button type="submit" variant="text" aria-label={t('settlements.line.remove_of', { title: line.title })}>{t('settlements.line.remove')}</Button>
                  </PortalForm>
                }
              />
            ))}
          </StructuredList>
        </Section>
      ) : null}
      <Section title={t('settlements.line.add')} intro={t('settlements.line.add_intro', { from: agreement.startsOn, to: agreement.endsOn })}>
        <PortalForm id="line" intent="line" encType="multipart/form-data" reply={reply}>
          <div className="two">
            <TextField name="title" label={t('settlements.line.what')} maxLength={200} required />
            <Select name="budgetLineId" label={t('settlements.line.budget')} options={budget.map((line) => ({ value: line.id, label: `${line.title} (${format.wonShort(line.amountWon)})` }))} emptyLabel={t('settlements.line.other')} />
          </div>
          <div className="two">
            <TextField name="supplierName" label={t('settlements.line.supplier')} maxLength={100} required />
            <TextField name="invoiceNumber" label={t('settlements.line.invoice')} maxLength={60} required />
          </div>
          <div className="two">
            <DateField name="proofOn" label={t('settlements.line.paid_on')} min={agreement.startsOn} max={agreement.endsOn} required />
            <MoneyField name="amountWon" label={t('settlements.line.amount')} hint={t('settlements.line.amount_hint')} required />
          </div>
          <MoneyField name="ownShareWon" label={t('settlements.line.own')} hint={t('settlements.line.own_hint')} />
          <FileField name="files" label={t('settlements.line.files')} hint={t('settlements.line.files_hint')} accept=".pdf,image/*" multiple required />
          <Button type="submit">{t('settlements.line.add_send')}</Button>
        </PortalForm>
      </Section>
      <Section title={t('settlements.submit.title')} intro={t('settlements.submit.intro')}>
        <PortalForm id="submit" intent="submit" reply={reply} defaults={{ interestWon: 0, unspentWon }}>
          <FieldSet legend={t('settlements.submit.sums')} errorName="lines">
            <p>{t('settlements.submit.paid', { paid: format.won(agreement.paidWon), rest: format.won(unspentWon) })}</p>
          </FieldSet>
          <MoneyField name="interestWon" label={t('settlements.submit.interest')} hint={t('settlements.submit.interest_hint')} required />
          <MoneyField name="unspentWon" label={t('settlements.submit.unspent')} hint={t('settlements.submit.unspent_hint')} required />
          {steps.includes('submit') ? (
            <Button type="submit" variant="primary">{t('settlements.submit.send')}</Button>
          ) : (
            <Button variant="primary" disabled disabledReason={t('settlements.completion.only_representative')}>{t('settlements.submit.send')}</Button>
          )}
        </PortalForm>
      </Section>
    </>
  );
}

/** Answers to the questions on single lines. */
export function SettlementAnswers({ lines, reply }: { lines: readonly SettlementLineRow[]; reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Section title={t('settlements.answer.title')} intro={t('settlements.answer.intro')}>
      <PortalForm id="answer" intent="answer" reply={reply}>
        {lines
          .filter((line) => line.query)
          .map((line, index) => (
            <FieldSet key={line.id} legend={line.title} hint={line.query}>
              <HiddenField name={`answers[${index}].lineId`} value={line.id} />
              <TextArea name={`answers[${index}].answer`} label={t('settlements.answer.answer')} maxLength={2000} required />
            </FieldSet>
          ))}
        <Button type="submit" variant="primary">{t('settlements.answer.send')}</Button>
      </PortalForm>
    </Section>
  );
}

/** Accept the draft result, or object to single lines until the last day. */
export function SettlementObjection({ lines, open, steps, reply }: { lines: readonly SettlementLineRow[]; open: boolean; steps: readonly string[]; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  return (
    <>
      {steps.includes('accept_result') ? (
        <Section title={t('settlements.accept.title')} intro={t('settlements.accept.intro')}>
          <PortalForm id="accept" intent="accept" reply={reply}>
            <Button type="submit" variant="primary">{t('settlements.accept.send')}</Button>
          </PortalForm>
        </Section>
      ) : null}
      {steps.includes('object') && open ? (
        <Section title={t('settlements.objection.title')} intro={t('settlements.objection.intro')}>
          <PortalForm id="object" intent="object" reply={reply}>
            {lines.map((line, index) => (
              <FieldSet key={line.id} legend={line.title} hint={t('settlements.objection.line', { claimed: format.wonPlain(line.amountWon), allowed: format.wonPlain(line.allowedWon ?? 0) })}>
                <HiddenField name={`lines[${index}].lineId`} value={line.id} />
                <TextArea name={`lines[${index}].text`} label={t('settlements.objection.why')} maxLength={2000} rows={2} />
              </FieldSet>
            ))}
            <TextArea name="text" label={t('settlements.objection.text')} maxLength={3000} required />
            <Button type="submit">{t('settlements.objection.send')}</Button>
          </PortalForm>
        </Section>
      ) : null}
    </>
  );
}
