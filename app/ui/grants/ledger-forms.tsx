import { useI18n } from '#app/i18n/i18n.tsx';
import type { ShownLedger } from '#app/ui/grants/ledger-page.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { Checkbox, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { MoneyField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';

/** Record a pledge, money that came in, and its allocation to the year. */
export function LedgerForms({ shown, yearId, reply }: { shown: ShownLedger; yearId: string; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const pledges = (left: (row: ShownLedger['contributions'][number]) => number) =>
    shown.contributions.filter((row) => left(row) > 0).map((row) => ({ value: row.id, label: `${row.organisationName} (${format.wonShort(left(row))})` }));
  const open = pledges((row) => row.pledgedWon - row.receivedWon);
  const free = pledges((row) => row.receivedWon - row.allocatedWon);
  return (
    <div className="stack-s gap-above">
      <Details summary={t('grants.ledger.pledge')} open={reply?.intent === 'pledge'}>
        <PortalForm reply={reply} intent="pledge" id="pledge">
          <input type="hidden" name="programmeYearId" value={yearId} />
          <Select name="organisationId" label={t('grants.ledger.contributor')} required width="medium" options={shown.contributors.map((row) => ({ value: row.id, label: row.name }))} />
          <MoneyField name="pledgedWon" label={t('grants.ledger.pledged')} required />
          <RadioGroup name="use" label={t('grants.ledger.col.use')} required inline defaultValue="any" options={(['any', 'own_suppliers'] as const).map((use) => ({ value: use, label: t(`grants.ledger.use.${use}`) }))} />
          <DateField name="signedOn" label={t('grants.ledger.signed_on')} required />
          <TextField name="purpose" label={t('grants.ledger.purpose')} maxLength={200} width="full" />
          <Button type="submit">{t('grants.ledger.pledge_save')}</Button>
        </PortalForm>
      </Details>
      {open.length > 0 ? (
        <Details summary={t('grants.ledger.receive')} open={reply?.intent === 'receive'}>
          <PortalForm reply={reply} intent="receive" id="receive">
            <Select name="contributionId" label={t('grants.ledger.which')} required width="medium" options={open} />
            <MoneyField name="amountWon" label={t('grants.ledger.amount')} required />
            <TextField name="reference" label={t('grants.ledger.reference')} maxLength={40} autoComplete="off" required />
            <Checkbox name="allocate" label={t('grants.ledger.allocate_now')} defaultChecked />
            <Button type="submit">{t('grants.ledger.receive_save')}</Button>
          </PortalForm>
        </Details>
      ) : null}
      {free.length > 0 ? (
        <Details summary={t('grants.ledger.allocate')} open={reply?.intent === 'allocate'}>
          <PortalForm reply={reply} intent="allocate" id="allocate">
            <Select name="contributionId" label={t('grants.ledger.which')} required width="medium" options={free} />
            <MoneyField name="amountWon" label={t('grants.ledger.amount')} required />
            <Button type="submit">{t('grants.ledger.allocate_save')}</Button>
          </PortalForm>
        </Details>
      ) : null}
    </div>
  );
}
