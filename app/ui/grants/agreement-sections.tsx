import type { ReactNode } from 'react';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { GrantStateWord, HashText, TrancheStateWord } from '#app/ui/grants/money-parts.tsx';
import type { ShownBank, ShownGrant } from '#app/ui/grants/shown-agreement.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { fileSize } from '#app/ui/kit/file-link.tsx';

/** Number, period and amounts of the agreement. */
export function AgreementFacts({ shown, aside }: { shown: ShownGrant; aside?: ReactNode }) {
  const { t, format } = useI18n();
  const { agreement } = shown;
  if (!agreement) return null;
  return (
    <Section title={t('grants.agreement.title')} id="agreement" aside={<GrantStateWord state={agreement.state}>{format.text(agreement.label)}</GrantStateWord>}>
      <DefinitionList
        items={[
          { term: t('grants.agreement.number'), value: agreement.number ?? <span className="soft">{t('grants.agreement.number_later')}</span> },
          { term: t('grants.agreement.period'), value: <><DateText on={agreement.startsOn} /> ~ <DateText on={agreement.endsOn} /></> },
          { term: t('grants.agreement.amount'), value: format.won(agreement.amountWon) },
          { term: t('grants.agreement.own_share'), value: format.won(agreement.ownShareWon) },
          ...(agreement.paidWon > 0 ? [{ term: t('grants.agreement.paid'), value: format.won(agreement.paidWon) }] : []),
          ...(agreement.offerEndsOn && agreement.state === 'offered' ? [{ term: t('grants.agreement.offer_until'), value: <DateText on={agreement.offerEndsOn} /> }] : []),
          ...(agreement.endReason ? [{ term: t('grants.agreement.ended_reason'), value: agreement.endReason }] : []),
        ]}
      />
      {aside}
    </Section>
  );
}

/** The document of the current version: where to read it, its check value, who signed. */
export function DocumentSection({ shown, documentTo, signedTo, englishTo }: { shown: ShownGrant; documentTo: string; signedTo: string; englishTo: string }) {
  const { t, format } = useI18n();
  const { version, signatures } = shown;
  if (!version) return null;
  const signed = (party: 'firm' | 'officer') => signatures.find((signature) => signature.party === party);
  return (
    <Section title={t('grants.agreement.document')} id="document" aside={<span className="small soft">{t('grants.agreement.document_version', { number: version.number, at: format.dateTime(version.createdAt) })}</span>}>
      <ButtonRow>
        <ButtonLink to={documentTo} reload icon="file">
          {t('grants.agreement.open_pdf')} <span className="soft num">{fileSize(version.documentBytes ?? 0)}</span>
        </ButtonLink>
        <ButtonLink to={englishTo} reload variant="text">{t('grants.agreement.reading_copy')}</ButtonLink>
        {signed('officer') ? <ButtonLink to={signedTo} reload variant="text">{t('grants.agreement.signed_copy')}</ButtonLink> : null}
      </ButtonRow>
      <DefinitionList
        items={[
          { term: t('grants.agreement.hash'), value: <HashText value={version.documentHash ?? version.hash} />, note: t('grants.agreement.hash_note') },
          ...(['firm', 'officer'] as const).map((party) => {
            const signature = signed(party);
            return { term: t(`grants.agreement.party.${party}`), value: signature ? <>{signature.signerName} · <TimeText at={signature.signedAt} /></> : <span className="soft">{t('grants.agreement.unsigned')}</span> };
          }),
        ]}
      />
    </Section>
  );
}

/** The budget lines with their sums. */
export function BudgetSection({ shown }: { shown: ShownGrant }) {
  const { t, format } = useI18n();
  if (shown.budget.length === 0) return null;
  const sum = (pick: (line: ShownGrant['budget'][number]) => number) => format.number(shown.budget.reduce((total, line) => total + pick(line), 0));
  const total = t('grants.agreement.total_value', { grant: sum((line) => line.amountWon), own: sum((line) => line.ownShareWon) });
  return (
    <Section title={t('grants.agreement.budget')} id="budget" aside={<span className="small">{total}</span>}>
      <SimpleTable
        caption={t('grants.agreement.budget')}
        fold
        columns={[
          { header: t('grants.agreement.line_title') },
          { header: t('grants.agreement.line_category') },
          { header: t('grants.agreement.line_basis') },
          { header: t('grants.agreement.line_proof') },
          { header: t('grants.agreement.line_amount'), kind: 'number' },
          { header: t('grants.agreement.line_own'), kind: 'number' },
        ]}
        rows={shown.budget.map((line, index) => ({
          key: String(index),
          cells: [line.title, t(`grants.category.${line.category}`), line.basis, line.proof, format.number(line.amountWon), format.number(line.ownShareWon)],
        }))}
      />
    </Section>
  );
}

