import { StyleSheet } from '@react-pdf/renderer';
import { FONT_FAMILY } from './fonts.ts';

const LINE = '#b1b8be';
const SOFT_LINE = '#d8dce0';
const INK = '#1e2124';
const MUTED = '#58616a';

/** Measures and colours of every document; A4, points. */
export const styles = StyleSheet.create({
  page: { fontFamily: FONT_FAMILY, fontSize: 10, lineHeight: 1.5, color: INK, paddingTop: 48, paddingHorizontal: 52, paddingBottom: 78 },
  brand: { fontSize: 9.5, fontWeight: 700, color: '#063a74', marginBottom: 22 },
  title: { fontSize: 20, fontWeight: 700, lineHeight: 1.35, textAlign: 'center', marginBottom: 18 },
  letterTitle: { fontSize: 15, fontWeight: 700, lineHeight: 1.4 },
  lead: { fontSize: 10, marginBottom: 16 },
  section: { marginBottom: 18 },
  sectionTitle: { fontSize: 12, fontWeight: 700, marginBottom: 6 },
  unit: { fontSize: 8.5, color: MUTED, textAlign: 'right', marginBottom: 3 },
  paragraph: { marginBottom: 9 },
  table: { borderTopWidth: 1.2, borderTopColor: INK, borderBottomWidth: 0.8, borderBottomColor: LINE },
  row: { flexDirection: 'row', borderTopWidth: 0.5, borderTopColor: SOFT_LINE },
  firstRow: { flexDirection: 'row' },
  headRow: { flexDirection: 'row', backgroundColor: '#f2f4f6' },
  totalRow: { flexDirection: 'row', borderTopWidth: 0.8, borderTopColor: INK, fontWeight: 600 },
  labelCell: { width: 132, paddingVertical: 5, paddingHorizontal: 7, backgroundColor: '#f2f4f6', fontWeight: 600 },
  valueCell: { flexGrow: 1, flexShrink: 1, flexBasis: 0, paddingVertical: 5, paddingHorizontal: 8 },
  cell: { paddingVertical: 5, paddingHorizontal: 6, flexShrink: 0 },
  headText: { fontWeight: 600, fontSize: 9 },
  number: { textAlign: 'right' },
  small: { fontSize: 8, color: MUTED, lineHeight: 1.4 },
  clauseTitle: { fontWeight: 700, marginBottom: 2 },
  clause: { marginBottom: 9 },
  signatures: { flexDirection: 'row', flexWrap: 'wrap', marginTop: 10 },
  signatureBox: { width: '50%', paddingRight: 14, marginBottom: 16 },
  signatureRole: { fontSize: 9, color: MUTED },
  signatureName: { fontSize: 12, fontWeight: 700, marginTop: 2 },
  signatureLine: { borderTopWidth: 0.8, borderTopColor: LINE, marginTop: 8, paddingTop: 4, fontSize: 9 },
  signer: { marginTop: 34, textAlign: 'center' },
  signerName: { fontSize: 15, fontWeight: 700 },
  footer: { position: 'absolute', left: 52, right: 52, top: 782, borderTopWidth: 0.5, borderTopColor: LINE, borderTopStyle: 'solid', paddingTop: 5 },
  footerText: { fontSize: 8, color: MUTED, lineHeight: 1.35 },
  pageNumber: { position: 'absolute', right: 52, top: 787, width: 120, textAlign: 'right', fontSize: 8, color: MUTED, lineHeight: 1.35 },
});
