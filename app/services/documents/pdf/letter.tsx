import { Text, View } from '@react-pdf/renderer';
import { drawPdf, PdfPage, pdfTools, type PdfFrame } from './frame.tsx';
import { styles } from './styles.ts';
import { PdfFacts, PdfSection, type PdfRow } from './tables.tsx';

export type LetterKind =
  | 'application_admitted'
  | 'application_reserved'
  | 'application_rejected'
  | 'application_ineligible'
  | 'grant_approved'
  | 'grant_refused'
  | 'agreement_terminated'
  | 'recovery_demanded'
  | 'settlement_final';

/** A decision letter. `appealUntil` and `dueOn` are dates 'YYYY-MM-DD'. */
export interface LetterPdf extends PdfFrame {
  kind: LetterKind;
  firmName: string;
  representativeName: string;
  receiptNumber: string;
  amountWon?: number;
  dueOn?: string;
  facts: readonly PdfRow[];
  reasons: readonly string[];
  appealUntil: string | null;
  signer: { organisation: string; title: string; name: string };
}

/** Draws a decision letter: addressee, decision, facts, reasons, right to appeal, signer. */
export function renderLetterPdf(letter: LetterPdf): Promise<Uint8Array> {
  return drawPdf(<Letter letter={letter} />);
}

function Letter({ letter }: { letter: LetterPdf }) {
  const { t, format } = pdfTools(letter.locale);
  const subject = t(`documents.letter.${letter.kind}.subject`);
  const body = t(`documents.letter.${letter.kind}.body`, {
    firmName: letter.firmName,
    receiptNumber: letter.receiptNumber,
    amount: letter.amountWon === undefined ? '-' : format.won(letter.amountWon),
    dueOn: format.date(letter.dueOn ?? null),
  });
  const none = t('documents.pdf.none');
  return (
    <PdfPage frame={letter} title={subject}>
      <View style={styles.section}>
        <PdfFacts
          empty={none}
          rows={[
            { label: t('documents.letter.to'), value: `${letter.firmName}, ${t('documents.letter.representative', { name: letter.representativeName })}` },
            { label: t('documents.letter.subject'), value: subject },
            { label: t('documents.letter.issuedOn'), value: format.date(letter.issuedAt) },
          ]}
        />
      </View>
      <View style={styles.section}>
        {body.split('\n\n').map((paragraph, index) => (
          <Text key={index} style={styles.paragraph}>
            {paragraph}
          </Text>
        ))}
      </View>
      {letter.facts.length > 0 ? (
        <PdfSection title={t('documents.letter.facts')} keep>
          <PdfFacts rows={letter.facts} empty={none} />
        </PdfSection>
      ) : null}
      {letter.reasons.length > 0 ? (
        <PdfSection title={t('documents.letter.reasons')}>
          {letter.reasons.map((reason, index) => (
            <Text key={index} style={styles.paragraph}>{`${index + 1}. ${reason}`}</Text>
          ))}
        </PdfSection>
      ) : null}
      {letter.appealUntil ? <Text style={styles.paragraph}>{t('documents.letter.appeal', { dueOn: format.date(letter.appealUntil) })}</Text> : null}
      <View style={styles.signer} wrap={false}>
        <Text>{letter.signer.organisation}</Text>
        <Text style={styles.signerName}>{`${letter.signer.title} ${letter.signer.name}`}</Text>
      </View>
    </PdfPage>
  );
}
