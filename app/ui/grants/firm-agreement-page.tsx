import { paths } from '#app/http/paths.ts';
import { Link } from '#app/http/framework.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { AgreementFacts, BankFacts, BudgetSection, documentLinks, DocumentSection, TrancheSection } from '#app/ui/grants/agreement-sections.tsx';
import { ConditionSection, DecisionSection, QuestionSection } from '#app/ui/grants/decision-section.tsx';
import { HashText, ToldNames } from '#app/ui/grants/money-parts.tsx';
import type { ShownGrant } from '#app/ui/grants/shown-agreement.ts';
import { VersionSection } from '#app/ui/grants/version-list.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';

export interface ShownBankChoice {
  readonly code: string;
  readonly name: { readonly ko: string; readonly en: string };
}

interface PageProps {
  readonly shown: ShownGrant;
  readonly reply: FormReply | undefined;
}

/** Grant and agreement for the firm: what is offered, the signature, the account. */
export function FirmAgreementPage({ shown, banks, reply }: { shown: ShownGrant | null; banks: readonly ShownBankChoice[]; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  if (!shown) {
    return (
      <Wrap>
        <PageTitle title={t('grants.firm.title')} />
        <EmptyState title={t('grants.firm.none_title')} action={<ButtonLink to={paths.firmPlan()}>{t('grants.firm.to_plan')}</ButtonLink>}>
          {t('grants.firm.none')}
        </EmptyState>
      </Wrap>
    );
  }
  const { agreement } = shown;
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firm(), label: t('pages.nav.firm_home') }, { label: t('grants.firm.title') }]} />
      <PageTitle title={t('grants.firm.title')} meta={[shown.receiptNumber, format.text(shown.yearLabel)].filter(Boolean).join(' · ')} aside={shown.tranches.length > 0 ? <Link to={paths.firmPayments()}>{t('grants.firm.payments_link')}</Link> : undefined} />
      <FirmTurn shown={shown} />
      {shown.decision?.state === 'refused' ? (
        <p>
          <ButtonLink to={paths.firmAppeal()}>{t('grants.firm.appeal')}</ButtonLink>
        </p>
      ) : null}
      {shown.can['answer'] ? (
        <Section title={t('grants.decision.questions')} id="answer">
          <p>{shown.decision?.questions.at(-1)?.question}</p>
          <PortalForm reply={reply} intent="answer" id="answer-form">
            <TextArea name="answer" label={t('grants.firm.answer')} maxLength={2000} rows={4} required />
            <Button type="submit" variant="primary">{t('grants.firm.answer_send')}</Button>
          </PortalForm>
        </Section>
      ) : null}
      <AgreementFacts shown={shown} />
      <DocumentSection shown={shown} {...documentLinks(shown.applicationId, false)} />
      {agreement?.state === 'offered' ? <SignSection shown={shown} reply={reply} /> : null}
      <ConditionSection conditions={agreement?.conditions ?? shown.decision?.conditions ?? []} mayConfirm={false} reply={reply} />
      <BudgetSection shown={shown} />
      <TrancheSection shown={shown} to={paths.firmPayment} />
      <BankSection shown={shown} banks={banks} reply={reply} />
      <VersionSection versions={shown.versions} changes={shown.changes} lines={shown.budget} isOfficer={false} mayRequest={shown.can['request_change'] === true} />
      <DecisionSection shown={shown} />
      {shown.can['answer'] ? null : <QuestionSection shown={shown} />}
    </Wrap>
  );
}

