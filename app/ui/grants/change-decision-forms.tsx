import { useI18n } from '#app/i18n/i18n.tsx';
import { ToldNames, useTellLabel } from '#app/ui/grants/money-parts.tsx';
import type { ShownChange } from '#app/ui/grants/shown-change.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';

interface FormsProps {
  readonly change: ShownChange;
  readonly reply: FormReply | undefined;
}

const DENY_CODES = ['no_ground', 'purpose', 'proof', 'late', 'budget', 'other'] as const;

/** Question to the firm, recommendation, and the check of a proposed account. */
export function ChangeReviewForms({ change, reply }: FormsProps) {
  const { t } = useI18n();
  const tell = useTellLabel();
  const { can } = change;
  return (
    <div className="stack">
      {can['recommend'] ? (
        <PortalForm reply={reply} intent="recommend" id="recommend">
          <input type="hidden" name="version" value={change.version} />
          <TextArea name="opinion" label={t('changes.panel.opinion_label')} maxLength={2000} rows={4} required />
          <ToldNames people={change.told['recommend']} />
          <Button type="submit" variant="primary" wide>{tell(t('changes.panel.recommend'), change.told['recommend'])}</Button>
        </PortalForm>
      ) : null}
      {can['query'] ? (
        <Details summary={t('changes.panel.query')} open={reply?.intent === 'query'}>
          <PortalForm reply={reply} intent="query" id="query-form" defaults={{ dueOn: change.defaultDueOn }}>
            <input type="hidden" name="version" value={change.version} />
            <TextArea name="question" label={t('changes.panel.question')} maxLength={2000} rows={4} required />
            <DateField name="dueOn" label={t('changes.panel.due')} max={change.latestDueOn} required />
            <ToldNames people={change.told['query']} />
            <Button type="submit" wide>{tell(t('changes.panel.query_send'), change.told['query'])}</Button>
          </PortalForm>
        </Details>
      ) : null}
      {can['check_account'] ? (
        <PortalForm reply={reply} intent="check_account" id="check-account">
          <p className="small">{t('changes.bank.lead')}</p>
          <TextArea name="note" label={t('changes.bank.note')} maxLength={500} rows={3} required />
          <Button type="submit" variant="primary" wide>{t('changes.bank.check')}</Button>
        </PortalForm>
      ) : null}
    </div>
  );
}

/** Approval, which applies the change at once, and denial with a code. */
export function ChangeDecideForms({ change, reply }: FormsProps) {
  const { t } = useI18n();
  const tell = useTellLabel();
  const { can } = change;
  const unchecked = change.bank !== null && change.bank.checkedByName === null;
  const blocked = !change.base.isCurrent || unchecked;
  return (
    <div className="stack">
      {can['approve'] ? (
        <PortalForm reply={reply} intent="approve" id="approve">
          <input type="hidden" name="version" value={change.version} />
          <Alert kind="info">{t('changes.panel.approve_lead')}</Alert>
          <ToldNames people={change.told['approve']} />
          <Button type="submit" variant="primary" wide {...(blocked ? { disabled: true, disabledReason: t(unchecked ? 'changes.refused.bank_unchecked' : 'changes.refused.base_moved') } : {})}>
            {tell(t('changes.panel.approve'), change.told['approve'])}
          </Button>
        </PortalForm>
      ) : null}
      {can['deny'] ? (
        <Details summary={t('changes.panel.deny')} open={reply?.intent === 'deny'}>
          <PortalForm reply={reply} intent="deny" id="deny">
            <input type="hidden" name="version" value={change.version} />
            <Select name="code" label={t('changes.panel.deny_code')} required emptyLabel={t('changes.form.choose')} options={DENY_CODES.map((code) => ({ value: code, label: t(`changes.deny_code.${code}`) }))} />
            <TextArea name="reason" label={t('changes.panel.deny_reason')} maxLength={2000} rows={4} required />
            <ToldNames people={change.told['deny']} />
            <Button type="submit" variant="danger" wide>{tell(t('changes.panel.deny'), change.told['deny'])}</Button>
          </PortalForm>
        </Details>
      ) : null}
    </div>
  );
}
