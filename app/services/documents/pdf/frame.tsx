import { Document, Page, renderToBuffer, Text, View } from '@react-pdf/renderer';
import type { ReactElement, ReactNode } from 'react';
import { getT } from '#app/i18n/catalogue.ts';
import { createFormat } from '#app/i18n/format.ts';
import type { Locale } from '#app/i18n/locale.ts';
import { registerFonts } from './fonts.ts';
import { isSketching, sketchPdf } from './sketch.ts';
import { styles } from './styles.ts';

/** What every document carries in its footer and its file properties. */
export interface PdfFrame {
  locale: Locale;
  /** Number people quote: receipt, agreement, letter or settlement number. */
  number: string;
  issuedAt: Date;
  /** SHA-256 (hex) of the record the document repeats; null prints no check value. */
  hash: string | null;
  /** Prints the note that the document belongs to a demonstration. */
  demo?: boolean;
}

/** Translator and formats of a document. */
export function pdfTools(locale: Locale) {
  return { t: getT(locale), format: createFormat(locale) };
}

/** Page of every document: brand, title, content, footer with number, time, page and check value. */
export function PdfPage({ frame, title, children }: { frame: PdfFrame; title: string; children: ReactNode }) {
  const { t, format } = pdfTools(frame.locale);
  const brand = t('documents.pdf.brand');
  return (
    <Document
      title={`${title} ${frame.number}`}
      author={brand}
      creator={brand}
      producer={brand}
      language={frame.locale}
      creationDate={frame.issuedAt}
      modificationDate={frame.issuedAt}
    >
      <Page size="A4" style={styles.page}>
        <Text style={styles.brand}>{brand}</Text>
        {children}
        <View style={styles.footer} fixed>
          <Text style={styles.footerText}>
            {`${t('documents.pdf.number', { number: frame.number })}  |  ${t('documents.pdf.issuedAt', { at: format.dateTime(frame.issuedAt) })}`}
          </Text>
          {frame.hash ? <Text style={styles.footerText}>{t('documents.pdf.hash', { hash: frame.hash })}</Text> : null}
          {frame.demo ? <Text style={styles.footerText}>{t('documents.pdf.demo')}</Text> : null}
        </View>
        <Text
          style={styles.pageNumber}
          render={({ pageNumber, totalPages }) => t('documents.pdf.page', { page: pageNumber, pages: totalPages })}
          fixed
        />
      </Page>
    </Document>
  );
}

/** Draws a document to bytes. The same input gives the same bytes. */
export async function drawPdf(document: ReactElement<React.ComponentProps<typeof Document>>): Promise<Uint8Array> {
  if (isSketching()) return sketchPdf(document);
  registerFonts();
  return new Uint8Array(await renderToBuffer(document));
}
