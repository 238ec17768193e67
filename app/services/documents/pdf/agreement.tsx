import { Text, View } from '@react-pdf/renderer';
import { wonAgreementWords } from '#app/domain/money/won-words.ts';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { drawPdf, PdfPage, pdfTools, type PdfFrame } from './frame.tsx';
import { styles } from './styles.ts';
import { isShort, PdfFacts, PdfGrid, PdfSection } from './tables.tsx';

const CLAUSES = 13;

export type AgreementRole = 'headquarters' | 'partner' | 'parent' | 'firm';

/** An agreement with everything both sides sign. Amounts in won, dates 'YYYY-MM-DD'. */
export interface AgreementPdf extends PdfFrame {
  parties: readonly { role: AgreementRole; name: string; representative: string; businessNumber: string | null; address: string | null }[];
  grantWon: number;
  ownShareWon: number;
  period: { from: string; to: string };
  budget: readonly { name: string; grantWon: number; ownShareWon: number }[];
  tasks: readonly { title: string; period: string; output: string }[];
  kpis: readonly { name: string; unit: string; baseline: string; target: string }[];
  conditions: readonly string[];
  /** Settings of the programme year that the clauses quote. */
  terms: AgreementTerms;
  signatures: readonly { role: AgreementRole; party: string; name: string; signedAt: Date | null }[];
}

export interface AgreementTerms {
  advancePercent: number;
  changeDays: number;
  causeDays: number;
  settlementDays: number;
  retentionYears: number;
  appealDays: number;
}

/** Draws the agreement: parties, amounts with Korean words, budget, tasks, KPIs, terms and signatures. */
export function renderAgreementPdf(agreement: AgreementPdf): Promise<Uint8Array> {
  return drawPdf(<Agreement agreement={agreement} />);
}

function Agreement({ agreement }: { agreement: AgreementPdf }) {
  const { t, format } = pdfTools(agreement.locale);
  const none = t('documents.pdf.none');
  const title = t('documents.agreement.title');
  return (
    <PdfPage frame={agreement} title={title}>
      <Text style={styles.title}>{title}</Text>
      <Text style={styles.lead}>{t('documents.agreement.lead')}</Text>
      <Parties agreement={agreement} />
      <PdfSection title={t('documents.agreement.summary')} keep>
        <PdfFacts
          empty={none}
          rows={[
            { label: t('documents.agreement.number'), value: agreement.number },
            { label: t('documents.agreement.period'), value: periodText(agreement) },
            { label: t('documents.agreement.grant'), value: amount(agreement, agreement.grantWon) },
            { label: t('documents.agreement.ownShare'), value: amount(agreement, agreement.ownShareWon) },
            { label: t('documents.agreement.totalAmount'), value: format.won(agreement.grantWon + agreement.ownShareWon) },
          ]}
        />
      </PdfSection>
      <Budget agreement={agreement} />
      <Tasks agreement={agreement} />
      <Kpis agreement={agreement} />
      {agreement.conditions.length > 0 ? (
        <PdfSection title={t('documents.agreement.conditions')} keep={isShort(agreement.conditions.length)}>
          {agreement.conditions.map((condition, index) => (
            <Text key={index} style={styles.paragraph}>{`${index + 1}. ${condition}`}</Text>
          ))}
        </PdfSection>
      ) : null}
      <Clauses agreement={agreement} />
      <Signatures agreement={agreement} />
    </PdfPage>
  );
}

// The words guard the digits against a later change, as in official Korean documents.
function amount(agreement: AgreementPdf, won: number): string {
  const { format } = pdfTools(agreement.locale);
  return agreement.locale === 'ko' ? `${format.wonPlain(won)} (${wonAgreementWords(won)})` : format.won(won);
}

function periodText(agreement: AgreementPdf): string {
  const { t, format } = pdfTools(agreement.locale);
  return t('documents.agreement.periodValue', { from: format.date(agreement.period.from), to: format.date(agreement.period.to) });
}

function Parties({ agreement }: { agreement: AgreementPdf }) {
  const { t, format } = pdfTools(agreement.locale);
  return (
    <PdfSection title={t('documents.agreement.parties')}>
      {agreement.parties.map((party, index) => (
        <View key={index} style={{ marginBottom: 8 }} wrap={false}>
          <Text style={styles.clauseTitle}>{t(`documents.agreement.role.${party.role}`)}</Text>
          <PdfFacts
            empty={t('documents.pdf.none')}
            rows={[
              { label: t('documents.agreement.partyName'), value: party.name },
              ...(party.businessNumber ? [{ label: t('documents.agreement.partyNumber'), value: format.businessNumber(party.businessNumber) }] : []),
              { label: t('documents.agreement.partyRepresentative'), value: party.representative },
              ...(party.address ? [{ label: t('documents.agreement.partyAddress'), value: party.address }] : []),
            ]}
          />
        </View>
      ))}
    </PdfSection>
  );
}

