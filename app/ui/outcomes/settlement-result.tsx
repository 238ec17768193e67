import type { Settlement } from '#app/domain/grants/settlement-record.ts';
import type { SettlementResult } from '#app/domain/grants/settlement.ts';
import type { CaseAgreement } from '#app/domain/outcomes/outcome-case.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';

/** The arithmetic of a settlement to the won: cost, accepted, grant and own share, what is owed in which direction. */
export function SettlementFigures({ result, agreement, interestWon, refundedWon }: { result: SettlementResult; agreement: CaseAgreement; interestWon: number; refundedWon: number }) {
  const { t, format } = useI18n();
  return (
    <DefinitionList
      items={[
        { term: t('settlements.result.agreed'), value: format.won(agreement.amountWon), note: t('settlements.result.agreed_own', { own: format.wonPlain(agreement.ownShareWon) }) },
        { term: t('settlements.result.paid'), value: format.won(agreement.paidWon) },
        { term: t('settlements.result.claimed'), value: format.won(result.claimedWon) },
        { term: t('settlements.result.allowed_cost'), value: format.won(result.allowedCostWon), note: result.disallowedWon > 0 ? t('settlements.result.disallowed', { won: format.wonPlain(result.disallowedWon) }) : undefined },
        { term: t('settlements.result.allowed_grant'), value: <b>{format.won(result.allowedGrantWon)}</b>, note: t('settlements.result.allowed_own', { own: format.wonPlain(result.ownShareWon) }) },
        ...(interestWon > 0 ? [{ term: t('settlements.result.interest'), value: format.won(interestWon) }] : []),
        ...(result.refundDueWon > 0 ? [{ term: t('settlements.result.refund'), value: <b>{format.won(result.refundDueWon)}</b>, note: refundedWon > 0 ? t('settlements.result.refunded', { won: format.wonPlain(refundedWon) }) : undefined }] : []),
        ...(result.finalPaymentDueWon > 0 ? [{ term: t('settlements.result.final'), value: <b>{format.won(result.finalPaymentDueWon)}</b> }] : []),
        ...(result.releaseWon > 0 ? [{ term: t('settlements.result.release'), value: format.won(result.releaseWon) }] : []),
      ]}
    />
  );
}

/** The result stored with a settlement, or what is known before there is one. */
export function SettlementSummary({ settlement, agreement }: { settlement: Settlement; agreement: CaseAgreement }) {
  return settlement.statement ? <SettlementFigures result={settlement.statement} agreement={agreement} interestWon={settlement.interestWon} refundedWon={settlement.refundedWon} /> : null;
}
