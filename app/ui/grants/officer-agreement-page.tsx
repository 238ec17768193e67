import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { AgreementDraftForm } from '#app/ui/grants/agreement-draft-form.tsx';
import { AgreementFacts, BankFacts, BudgetSection, documentLinks, DocumentSection, TrancheSection } from '#app/ui/grants/agreement-sections.tsx';
import { DecideForms, RecommendForms } from '#app/ui/grants/decision-forms.tsx';
import { ConditionSection, DecisionSection, QuestionSection } from '#app/ui/grants/decision-section.tsx';
import { GrantStateWord, HashText, ToldNames, useTellLabel } from '#app/ui/grants/money-parts.tsx';
import type { ShownGrant } from '#app/ui/grants/shown-agreement.ts';
import { VersionSection } from '#app/ui/grants/version-list.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { Checkbox } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Clock } from '#app/ui/kit/ruler.tsx';
import { Section } from '#app/ui/kit/section.tsx';

interface PageProps {
  readonly shown: ShownGrant;
  readonly reply: FormReply | undefined;
}

/** Grant decision and agreement of a case, for officers; the step that is due stands in the panel. */
export function OfficerAgreementPage({ shown, reply }: PageProps) {
  const { t, format } = useI18n();
  const { agreement, decision, clock } = shown;
  const links = documentLinks(shown.applicationId, true);
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerApplications(), label: t('pages.nav.applications') }, { to: paths.officerApplication(shown.applicationId), label: shown.firmName }, { label: t('grants.page.here') }]} />
      <PageTitle
        title={shown.firmName}
        over={<>{agreement ? <GrantStateWord state={agreement.state}>{format.text(agreement.label)}</GrantStateWord> : decision ? <GrantStateWord state={decision.state}>{format.text(decision.label)}</GrantStateWord> : null}</>}
        meta={[shown.receiptNumber, format.text(shown.yearLabel), shown.organisationName].filter(Boolean).join(' · ')}
        aside={clock ? <Clock used={clock.used} {...(clock.promise === null ? {} : { promise: clock.promise })} /> : undefined}
      />
      <Columns stick side={<StepPanel shown={shown} reply={reply} />}>
        {agreement ? null : <DecisionSection shown={shown} />}
        {agreement ? null : <QuestionSection shown={shown} />}
        {shown.draft ? <AgreementDraftForm shown={shown} reply={reply} /> : null}
        <AgreementFacts shown={shown} />
        <DocumentSection shown={shown} {...links} />
        <ConditionSection conditions={agreement?.conditions ?? decision?.conditions ?? []} mayConfirm={shown.can['confirm_condition'] === true} reply={reply} />
        {shown.draft ? null : <BudgetSection shown={shown} />}
        {shown.draft ? null : <TrancheSection shown={shown} to={paths.officerPayment} />}
        <VersionSection versions={shown.versions} changes={shown.changes} lines={shown.budget} isOfficer mayRequest={false} />
        {decision ? (
          <Section title={t('grants.bank.title')} id="bank">
            <BankFacts bank={shown.bank} isOfficer />
            {shown.bank?.mayVerify ? <VerifyBank shown={shown} reply={reply} /> : null}
          </Section>
        ) : null}
        {agreement ? <DecisionSection shown={shown} /> : null}
        {agreement ? <QuestionSection shown={shown} /> : null}
      </Columns>
    </Wrap>
  );
}

function VerifyBank({ shown, reply }: PageProps) {
  const { t } = useI18n();
  const id = shown.bank?.id ?? '';
  return (
    <>
      <PortalForm reply={reply} intent="verify_bank" id="verify-bank">
        <input type="hidden" name="accountId" value={id} />
        <Button type="submit">{t('grants.bank.verify')}</Button>
      </PortalForm>
      <Details summary={t('grants.bank.refuse')} open={reply?.intent === 'refuse_bank'}>
        <PortalForm reply={reply} intent="refuse_bank" id="refuse-bank">
          <input type="hidden" name="accountId" value={id} />
          <TextArea name="bankReason" label={t('grants.bank.refuse_reason')} maxLength={500} rows={2} required />
          <Button type="submit">{t('grants.bank.refuse')}</Button>
        </PortalForm>
      </Details>
    </>
  );
}