/** The planned payments, or the real ones once the agreement is in force. */
export function TrancheSection({ shown, to }: { shown: ShownGrant; to: (id: string) => string }) {
  const { t, format } = useI18n();
  if (shown.tranches.length > 0) {
    return (
      <Section title={t('grants.agreement.tranches')} id="tranches">
        <SimpleTable
          caption={t('grants.agreement.tranches')}
          columns={[{ header: t('grants.payments.col.kind') }, { header: t('grants.payments.col.state') }, { header: t('grants.payments.col.amount'), kind: 'number' }]}
          rows={shown.tranches.map((tranche) => ({
            key: tranche.id,
            cells: [
              <a key="a" href={to(tranche.id)}>{t('grants.agreement.tranche', { number: tranche.number, kind: t(`grants.tranche_kind.${tranche.kind}`) })}</a>,
              <TrancheStateWord key="s" state={tranche.state} />,
              format.number(tranche.paidWon ?? tranche.verifiedWon ?? tranche.requestedWon ?? tranche.plannedWon),
            ],
          }))}
        />
      </Section>
    );
  }
  if (shown.tranchePlan.length === 0) return null;
  return (
    <Section title={t('grants.agreement.tranches')} id="tranches">
      <SimpleTable
        caption={t('grants.agreement.tranches')}
        columns={[{ header: t('grants.payments.col.kind') }, { header: t('grants.agreement.tranche_gate') }, { header: t('grants.agreement.tranche_amount'), kind: 'number' }]}
        rows={shown.tranchePlan.map((tranche) => ({
          key: String(tranche.sequence),
          cells: [t('grants.agreement.tranche', { number: tranche.sequence, kind: t(`grants.tranche_kind.${tranche.kind}`) }), t(`grants.gate.${tranche.gate}`), format.number(tranche.amountWon)],
        }))}
      />
    </Section>
  );
}

/** The account of the firm: never more than its last digits. */
export function BankFacts({ bank, isOfficer }: { bank: ShownBank | null; isOfficer: boolean }) {
  const { t } = useI18n();
  if (!bank) return <p className="soft">{t(isOfficer ? 'grants.bank.none_officer' : 'grants.bank.none')}</p>;
  const kind = bank.status === 'verified' ? 'ok' : bank.status === 'refused' ? 'bad' : bank.status === 'replaced' ? 'excluded' : 'waiting';
  return (
    <>
      {bank.holderMatches ? null : <Alert kind="warn">{t('grants.bank.holder_differs')}</Alert>}
      {isOfficer && bank.sharedWithFirms > 0 ? <Alert kind="warn">{t('grants.bank.shared', { count: bank.sharedWithFirms })}</Alert> : null}
      <DefinitionList
        items={[
          { term: t('grants.bank.bank'), value: bank.bankName },
          { term: t('grants.bank.number'), value: t('grants.bank.number_value', { digits: bank.lastDigits }) },
          { term: t('grants.bank.holder'), value: bank.holder },
          { term: t('grants.payments.col.state'), value: <State kind={kind}>{t(`grants.bank.status.${bank.status}`)}</State> },
          { term: t('grants.bank.entered_by'), value: <>{bank.enteredByName} · <TimeText at={bank.enteredAt} /></> },
          ...(bank.verifiedAt && isOfficer ? [{ term: t('grants.bank.verified_by'), value: <>{bank.verifiedByName} · <TimeText at={bank.verifiedAt} /></> }] : []),
          ...(bank.usableFrom && bank.status === 'verified' ? [{ term: t('grants.bank.usable_from'), value: <TimeText at={bank.usableFrom} /> }] : []),
        ]}
      />
    </>
  );
}

/** Links of the document for a side: the stored Korean original, the signed copy, an English reading copy. */
export function documentLinks(applicationId: string, isOfficer: boolean): { documentTo: string; signedTo: string; englishTo: string } {
  const to = (lang?: string) => (isOfficer ? paths.officerAgreementDocument(applicationId, { lang }) : paths.firmAgreementDocument({ lang }));
  return { documentTo: to(), signedTo: to('signed'), englishTo: to('en') };
}
