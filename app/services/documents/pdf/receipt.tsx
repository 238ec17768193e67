import { Text } from '@react-pdf/renderer';
import { drawPdf, PdfPage, pdfTools, type PdfFrame } from './frame.tsx';
import { styles } from './styles.ts';
import { isShort, PdfFacts, PdfGrid, PdfSection, type PdfRow } from './tables.tsx';

/** A submitted application as the firm keeps it. */
export interface ReceiptPdf extends Omit<PdfFrame, 'number' | 'issuedAt'> {
  receiptNumber: string;
  firmName: string;
  businessNumber: string;
  submittedAt: Date;
  sections: readonly { title: string; rows: readonly PdfRow[] }[];
  documents: readonly { fileName: string; byteSize: number; sha256: string }[];
}

/** Draws the receipt of a submitted application: what was sent, when, and the files with their check values. */
export function renderReceiptPdf(receipt: ReceiptPdf): Promise<Uint8Array> {
  return drawPdf(<Receipt receipt={receipt} />);
}

function Receipt({ receipt }: { receipt: ReceiptPdf }) {
  const { t, format } = pdfTools(receipt.locale);
  const none = t('documents.pdf.none');
  const title = t('documents.receipt.title');
  const identity: PdfRow[] = [
    { label: t('documents.receipt.number'), value: receipt.receiptNumber },
    { label: t('documents.receipt.firm'), value: receipt.firmName },
    { label: t('documents.receipt.businessNumber'), value: format.businessNumber(receipt.businessNumber) },
    { label: t('documents.receipt.submittedAt'), value: format.dateTime(receipt.submittedAt) },
  ];
  return (
    <PdfPage frame={{ ...receipt, number: receipt.receiptNumber, issuedAt: receipt.submittedAt }} title={title}>
      <Text style={styles.title}>{title}</Text>
      <Text style={styles.lead}>{t('documents.receipt.lead')}</Text>
      <PdfSection title={receipt.firmName}>
        <PdfFacts rows={identity} empty={none} />
      </PdfSection>
      {receipt.sections.map((section, index) => (
        <PdfSection key={index} title={section.title}>
          <PdfFacts rows={section.rows} empty={none} />
        </PdfSection>
      ))}
      <PdfSection title={t('documents.receipt.documents')} keep={isShort(receipt.documents.length)}>
        {receipt.documents.length === 0 ? (
          <Text>{none}</Text>
        ) : (
          <PdfGrid
            columns={[
              { title: t('documents.receipt.documentName'), width: 44 },
              { title: t('documents.receipt.documentSize'), width: 14, align: 'right' },
              { title: t('documents.receipt.documentHash'), width: 42 },
            ]}
            rows={receipt.documents.map((file) => [file.fileName, format.bytes(file.byteSize), file.sha256])}
          />
        )}
      </PdfSection>
    </PdfPage>
  );
}
