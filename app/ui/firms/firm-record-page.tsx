import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import type { ApplicationState } from '#app/domain/applications/application-states.ts';
import type { Duty } from '#app/domain/accounts/actor.ts';
import { firmMachine, type FirmState } from '#app/domain/firms/firm-machine.ts';
import { getState, isState } from '#app/domain/workflow/machine.ts';
import { codedReason, RECORD_ACTIONS } from '#app/domain/workflow/record-actions.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { dutyLabel } from '#app/ui/accounts/navigation.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { Timeline } from '#app/ui/kit/timeline.tsx';
import { FirmStepForms, type ShownFirmStep } from './firm-step-forms.tsx';
import { FirmStateMark } from './firm-register-page.tsx';

interface Text {
  readonly ko: string;
  readonly en: string;
}

interface FirmRecordPageProps {
  readonly firm: {
    readonly id: string;
    readonly name: string;
    readonly state: string;
    readonly stateSince: Date;
    readonly businessNumber: string;
    readonly corporateNumber: string | null;
    readonly representativeName: string | null;
    readonly foundedOn: string | null;
    readonly mainProduct: string | null;
    readonly regionName: Text | null;
    readonly address: string | null;
    readonly employees: number | null;
  };
  readonly registry: {
    readonly reply: { readonly source?: string; readonly status?: string } | null;
    readonly checkedAt: Date | null;
    readonly verifiedAt: Date | null;
    readonly restrictedUntil: string | null;
    readonly restrictionReason: string | null;
    readonly createdAt: Date;
  };
  readonly people: readonly { readonly userId: string; readonly name: string; readonly duty: Duty; readonly email: string }[];
  readonly cases: readonly { readonly id: string; readonly yearLabel: Text; readonly receiptNumber: string | null; readonly state: string }[];
  readonly events: readonly { readonly id: string; readonly action: string; readonly toState: string | null; readonly actorName: string | null; readonly actorDuty: string; readonly reason: string | null; readonly at: Date }[];
  readonly steps: readonly ShownFirmStep[];
  readonly mayRecheck: boolean;
  readonly reply: FormReply | undefined;
}

const STATUSES = ['going', 'suspended', 'closed', 'mismatch', 'unknown'] as const;

/** One registration: what the registry says, its people, cases and story, and what the officer may decide. */
export function FirmRecordPage({ firm, registry, people, cases, events, steps, mayRecheck, reply }: FirmRecordPageProps) {
  const { t, format } = useI18n();
  const state = firm.state as FirmState;
  const status = STATUSES.find((known) => known === registry.reply?.status);
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerFirms(), label: t('firms.office.title') }, { label: firm.name }]} />
      <PageTitle title={firm.name} over={<FirmStateMark state={state} />} meta={format.businessNumber(firm.businessNumber)} />
      {state === 'needs_attention' ? <Alert kind="warn" title={t('firms.office.attention_title')}><p>{t('firms.office.attention_text')}</p></Alert> : null}
      {state === 'suspended' && registry.restrictedUntil ? (
        <Alert kind="warn" icon="stop" title={t('firms.office.restricted_title', { on: format.date(registry.restrictedUntil) })}>
          <p>{registry.restrictionReason}</p>
        </Alert>
      ) : null}
      <Columns side={<FirmStepForms firmId={firm.id} steps={steps} mayRecheck={mayRecheck} reply={reply} />}>
        <Section title={t('firms.office.registration')}>
          <DefinitionList
            items={[
              { term: t('firms.office.answer'), value: status ? t(`firms.office.status_${status}`) : '-', ...(registry.reply?.source ? { note: t(registry.reply.source === 'offline' ? 'firms.office.source_offline' : 'firms.office.source_registry') } : {}) },
              { term: t('firms.office.checked'), value: registry.checkedAt ? <TimeText at={registry.checkedAt} /> : '-' },
              { term: t('firms.office.verified_at'), value: registry.verifiedAt ? <TimeText at={registry.verifiedAt} /> : '-' },
              { term: t('firms.office.registered'), value: <TimeText at={registry.createdAt} /> },
              { term: t('firms.office.representative'), value: firm.representativeName ?? '-' },
              { term: t('firms.office.founded'), value: firm.foundedOn ? <DateText on={firm.foundedOn} /> : '-' },
              { term: t('firms.office.place'), value: [format.text(firm.regionName), firm.address].filter(Boolean).join(' ') || '-' },
              { term: t('firms.office.product'), value: firm.mainProduct ?? '-' },
              { term: t('firms.office.employees'), value: firm.employees === null ? '-' : t('firms.office.people_count', { count: firm.employees }) },
            ]}
          />
        </Section>
        <Section title={t('firms.office.people')}>
          <DefinitionList items={people.map((person) => ({ term: t(dutyLabel(person.duty)), value: person.name, note: person.email }))} />
        </Section>
        <Section title={t('firms.office.cases')}>
          {cases.length === 0 ? (
            <p className="soft">{t('firms.office.no_cases')}</p>
          ) : (
            <StructuredList>
              {cases.map((entry) => (
                <StructuredItem
                  key={entry.id}
                  to={paths.officerApplication(entry.id)}
                  title={entry.receiptNumber ?? format.text(entry.yearLabel)}
                  sub={format.text(entry.yearLabel)}
                  state={isState(applicationMachine, entry.state) ? format.text(getState(applicationMachine, entry.state as ApplicationState).label) : entry.state}
                />
              ))}
            </StructuredList>
          )}
        </Section>
        <Section title={t('firms.office.story')}>
          <Timeline
            events={events.map((event, index) => {
              const coded = codedReason(event.reason);
              const known = event.toState !== null && isState(firmMachine, event.toState) ? getState(firmMachine, event.toState).label : RECORD_ACTIONS[event.action];
              return {
                key: event.id,
                at: <TimeText at={event.at} />,
                title: known ? format.text(known) : event.action,
                by: [event.actorDuty === 'system' ? null : event.actorName, t(dutyLabel(event.actorDuty as Duty))].filter(Boolean).join(' · '),
                detail: coded ? format.text(coded) : event.reason,
                now: index === 0,
              };
            })}
          />
        </Section>
      </Columns>
    </Wrap>
  );
}