function Budget({ agreement }: { agreement: AgreementPdf }) {
  const { t, format } = pdfTools(agreement.locale);
  const sum = (pick: (line: AgreementPdf['budget'][number]) => number) => agreement.budget.reduce((all, line) => all + pick(line), 0);
  return (
    <PdfSection title={t('documents.agreement.budget')} keep={isShort(agreement.budget.length)}>
      <PdfGrid
        unit={t('documents.agreement.unitWon')}
        columns={[
          { title: t('documents.agreement.budgetLine'), width: 40 },
          { title: t('documents.agreement.grant'), width: 20, align: 'right' },
          { title: t('documents.agreement.ownShare'), width: 20, align: 'right' },
          { title: t('documents.pdf.total'), width: 20, align: 'right' },
        ]}
        rows={agreement.budget.map((line) => [line.name, format.number(line.grantWon), format.number(line.ownShareWon), format.number(line.grantWon + line.ownShareWon)])}
        total={[t('documents.pdf.total'), format.number(sum((line) => line.grantWon)), format.number(sum((line) => line.ownShareWon)), format.number(sum((line) => line.grantWon + line.ownShareWon))]}
      />
    </PdfSection>
  );
}

function Tasks({ agreement }: { agreement: AgreementPdf }) {
  const { t } = pdfTools(agreement.locale);
  if (agreement.tasks.length === 0) return null;
  return (
    <PdfSection title={t('documents.agreement.tasks')} keep={isShort(agreement.tasks.length)}>
      <PdfGrid
        columns={[
          { title: t('documents.pdf.seq'), width: 8 },
          { title: t('documents.agreement.taskTitle'), width: 38 },
          { title: t('documents.agreement.taskPeriod'), width: 22 },
          { title: t('documents.agreement.taskOutput'), width: 32 },
        ]}
        rows={agreement.tasks.map((task, index) => [String(index + 1), task.title, task.period, task.output])}
      />
    </PdfSection>
  );
}

function Kpis({ agreement }: { agreement: AgreementPdf }) {
  const { t } = pdfTools(agreement.locale);
  if (agreement.kpis.length === 0) return null;
  return (
    <PdfSection title={t('documents.agreement.kpis')} keep={isShort(agreement.kpis.length)}>
      <PdfGrid
        columns={[
          { title: t('documents.agreement.kpiName'), width: 46 },
          { title: t('documents.agreement.kpiUnit'), width: 14 },
          { title: t('documents.agreement.kpiBaseline'), width: 20, align: 'right' },
          { title: t('documents.agreement.kpiTarget'), width: 20, align: 'right' },
        ]}
        rows={agreement.kpis.map((kpi) => [kpi.name, kpi.unit, kpi.baseline, kpi.target])}
      />
    </PdfSection>
  );
}

function Clauses({ agreement }: { agreement: AgreementPdf }) {
  const { t, format } = pdfTools(agreement.locale);
  const values = {
    ...agreement.terms,
    from: format.date(agreement.period.from),
    to: format.date(agreement.period.to),
    grant: format.wonPlain(agreement.grantWon),
    ownShare: format.wonPlain(agreement.ownShareWon),
  };
  return (
    <PdfSection title={t('documents.agreement.clauses')}>
      {Array.from({ length: CLAUSES }, (_, index) => index + 1).map((number) => (
        <View key={number} style={styles.clause} wrap={false}>
          <Text style={styles.clauseTitle}>
            {t('documents.agreement.clauseTitle', { number, title: t(`documents.agreement.clause.${number}.title` as MessageId) })}
          </Text>
          <Text>{t(`documents.agreement.clause.${number}.body` as MessageId, values)}</Text>
        </View>
      ))}
    </PdfSection>
  );
}

function Signatures({ agreement }: { agreement: AgreementPdf }) {
  const { t, format } = pdfTools(agreement.locale);
  return (
    <View wrap={false}>
      <Text style={styles.sectionTitle}>{t('documents.agreement.signatures')}</Text>
      <Text style={styles.lead}>{t('documents.agreement.closing')}</Text>
      <View style={styles.signatures}>
        {agreement.signatures.map((signature, index) => (
          <View key={index} style={styles.signatureBox}>
            <Text style={styles.signatureRole}>{`${t(`documents.agreement.role.${signature.role}`)} · ${signature.party}`}</Text>
            <Text style={styles.signatureName}>{signature.name}</Text>
            <Text style={styles.signatureLine}>
              {signature.signedAt ? t('documents.agreement.signedAt', { at: format.dateTime(signature.signedAt) }) : t('documents.agreement.unsigned')}
            </Text>
          </View>
        ))}
      </View>
    </View>
  );
}
