import type { Text } from '#app/domain/workflow/machine.ts';
import { Form, Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { LedgerForms } from '#app/ui/grants/ledger-forms.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Tools } from '#app/ui/kit/filter-chips.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

export interface ShownContribution {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly pledgedWon: number;
  readonly receivedWon: number;
  readonly allocatedWon: number;
  readonly use: 'any' | 'own_suppliers';
}

export interface ShownLedger {
  readonly years: readonly { readonly id: string; readonly label: Text }[];
  readonly year: { readonly id: string; readonly label: Text; readonly budgetWon: number; readonly committedWon: number } | null;
  readonly kinds: readonly { readonly kind: string; readonly accounts: number; readonly balanceWon: number }[];
  readonly sumOfAllWon: number;
  readonly contributions: readonly ShownContribution[];
  readonly firms: readonly { readonly firmId: string; readonly firmName: string; readonly committedWon: number; readonly paidWon: number }[];
  readonly contributors: readonly { readonly id: string; readonly name: string }[];
  readonly mayRecord: boolean;
}

export interface ShownStatement {
  readonly name: string;
  readonly accounts: readonly { readonly id: string; readonly kind: string; readonly yearLabel: Text | null; readonly organisationName: string | null; readonly firmName: string | null; readonly balanceWon: number }[];
  readonly lines: readonly { readonly id: string; readonly kind: string; readonly memo: string | null; readonly recordedAt: Date; readonly recorderName: string | null; readonly accountKind: string; readonly organisationName: string | null; readonly firmName: string | null; readonly agreementNumber: string | null; readonly amountWon: number; readonly balanceAfterWon: number }[];
}

const ORDER = ['outside', 'contributor_earmark', 'programme_year', 'firm_grant', 'firm_paid', 'firm_own_share', 'clawback', 'returned'];

/** The books of a programme year. */
export function LedgerPage({ shown, reply }: { shown: ShownLedger | null; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  if (!shown?.year) {
    return (
      <Wrap>
        <PageTitle title={t('grants.ledger.title')} />
        <EmptyState title={t('grants.ledger.none')} />
      </Wrap>
    );
  }
  const { year } = shown;
  const kinds = [...shown.kinds].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerPayments(), label: t('grants.payments.title') }, { label: t('grants.ledger.title') }]} />
      <PageTitle title={t('grants.ledger.title')} lede={t('grants.ledger.lede')} />
      {shown.years.length > 1 ? (
        <Tools>
          <Form method="get" className="case-filter">
            <label className="sr-only" htmlFor="ledger-year">{t('grants.ledger.year')}</label>
            <select className="krds-input" id="ledger-year" name="year" defaultValue={year.id}>
              {shown.years.map((entry) => (
                <option key={entry.id} value={entry.id}>{format.text(entry.label)}</option>
              ))}
            </select>
            <Button type="submit" size="medium">{t('grants.payments.filter')}</Button>
          </Form>
        </Tools>
      ) : null}
      {shown.sumOfAllWon === 0 ? <Alert kind="ok">{t('grants.ledger.balanced')}</Alert> : <Alert kind="bad">{t('grants.ledger.unbalanced', { amount: format.won(shown.sumOfAllWon) })}</Alert>}
      <Stats
        columns={3}
        items={[
          { label: t('grants.ledger.budget'), value: format.wonShort(year.budgetWon), note: format.text(year.label) },
          { label: t('grants.ledger.committed'), value: format.wonShort(year.committedWon), note: format.text(year.label) },
          { label: t('grants.ledger.free'), value: format.wonShort(year.budgetWon - year.committedWon), note: format.text(year.label) },
        ]}
      />
      <div className="gap-above-l" />
      <Section title={t('grants.ledger.accounts')} id="accounts">
        <SimpleTable
          caption={t('grants.ledger.accounts')}
          columns={[{ header: t('grants.ledger.col.account') }, { header: t('grants.ledger.col.count'), kind: 'number' }, { header: t('grants.ledger.col.balance'), kind: 'number' }]}
          rows={kinds.map((kind) => ({ key: kind.kind, cells: [t(`grants.account.${kind.kind}` as MessageId), format.number(kind.accounts), format.number(kind.balanceWon)] }))}
          total={[t('grants.agreement.total'), '', format.number(kinds.reduce((sum, kind) => sum + kind.balanceWon, 0))]}
        />
      </Section>
      <Section title={t('grants.ledger.contributions')} id="contributions">
        {shown.contributions.length === 0 ? <p className="soft">{t('grants.ledger.no_contributions')}</p> : (
          <SimpleTable
            caption={t('grants.ledger.contributions')}
            fold
            columns={[{ header: t('grants.ledger.col.contributor') }, { header: t('grants.ledger.col.use') }, { header: t('grants.ledger.col.pledged'), kind: 'number' }, { header: t('grants.ledger.col.received'), kind: 'number' }, { header: t('grants.ledger.col.allocated'), kind: 'number' }]}
            rows={shown.contributions.map((row) => ({
              key: row.id,
              cells: [<Link key="o" to={paths.officerLedger({ organisation: row.organisationId })}>{row.organisationName}</Link>, t(`grants.ledger.use.${row.use}`), format.number(row.pledgedWon), format.number(row.receivedWon), format.number(row.allocatedWon)],
            }))}
          />
        )}
        {shown.mayRecord ? <LedgerForms shown={shown} yearId={year.id} reply={reply} /> : null}
      </Section>
      <Section title={t('grants.ledger.firms')} id="firms">
        {shown.firms.length === 0 ? <p className="soft">{t('grants.ledger.no_firms')}</p> : (
          <SimpleTable
            caption={t('grants.ledger.firms')}
            columns={[{ header: t('grants.ledger.col.firm') }, { header: t('grants.ledger.col.committed'), kind: 'number' }, { header: t('grants.ledger.col.paid'), kind: 'number' }]}
            rows={shown.firms.map((row) => ({ key: row.firmId, cells: [<Link key="f" to={paths.officerLedger({ firm: row.firmId })}>{row.firmName}</Link>, format.number(row.committedWon), format.number(row.paidWon)] }))}
          />
        )}
      </Section>
    </Wrap>
  );
}

