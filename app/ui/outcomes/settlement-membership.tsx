import type { Membership } from '#app/domain/firms/membership-record.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { MachineState } from '#app/ui/outcomes/completion-state.tsx';

/** The follow-up of a firm as the office sees it, with bringing its end forward. */
export function MembershipOfficer({ membership, canShorten, reply }: { membership: Membership; canShorten: boolean; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  return (
    <Section title={t('settlements.membership.title')} aside={<MachineState machine="membership" state={membership.state} />}>
      <DefinitionList
        items={[
          { term: t('settlements.membership.ends'), value: membership.endsOn ? <DateText on={membership.endsOn} /> : '-' },
          { term: t('settlements.membership.hours'), value: t('settlements.membership.hours_used', { used: format.number(membership.minutesUsed / 60), hours: format.number(membership.minutesGranted / 60) }) },
        ]}
      />
      {canShorten ? (
        <Details summary={t('settlements.membership.shorten')} open={reply?.intent === 'shorten_membership'}>
          <PortalForm id="shorten-membership" intent="shorten_membership" reply={reply}>
            <DateField name="endsOn" label={t('settlements.membership.new_end')} hint={t('settlements.membership.new_end_hint')} required />
            <TextArea name="reason" label={t('settlements.membership.reason')} hint={t('settlements.membership.reason_hint')} rows={3} maxLength={1000} required />
            <Button type="submit" variant="primary">
              {t('settlements.membership.shorten_send')}
            </Button>
          </PortalForm>
        </Details>
      ) : null}
    </Section>
  );
}