/** What the reader can do now. */
function StepPanel({ shown, reply }: PageProps) {
  const { t, format } = useI18n();
  const { can, decision, agreement } = shown;
  const content = panelContent(shown, reply);
  return (
    <DecisionPanel title={t('grants.decision.panel')}>
      {can['own_recommendation'] && decision && ['recommended', 'second_review'].includes(decision.state) ? <Alert kind="info">{t('grants.decision.own')}</Alert> : null}
      {content ?? <p className="small soft">{agreement?.state === 'offered' ? t('grants.agreement.waiting_firm') : decision ? format.text((agreement ?? decision).publicLabel) : t('grants.decision.nothing')}</p>}
    </DecisionPanel>
  );
}

function panelContent(shown: ShownGrant, reply: FormReply | undefined) {
  const { can } = shown;
  if (can['assign']) return <OneButton intent="assign" label="grants.decision.take_up" reply={reply} />;
  if (can['recommend']) return <RecommendForms shown={shown} reply={reply} />;
  if (can['approve'] || can['approve_partly'] || can['refuse']) return <DecideForms shown={shown} reply={reply} />;
  if (can['draft']) return <OneButton intent="draft" label="grants.agreement.open_draft" reply={reply} />;
  if (can['offer']) return <OfferForm shown={shown} reply={reply} />;
  if (can['withdraw_offer']) return <WithdrawForm reply={reply} />;
  if (can['countersign']) return <CountersignForm shown={shown} reply={reply} />;
  if (can['put_in_force']) return <ForceForm shown={shown} reply={reply} waive={false} />;
  if (can['waive_conditions']) return <ForceForm shown={shown} reply={reply} waive />;
  return null;
}

function OneButton({ intent, label, reply }: { intent: string; label: MessageId; reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <PortalForm reply={reply} intent={intent} id={intent}>
      <Button type="submit" variant="primary" wide>{t(label)}</Button>
    </PortalForm>
  );
}

function OfferForm({ shown, reply }: PageProps) {
  const { t } = useI18n();
  const tell = useTellLabel();
  return (
    <>
      <p className="small">{t('grants.agreement.offer_lead')}</p>
      {shown.missing.length > 0 ? (
        <Alert kind="warn" title={t('grants.agreement.missing')}>
          <ul>{shown.missing.map((code) => <li key={code}>{t(`grants.guard.${code}` as MessageId)}</li>)}</ul>
        </Alert>
      ) : null}
      <PortalForm reply={reply} intent="offer" id="offer">
        <ToldNames people={shown.told['offer']} />
        <Button type="submit" variant="primary" wide {...(shown.missing.length > 0 ? { disabled: true, disabledReason: t('grants.agreement.missing') } : {})}>{tell(t('grants.agreement.offer'), shown.told['offer'])}</Button>
      </PortalForm>
    </>
  );
}

function WithdrawForm({ reply }: { reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <>
      <p className="small soft">{t('grants.agreement.waiting_firm')}</p>
      <Details summary={t('grants.agreement.withdraw')} open={reply?.intent === 'withdraw'}>
        <PortalForm reply={reply} intent="withdraw" id="withdraw">
          <TextArea name="reason" label={t('grants.decision.reason')} maxLength={2000} rows={3} required />
          <Button type="submit" variant="danger" wide>{t('grants.agreement.withdraw')}</Button>
        </PortalForm>
      </Details>
    </>
  );
}

function CountersignForm({ shown, reply }: PageProps) {
  const { t } = useI18n();
  const tell = useTellLabel();
  return (
    <PortalForm reply={reply} intent="countersign" id="countersign">
      <p className="small">{t('grants.agreement.countersign_lead')}</p>
      {shown.version?.documentHash ? <p className="small"><HashText value={shown.version.documentHash} /></p> : null}
      <Checkbox name="read" label={t('grants.agreement.read_check')} required />
      <ToldNames people={shown.told['countersign']} />
      <Button type="submit" variant="primary" wide>{tell(t('grants.agreement.countersign'), shown.told['countersign'])}</Button>
    </PortalForm>
  );
}

function ForceForm({ shown, reply, waive }: PageProps & { waive: boolean }) {
  const { t } = useI18n();
  const tell = useTellLabel();
  const label = t(waive ? 'grants.agreement.waive' : 'grants.agreement.put_in_force');
  return (
    <PortalForm reply={reply} intent={waive ? 'waive' : 'put_in_force'} id="put-in-force">
      {waive ? <TextArea name="reason" label={t('grants.agreement.waive_reason')} maxLength={2000} rows={3} required /> : null}
      <ToldNames people={shown.told['put_in_force']} />
      <Button type="submit" variant="primary" wide>{tell(label, shown.told['put_in_force'])}</Button>
    </PortalForm>
  );
}