/** Accounts and movements of one contributor or one firm. */
export function StatementPage({ shown }: { shown: ShownStatement }) {
  const { t, format } = useI18n();
  const whose = (row: { organisationName: string | null; firmName: string | null }) => [row.organisationName, row.firmName].filter(Boolean).join(' → ');
  const title = t('grants.ledger.statement', { name: shown.name });
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerLedger(), label: t('grants.ledger.title') }, { label: shown.name }]} />
      <PageTitle title={title} />
      <Section title={t('grants.ledger.accounts')} id="accounts">
        <SimpleTable
          caption={t('grants.ledger.accounts')}
          fold
          columns={[{ header: t('grants.ledger.col.account') }, { header: t('grants.ledger.col.contributor') }, { header: t('grants.ledger.year') }, { header: t('grants.ledger.col.balance'), kind: 'number' }]}
          rows={shown.accounts.map((row) => ({ key: row.id, cells: [t(`grants.account.${row.kind}` as MessageId), whose(row), format.text(row.yearLabel), format.number(row.balanceWon)] }))}
        />
      </Section>
      <Section title={t('grants.ledger.lines')} id="lines">
        {shown.lines.length === 0 ? <p className="soft">{t('grants.ledger.no_lines')}</p> : (
          <SimpleTable
            caption={t('grants.ledger.lines')}
            fold
            columns={[{ header: t('grants.ledger.col.at') }, { header: t('grants.ledger.col.transfer') }, { header: t('grants.ledger.col.account') }, { header: t('grants.ledger.col.contributor') }, { header: t('grants.ledger.col.amount'), kind: 'number' }, { header: t('grants.ledger.col.after'), kind: 'number' }]}
            rows={shown.lines.map((row) => ({
              key: row.id,
              cells: [
                <TimeText key="t" at={row.recordedAt} />,
                <>{t(`grants.transfer.${row.kind}` as MessageId)}<small className="soft"> {[row.agreementNumber, row.memo, row.recorderName].filter(Boolean).join(' · ')}</small></>,
                t(`grants.account.${row.accountKind}` as MessageId),
                whose(row),
                `${row.amountWon > 0 ? '+' : ''}${format.number(row.amountWon)}`,
                format.number(row.balanceAfterWon),
              ],
            }))}
          />
        )}
      </Section>
    </Wrap>
  );
}
