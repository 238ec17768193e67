import { Text, View } from '@react-pdf/renderer';
import { drawPdf, PdfPage, pdfTools, type PdfFrame } from './frame.tsx';
import { styles } from './styles.ts';
import { isShort, PdfFacts, PdfGrid, PdfSection } from './tables.tsx';

/** A closed settlement. Amounts in won, dates 'YYYY-MM-DD'. */
export interface SettlementPdf extends PdfFrame {
  firmName: string;
  businessNumber: string;
  agreementNumber: string;
  period: { from: string; to: string };
  settledOn: string;
  lines: readonly { name: string; agreedWon: number; spentWon: number; allowedWon: number; reason: string | null }[];
  grant: { agreedWon: number; paidWon: number; allowedWon: number; interestWon: number; returnedWon: number; balanceWon: number };
  ownShare: { agreedWon: number; paidWon: number };
  signer: { organisation: string; title: string; name: string };
}

/** Draws the certificate of settlement: lines with allowed and disallowed amounts, and the grant to the last won. */
export function renderSettlementPdf(settlement: SettlementPdf): Promise<Uint8Array> {
  return drawPdf(<Settlement settlement={settlement} />);
}

function Settlement({ settlement }: { settlement: SettlementPdf }) {
  const { t, format } = pdfTools(settlement.locale);
  const none = t('documents.pdf.none');
  const title = t('documents.settlement.title');
  return (
    <PdfPage frame={settlement} title={title}>
      <Text style={styles.title}>{title}</Text>
      <Text style={styles.lead}>{t('documents.settlement.lead')}</Text>
      <PdfSection title={settlement.firmName}>
        <PdfFacts
          empty={none}
          rows={[
            { label: t('documents.settlement.number'), value: settlement.number },
            { label: t('documents.settlement.agreement'), value: settlement.agreementNumber },
            { label: t('documents.receipt.businessNumber'), value: format.businessNumber(settlement.businessNumber) },
            { label: t('documents.agreement.period'), value: t('documents.agreement.periodValue', { from: format.date(settlement.period.from), to: format.date(settlement.period.to) }) },
            { label: t('documents.settlement.closedOn'), value: format.date(settlement.settledOn) },
          ]}
        />
      </PdfSection>
      <Lines settlement={settlement} />
      <PdfSection title={t('documents.settlement.grant')} keep>
        <PdfFacts
          empty={none}
          rows={[
            { label: t('documents.settlement.agreed'), value: format.won(settlement.grant.agreedWon) },
            { label: t('documents.settlement.grantPaid'), value: format.won(settlement.grant.paidWon) },
            { label: t('documents.settlement.grantAllowed'), value: format.won(settlement.grant.allowedWon) },
            { label: t('documents.settlement.interest'), value: format.won(settlement.grant.interestWon) },
            { label: t('documents.settlement.returned'), value: format.won(settlement.grant.returnedWon) },
            { label: t('documents.settlement.balance'), value: format.won(settlement.grant.balanceWon) },
            { label: t('documents.settlement.ownAgreed'), value: format.won(settlement.ownShare.agreedWon) },
            { label: t('documents.settlement.ownPaid'), value: format.won(settlement.ownShare.paidWon) },
          ]}
        />
      </PdfSection>
      <View style={styles.signer} wrap={false}>
        <Text>{settlement.signer.organisation}</Text>
        <Text style={styles.signerName}>{`${settlement.signer.title} ${settlement.signer.name}`}</Text>
      </View>
    </PdfPage>
  );
}

function Lines({ settlement }: { settlement: SettlementPdf }) {
  const { t, format } = pdfTools(settlement.locale);
  const { lines } = settlement;
  const sum = (pick: (line: SettlementPdf['lines'][number]) => number) => format.number(lines.reduce((all, line) => all + pick(line), 0));
  return (
    <PdfSection title={t('documents.settlement.lines')} keep={isShort(lines.length)}>
      <PdfGrid
        unit={t('documents.agreement.unitWon')}
        columns={[
          { title: t('documents.agreement.budgetLine'), width: 28 },
          { title: t('documents.settlement.agreed'), width: 18, align: 'right' },
          { title: t('documents.settlement.spent'), width: 18, align: 'right' },
          { title: t('documents.settlement.allowed'), width: 18, align: 'right' },
          { title: t('documents.settlement.disallowed'), width: 18, align: 'right' },
        ]}
        rows={lines.map((line) => [
          line.reason ? `${line.name}\n${t('documents.settlement.reason', { reason: line.reason })}` : line.name,
          format.number(line.agreedWon),
          format.number(line.spentWon),
          format.number(line.allowedWon),
          format.number(line.spentWon - line.allowedWon),
        ])}
        total={[t('documents.pdf.total'), sum((line) => line.agreedWon), sum((line) => line.spentWon), sum((line) => line.allowedWon), sum((line) => line.spentWon - line.allowedWon)]}
      />
    </PdfSection>
  );
}
