import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { CaseClock } from '#app/ui/cases/case-state.tsx';
import { HeldAlert, isScopeHeld } from '#app/ui/cases/held-alert.tsx';
import { ClaimForm } from '#app/ui/grants/claim-form.tsx';
import { ToldNames, TrancheStateWord, useTellLabel } from '#app/ui/grants/money-parts.tsx';
import { ClaimLines, PaymentFacts, PaymentHistory, usePaymentTitle } from '#app/ui/grants/payment-parts.tsx';
import type { ShownPayment } from '#app/ui/grants/shown-payment.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Checkbox } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';

interface PageProps {
  readonly shown: ShownPayment;
  readonly reply: FormReply | undefined;
}

/** One payment for the firm: prepare the lines, sign and submit, answer, follow. */
export function FirmPaymentPage({ shown, reply }: PageProps) {
  const { t, format } = useI18n();
  const title = usePaymentTitle()(shown);
  const mine = shown.side === 'firm';
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firm(), label: t('pages.nav.firm_home') }, { to: paths.firmPayments(), label: t('grants.claims.title') }, { label: title }]} />
      <PageTitle title={title} over={<TrancheStateWord state={shown.state} />} meta={shown.agreementNumber} />
      <Turn whose={t(mine ? 'grants.firm.mine' : shown.side === 'none' ? 'grants.firm.none_turn' : 'grants.firm.theirs')} mine={mine} title={format.text(shown.publicLabel)} {...(shown.clock ? { clock: <CaseClock clock={shown.clock} /> } : {})}>
        {mine && shown.kind === 'advance' ? <p>{t('grants.claims.max_advance', { percent: shown.cap, max: format.won(shown.maxAdvanceWon) })} {t('grants.claims.max', { planned: format.won(shown.plannedWon) })}</p> : null}
        {mine && shown.kind !== 'advance' ? <p>{t('grants.claims.max', { planned: format.won(shown.plannedWon) })}</p> : null}
      </Turn>
      {shown.closed && shown.state === 'claim_open' ? <Alert kind="warn">{t('grants.claims.closed', { at: format.dateTime(shown.closesAt) })}</Alert> : null}
      {mine && isScopeHeld(shown.holds, 'claim') ? <HeldAlert scope="claim" /> : null}
      {shown.queries.length > 0 ? (
        <Section title={t('grants.claims.queries')} id="queries">
          {shown.queries.map((query, index) => <ReasonBox key={index} at={<TimeText at={query.at} />}>{query.text}</ReasonBox>)}
        </Section>
      ) : null}
      <PaymentFacts shown={shown} />
      {shown.can['prepare'] ? (
        <Section title={t('grants.claims.prepare')} id="prepare" intro={t('grants.claims.lead')}>
          <ClaimForm shown={shown} reply={reply} />
        </Section>
      ) : (
        <Section title={t('grants.payment.lines')} id="lines">
          <ClaimLines lines={shown.lines} />
        </Section>
      )}
      {shown.can['prepare'] && shown.lines.length > 0 ? <SubmitSection shown={shown} reply={reply} /> : null}
      <PaymentHistory shown={shown} />
    </Wrap>
  );
}

function SubmitSection({ shown, reply }: PageProps) {
  const { t, format } = useI18n();
  const tell = useTellLabel();
  const answering = shown.state === 'queried';
  const told = shown.told[answering ? 'answer' : 'claim'];
  const sum = shown.lines.reduce((total, line) => total + line.amountWon, 0);
  const allowed = shown.can[answering ? 'answer' : 'claim'] === true;
  return (
    <Section title={t(answering ? 'grants.claims.answer_send' : 'grants.claims.submit')} id="submit">
      <p>{t('grants.claims.sum')}: <b className="num">{format.won(sum)}</b></p>
      {shown.problems.length > 0 ? (
        <Alert kind="warn" title={t('grants.claims.todo')}>
          <ul>{shown.problems.map((problem) => <li key={problem}><Problem text={problem} /></li>)}</ul>
        </Alert>
      ) : null}
      {allowed ? (
        <PortalForm reply={reply} intent="submit" id="submit-claim">
          {answering ? <TextArea name="answer" label={t('grants.claims.answer')} maxLength={2000} rows={3} required /> : <p>{t('grants.claims.submit_lead')}</p>}
          <Checkbox name="true" label={t('grants.claims.submit_check')} required />
          <ToldNames people={told} />
          <Button type="submit" variant="primary">{tell(t(answering ? 'grants.claims.answer_send' : 'grants.claims.submit'), told)}</Button>
        </PortalForm>
      ) : (
        <p className="soft">{t('grants.claims.only_representative')}</p>
      )}
    </Section>
  );
}

/** A message id with parameters (`id|{"max":1}`) in words. */
function Problem({ text }: { text: string }) {
  const { t } = useI18n();
  const bar = text.indexOf('|');
  if (bar < 0) return <>{t(text as MessageId)}</>;
  return <>{t(text.slice(0, bar) as MessageId, JSON.parse(text.slice(bar + 1)) as Record<string, string | number>)}</>;
}