function FirmTurn({ shown }: { shown: ShownGrant }) {
  const { t, format } = useI18n();
  const { agreement, decision, can } = shown;
  const needsBank = shown.bank === null || shown.bank.status === 'refused';
  const task: MessageId | null = can['answer'] ? 'grants.firm.turn.answer' : agreement?.state === 'offered' ? 'grants.firm.turn.sign' : agreement?.state === 'conditions_pending' ? (needsBank ? 'grants.firm.turn.bank' : 'grants.firm.turn.conditions') : null;
  const anchor = can['answer'] ? '#answer' : agreement?.state === 'offered' ? '#sign' : needsBank ? '#bank' : '#conditions';
  const words = (agreement ?? decision)?.publicLabel;
  return (
    <Turn
      whose={t(task ? 'grants.firm.mine' : agreement && agreement.side === 'none' ? 'grants.firm.none_turn' : 'grants.firm.theirs')}
      mine={task !== null}
      title={task ? t(task) : t('grants.firm.turn.wait')}
      {...(agreement?.state === 'offered' && agreement.offerEndsOn ? { due: { label: t('grants.agreement.offer_until'), value: <DateText on={agreement.offerEndsOn} /> } } : {})}
      {...(task ? { actions: <ButtonLink to={anchor} variant="primary" iconEnd="down">{t(task)}</ButtonLink> } : {})}
    >
      {words ? <p>{format.text(words)}</p> : null}
    </Turn>
  );
}

function SignSection({ shown, reply }: PageProps) {
  const { t } = useI18n();
  const { version, can } = shown;
  if (!version?.documentHash) return null;
  return (
    <Section title={t('grants.firm.sign_title')} id="sign" intro={t('grants.firm.sign_lead')}>
      {can['accept'] ? (
        <div className="stack">
          <p className="small">{t('grants.agreement.hash')}: <HashText value={version.documentHash} /></p>
          <ol className="number-list">
            <li>{t('grants.firm.sign_step1')}</li>
            <li>{t('grants.firm.sign_step2')}</li>
            <li>{t('grants.firm.sign_step3')}</li>
          </ol>
          <PortalForm reply={reply} intent="send_code" id="send-code">
            <Button type="submit" icon="mail">{t('grants.firm.send_code')}</Button>
          </PortalForm>
          <PortalForm reply={reply} intent="accept" id="accept">
            <input type="hidden" name="documentHash" value={version.documentHash} />
            <TextField name="code" label={t('grants.firm.code')} hint={t('grants.firm.code_hint')} inputMode="numeric" autoComplete="one-time-code" maxLength={7} width="short" required />
            <ToldNames people={shown.told['accept']} />
            <Button type="submit" variant="primary">{t('grants.firm.sign')}</Button>
          </PortalForm>
          <Details summary={t('grants.firm.decline')} open={reply?.intent === 'decline'}>
            <PortalForm reply={reply} intent="decline" id="decline">
              <p className="small">{t('grants.firm.decline_lead')}</p>
              <TextArea name="reason" label={t('grants.firm.decline_reason')} maxLength={2000} rows={3} required />
              <Button type="submit" variant="danger">{t('grants.firm.decline')}</Button>
            </PortalForm>
          </Details>
        </div>
      ) : (
        <p>{t('grants.firm.only_representative')}</p>
      )}
    </Section>
  );
}

function BankSection({ shown, banks, reply }: PageProps & { banks: readonly ShownBankChoice[] }) {
  const { t, format } = useI18n();
  const first = shown.bank === null || shown.bank.status === 'refused';
  const form = (
    <PortalForm reply={reply} intent="enter_bank" id="enter-bank">
      {first ? null : <p className="small soft">{t('grants.bank.change_hint')}</p>}
      <Select name="bankCode" label={t('grants.bank.bank')} required emptyLabel={t('grants.bank.choose')} options={banks.map((bank) => ({ value: bank.code, label: format.text(bank.name) }))} width="medium" />
      <TextField name="holder" label={t('grants.bank.holder')} maxLength={100} width="medium" required />
      <TextField name="number" label={t('grants.bank.number')} hint={t('grants.bank.number_hint')} inputMode="numeric" autoComplete="off" maxLength={24} width="medium" required />
      <Button type="submit" variant={first ? 'primary' : 'secondary'}>{t('grants.bank.save')}</Button>
    </PortalForm>
  );
  return (
    <Section title={t('grants.bank.title')} id="bank">
      <BankFacts bank={shown.bank} isOfficer={false} />
      <div className="gap-above" />
      {shown.can['request_change'] && !first ? <p className="small">{t('grants.bank.change_by_request')} <Link to={paths.firmChanges()}>{t('grants.bank.to_change')}</Link></p> : !shown.can['enter_bank'] ? null : first ? form : <Details summary={t('grants.bank.change')} open={reply?.intent === 'enter_bank'}>{form}</Details>}
    </Section>
  );
}
