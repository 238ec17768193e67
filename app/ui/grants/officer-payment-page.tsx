import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { CaseClock } from '#app/ui/cases/case-state.tsx';
import { HashText, TrancheStateWord } from '#app/ui/grants/money-parts.tsx';
import { ClaimLines, Hands, PaymentFacts, PaymentHistory, usePaymentTitle } from '#app/ui/grants/payment-parts.tsx';
import { PaymentPanel } from '#app/ui/grants/payment-steps.tsx';
import type { ShownPayment } from '#app/ui/grants/shown-payment.ts';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

/** One payment for officers: lines with proofs, the hands it went through, the step that is due. */
export function OfficerPaymentPage({ shown, mayDownload, reply }: { shown: ShownPayment; mayDownload: boolean; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const title = usePaymentTitle();
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerPayments(), label: t('grants.payments.title') }, { label: `${shown.firmName} · ${title(shown)}` }]} />
      <PageTitle
        title={`${shown.firmName} · ${title(shown)}`}
        over={<TrancheStateWord state={shown.state} />}
        meta={<Link to={paths.officerAgreement(shown.applicationId)}>{[shown.agreementNumber, shown.receiptNumber].filter(Boolean).join(' · ')}</Link>}
        aside={shown.clock ? <CaseClock clock={shown.clock} /> : undefined}
      />
      <Columns stick side={<PaymentPanel shown={shown} reply={reply} />}>
        <PaymentFacts shown={shown} />
        <Section title={t('grants.payment.lines')} id="lines">
          <ClaimLines lines={shown.lines} />
        </Section>
        {shown.queries.length > 0 ? (
          <Section title={t('grants.claims.queries')} id="queries">
            {shown.queries.map((query, index) => <ReasonBox key={index} by={query.byName} at={<TimeText at={query.at} />}>{query.text}</ReasonBox>)}
            {shown.note ? <ReasonBox title={t('grants.decision.answer')}>{shown.note}</ReasonBox> : null}
          </Section>
        ) : null}
        <Hands shown={shown} />
        {shown.batch ? (
          <Section title={t('grants.payment.batch')} id="batch">
            <p>{t('grants.payment.batch_value', { number: shown.batch.number, rows: shown.batch.rows, amount: format.won(shown.batch.totalWon) })}</p>
            <p className="small soft"><HashText value={shown.batch.hash} /></p>
            {mayDownload ? <ButtonLink to={paths.officerBatchFile(shown.batch.id)} reload icon="download">{t('grants.payments.csv')}</ButtonLink> : null}
          </Section>
        ) : null}
        <PaymentHistory shown={shown} />
      </Columns>
    </Wrap>
  );
}
