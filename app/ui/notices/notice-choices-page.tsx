import { NOTICE_CHOICES, type NoticeChoice, type NoticeGroup } from '#app/domain/notices/groups.ts';
import type { QuietHours } from '#app/domain/notices/quiet-hours.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Checkbox, FieldSet, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { TimeField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PhoneField } from '#app/ui/kit/forms/number-fields.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';

interface NoticeChoicesProps {
  readonly groups: readonly { readonly group: NoticeGroup; readonly choice: NoticeChoice; readonly byDefault: NoticeChoice }[];
  readonly quiet: QuietHours | null;
  readonly mobile: string | null;
  readonly mutedCases: readonly { readonly id: string; readonly firmName: string; readonly receiptNumber: string | null }[];
  readonly email: string;
  readonly reply: FormReply | undefined;
}

/** Proposed when quiet hours are switched on. */
const NIGHT: QuietHours = { from: '21:00', until: '08:00' };

/** How one is told: by group of notices, quiet hours, text messages, and the cases without mails. */
export function NoticeChoicesPage({ groups, quiet, mobile, mutedCases, email, reply }: NoticeChoicesProps) {
  const { t } = useI18n();
  const hours = quiet ?? NIGHT;
  const defaults = {
    groups: Object.fromEntries(groups.map(({ group, choice }) => [group, choice])),
    isQuiet: quiet ? 'on' : '',
    from: hours.from,
    until: hours.until,
    wantsTexts: mobile === null ? '' : 'on',
    mobile: mobile ?? '',
  };
  return (
    <Wrap narrow>
      <Breadcrumb items={[{ to: paths.account(), label: t('accounts.account.title') }, { label: t('notices.page.title') }]} />
      <PageTitle title={t('notices.page.title')} lede={t('notices.page.lede', { email })} />
      <Alert kind="info">{t('notices.page.mandatory')}</Alert>
      <PortalForm id="notices" intent="save" reply={reply} defaults={defaults}>
        <FieldSet legend={t('notices.form.groups')} hint={t('notices.form.groups_hint')}>
          {groups.map(({ group, byDefault }) => (
            <RadioGroup
              key={group}
              name={`groups.${group}`}
              label={t(`notices.group.${group}` as MessageId)}
              hint={t('notices.form.default', { choice: t(`notices.choice.${byDefault}` as MessageId) })}
              inline
              quiet
              options={NOTICE_CHOICES.map((choice) => ({ value: choice, label: t(`notices.choice.${choice}` as MessageId) }))}
            />
          ))}
        </FieldSet>
        <FieldSet legend={t('notices.form.quiet')} hint={t('notices.form.quiet_hint')}>
          <Checkbox name="isQuiet" label={t('notices.form.quiet_on')} quiet />
          <div className="two">
            <TimeField name="from" label={t('notices.form.from')} quiet />
            <TimeField name="until" label={t('notices.form.until')} quiet />
          </div>
        </FieldSet>
        <FieldSet legend={t('notices.form.texts')} hint={t('notices.form.texts_hint')}>
          <Checkbox name="wantsTexts" label={t('notices.form.texts_on')} quiet />
          <PhoneField name="mobile" label={t('notices.form.mobile')} quiet />
        </FieldSet>
        <SubmitBar>
          <Button type="submit" variant="primary">
            {t('notices.form.save')}
          </Button>
        </SubmitBar>
      </PortalForm>
      {mutedCases.length > 0 ? (
        <Section title={t('notices.muted.title')} intro={t('notices.muted.intro')}>
          <StructuredList label={t('notices.muted.title')}>
            {mutedCases.map((one) => (
              <StructuredItem
                key={one.id}
                title={one.firmName}
                sub={one.receiptNumber ?? undefined}
                side={
                  <PortalForm id={`unmute-${one.id}`} intent="unmute">
                    <input type="hidden" name="applicationId" value={one.id} />
                    <Button type="submit" size="medium" aria-label={t('notices.muted.undo_of', { name: one.firmName })}>
                      {t('notices.muted.undo')}
                    </Button>
                  </PortalForm>
                }
              />
            ))}
          </StructuredList>
        </Section>
      ) : null}
    </Wrap>
  );
}
