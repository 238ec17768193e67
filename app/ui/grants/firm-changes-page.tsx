import { CHANGE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { ChangeRows } from '#app/ui/grants/change-parts.tsx';
import type { ShownFirmChanges } from '#app/ui/grants/shown-change.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';

/** The firm's change requests: the rules with their dates, what is open, and the start of a new one. */
export function FirmChangesPage({ shown, reply }: { shown: ShownFirmChanges | null; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  if (!shown) {
    return (
      <Wrap>
        <PageTitle title={t('changes.list.title')} />
        <EmptyState title={t('changes.list.no_agreement')} action={<ButtonLink to={paths.firmAgreement()}>{t('changes.list.to_agreement')}</ButtonLink>}>{t('changes.list.no_agreement_text')}</EmptyState>
      </Wrap>
    );
  }
  const { rules } = shown;
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firm(), label: t('pages.nav.firm_home') }, { to: paths.firmAgreement(), label: t('changes.list.agreement') }, { label: t('changes.list.title') }]} />
      <PageTitle title={t('changes.list.title')} lede={t('changes.list.lede')} {...(shown.agreementNumber ? { meta: shown.agreementNumber } : {})} />
      <Section title={t('changes.list.mine')}>
        {shown.changes.length === 0 ? <p className="soft">{t('changes.list.none')}</p> : <ChangeRows changes={shown.changes} to={paths.firmChange} />}
      </Section>
      <Section title={t('changes.list.rules')}>
        <ul className="prose">
          <li>{t('changes.list.rule_cause', { days: rules.causeDays })}</li>
          <li>{t('changes.list.rule_end', { days: rules.endDays, on: format.date(rules.lastDay) })}</li>
          <li>{rules.extensionsLeft > 0 ? t('changes.list.rule_extension', { months: rules.extensionMonths, on: format.date(rules.latestEnd) }) : t('changes.list.rule_extension_used')}</li>
          <li>{t('changes.list.rule_small', { percent: rules.freePercent })}</li>
          <li>{t('changes.list.rule_kpi')}</li>
        </ul>
      </Section>
      {shown.canStart ? (
        <Section title={t('changes.list.start')} id="start">
          <PortalForm reply={reply} intent="start" id="start-form">
            <RadioGroup
              name="kind"
              label={t('changes.list.kind')}
              required
              options={shown.kinds.map(({ kind, isOpen }) => ({ value: kind, label: format.text(CHANGE_KINDS[kind].label), hint: isOpen ? t('changes.list.kind_open') : t(`changes.hint.${kind}` as MessageId), disabled: isOpen }))}
            />
            <Button type="submit" variant="primary" iconEnd="arrow">{t('changes.list.start_button')}</Button>
          </PortalForm>
        </Section>
      ) : (
        <Alert kind="info">{shown.isOver ? t('changes.list.over', { on: format.date(shown.endsOn) }) : t('changes.list.only_writers')}</Alert>
      )}
    </Wrap>
  );
}
