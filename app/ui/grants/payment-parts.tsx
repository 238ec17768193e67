import { trancheStates, type TrancheState } from '#app/domain/grants/tranche-states.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { ShownClaimLine, ShownPayment } from '#app/ui/grants/shown-payment.ts';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { Timeline } from '#app/ui/kit/timeline.tsx';

/** What the payment is called: its place and its kind. */
export function usePaymentTitle(): (payment: { number: number; kind: ShownPayment['kind'] }) => string {
  const { t } = useI18n();
  return (payment) => t('grants.payment.title', { number: payment.number, kind: t(`grants.tranche_kind.${payment.kind}`) });
}

/** Amounts and account of a payment. */
export function PaymentFacts({ shown }: { shown: ShownPayment }) {
  const { t, format } = useI18n();
  return (
    <Section title={t('grants.payment.facts')} id="facts">
      <DefinitionList
        items={[
          { term: t('grants.payment.agreement'), value: t('grants.payment.agreement_value', { number: shown.agreementNumber ?? '-', amount: format.wonShort(shown.agreementAmountWon), paid: format.wonShort(shown.agreementPaidWon) }) },
          { term: t('grants.payment.planned'), value: format.won(shown.plannedWon) },
          ...(shown.requestedWon === null ? [] : [{ term: t('grants.payment.requested'), value: format.won(shown.requestedWon) }]),
          ...(shown.verifiedWon === null ? [] : [{ term: t('grants.payment.verified'), value: format.won(shown.verifiedWon) }]),
          ...(shown.paidWon === null ? [] : [{ term: t('grants.payment.paid'), value: <b>{format.won(shown.paidWon)}</b>, ...(shown.bankReference ? { note: shown.bankReference } : {}) }]),
          ...(shown.paidOn ? [{ term: t('grants.payment.paid_on'), value: <DateText on={shown.paidOn} /> }] : []),
          ...(shown.bank ? [{ term: t('grants.payment.bank'), value: t('grants.payment.bank_value', { bank: shown.bank.bankName, digits: t('grants.bank.number_value', { digits: shown.bank.lastDigits }), holder: shown.bank.holder }), note: t(`grants.bank.status.${shown.bank.status}` as MessageId) }] : []),
        ]}
      />
    </Section>
  );
}

/** The lines of a request with their proofs and what was found about them. */
export function ClaimLines({ lines }: { lines: readonly ShownClaimLine[] }) {
  const { t, format } = useI18n();
  if (lines.length === 0) return <p className="soft">{t('grants.payment.no_lines')}</p>;
  return (
    <>
      {lines.map((line, index) => (
        <Section key={line.id} level={3} title={`${index + 1}. ${line.title}`} aside={<b className="num">{format.wonPlain(line.amountWon)}</b>}>
          <DefinitionList
            items={[
              { term: t('grants.payment.line_budget'), value: line.budgetTitle ? `${line.budgetCategory ? t(`grants.category.${line.budgetCategory}`) : ''} · ${line.budgetTitle}` : '-' },
              { term: t('grants.payment.line_proof'), value: <>{t(`grants.proof.${line.proofKind}`)} · <DateText on={line.proofOn} />{line.invoiceNumber ? ` · ${line.invoiceNumber}` : ''}</> },
              ...(line.supplierName ? [{ term: t('grants.payment.line_supplier'), value: `${line.supplierName}${line.supplierNumber ? ` (${format.businessNumber(line.supplierNumber)})` : ''}` }] : []),
              ...(line.basis ? [{ term: t('grants.payment.line_note'), value: line.basis }] : []),
              {
                term: t('grants.payment.files'),
                value: line.files.length === 0 ? <span className="soft">{t('grants.payment.no_files')}</span> : line.files.map((file) => <FileLink key={file.documentId} to={paths.document(file.documentId)} name={file.fileName} bytes={file.bytes} note={t(`grants.purpose.${file.purpose}` as MessageId)} />),
              },
              ...(line.allowedWon === null ? [] : [{ term: t('grants.payment.line_allowed'), value: format.won(line.allowedWon), ...(line.disallowCode ? { note: t(`grants.disallow.${line.disallowCode}` as MessageId) } : {}) }]),
            ]}
          />
          {line.queryText ? <p><State kind="returned">{line.queryText}</State></p> : null}
        </Section>
      ))}
    </>
  );
}

/** Who did what; three of them must be three people. */
export function Hands({ shown }: { shown: ShownPayment }) {
  const { t } = useI18n();
  if (!shown.hands) return null;
  const { hands } = shown;
  const row = (key: 'requester' | 'verifier' | 'approver' | 'payer', name: string | null, at: Date | null) => ({
    term: t(`grants.payment.hands.${key}`),
    value: name ? <>{name}{at ? <> · <TimeText at={at} /></> : null}</> : <span className="soft">{t('grants.payment.hands.nobody')}</span>,
  });
  return (
    <Section title={t('grants.payment.hands')} id="hands">
      <DefinitionList items={[row('requester', hands.requester, hands.requestedAt), row('verifier', hands.verifier, hands.verifiedAt), row('approver', hands.approver, hands.approvedAt), row('payer', hands.payer, hands.paidAt)]} />
    </Section>
  );
}

/** The record of a payment, newest first. */
export function PaymentHistory({ shown }: { shown: ShownPayment }) {
  const { t, format } = useI18n();
  return (
    <Section title={t('grants.payment.history')} id="history">
      <Timeline
        events={shown.moves.map((move, index) => ({
          key: move.id,
          at: <TimeText at={move.at} />,
          title: move.to ? format.text(trancheStates[move.to as TrancheState].label) : move.action,
          ...(move.actorName ? { by: move.actorName } : {}),
          ...(move.reason ? { detail: move.reason } : {}),
          ...(index === 0 ? { now: true } : {}),
        }))}
      />
    </Section>
  );
}
