import { CHANGE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ChangeDecideForms, ChangeReviewForms } from '#app/ui/grants/change-decision-forms.tsx';
import { ChangeStateWord, EffectSection, HistorySection, OutcomeAlert, WishSection } from '#app/ui/grants/change-parts.tsx';
import type { ShownChange } from '#app/ui/grants/shown-change.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Clock } from '#app/ui/kit/ruler.tsx';
import { Section } from '#app/ui/kit/section.tsx';

interface PageProps {
  readonly change: ShownChange;
  readonly reply: FormReply | undefined;
  /** Officers work, auditors read. */
  readonly readOnly: boolean;
}

/** One change request for officers: what changes, what it does, and the step that is due. */
export function OfficerChangePage({ change, reply, readOnly }: PageProps) {
  const { t, format } = useI18n();
  const kind = format.text(CHANGE_KINDS[change.kind].label);
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerChanges(), label: t('changes.officer.title') }, { to: paths.officerApplication(change.applicationId), label: change.firmName }, { label: kind }]} />
      <PageTitle
        title={t('changes.officer.of', { firm: change.firmName, kind })}
        over={<ChangeStateWord change={change} />}
        meta={[change.agreementNumber, change.receiptNumber].filter(Boolean).join(' · ')}
        aside={change.clock ? <Clock used={change.clock.used} {...(change.clock.promise === null ? {} : { promise: change.clock.promise })} /> : undefined}
      />
      <Columns stick side={<StepPanel change={change} reply={reply} readOnly={readOnly} />}>
        <OutcomeAlert change={change} />
        {change.state === 'applied' && change.kind === 'consultant' && !readOnly ? <p><ButtonLink to={paths.officerAssign(change.applicationId)}>{t('changes.remains.to_assign')}</ButtonLink></p> : null}
        {change.side !== 'none' && change.state !== 'draft' && !change.base.isCurrent ? <BaseAlert change={change} reply={reply} /> : null}
        <WishSection change={change} />
        <EffectSection change={change} />
        {change.bank ? <AccountSection change={change} bank={change.bank} /> : null}
        <HistorySection change={change} />
        <p><ButtonLink to={paths.officerAgreement(change.applicationId)} variant="text">{t('changes.officer.to_agreement')}</ButtonLink></p>
      </Columns>
    </Wrap>
  );
}

function BaseAlert({ change, reply }: Pick<PageProps, 'change' | 'reply'>) {
  const { t } = useI18n();
  return (
    <Alert kind="warn" title={t('changes.base.behind', { number: change.base.number, current: change.base.current })}>
      <p>{t(change.base.canRebase ? 'changes.base.can' : 'changes.base.cannot')}</p>
      {change.base.canRebase && change.can['rebase'] ? (
        <PortalForm reply={reply} intent="rebase" id="rebase">
          <input type="hidden" name="version" value={change.version} />
          <Button type="submit">{t('changes.base.rebase')}</Button>
        </PortalForm>
      ) : null}
    </Alert>
  );
}

function AccountSection({ change, bank }: { change: ShownChange; bank: NonNullable<ShownChange['bank']> }) {
  const { t } = useI18n();
  return (
    <Section title={t('changes.bank.title')} id="bank">
      {bank.holderMatches ? null : <Alert kind="warn">{t('changes.bank.holder_differs')}</Alert>}
      {bank.sharedWithFirms > 0 ? <Alert kind="warn">{t('changes.bank.shared', { count: bank.sharedWithFirms })}</Alert> : null}
      <DefinitionList items={[{ term: t('changes.field.holder'), value: bank.holder }, { term: t('changes.bank.checked'), value: bank.checkedByName ?? <span className="soft">{t(change.state === 'applied' ? 'changes.none' : 'changes.bank.unchecked')}</span> }]} />
    </Section>
  );
}

function StepPanel({ change, reply, readOnly }: PageProps) {
  const { t, format } = useI18n();
  const { can } = change;
  const review = can['query'] || can['recommend'] || can['check_account'];
  const decide = can['approve'] || can['deny'];
  return (
    <DecisionPanel title={t('changes.panel.title')}>
      {change.isOwnRecommendation ? <Alert kind="info">{t('changes.panel.own')}</Alert> : null}
      {change.opinion ? <DefinitionList items={[{ term: t('changes.panel.opinion', { name: change.recommenderName ?? '-' }), value: <span className="prose">{change.opinion}</span> }]} /> : null}
      {!readOnly && review ? <ChangeReviewForms change={change} reply={reply} /> : null}
      {!readOnly && decide ? <ChangeDecideForms change={change} reply={reply} /> : null}
      {readOnly || !(review || decide) ? <p className="small soft">{format.text(change.publicLabel)}</p> : null}
    </DecisionPanel>
  );
}
