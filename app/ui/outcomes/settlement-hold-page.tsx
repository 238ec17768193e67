import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import type { Hold } from '#app/domain/workflow/hold-record.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Checkbox, HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { CaseFrame } from '#app/ui/outcomes/completion-case-frame.tsx';
import { Panel } from '#app/ui/outcomes/completion-panel.tsx';
import { MachineState } from '#app/ui/outcomes/completion-state.tsx';

interface HoldPageProps {
  readonly head: OutcomeCase;
  readonly holds: readonly (Hold & { readonly steps: readonly string[] })[];
  readonly canPlace: boolean;
  readonly canTerminate: boolean;
  readonly reply: FormReply | undefined;
}

const SCOPES = ['pay', 'claim', 'assign', 'apply', 'share', 'all'] as const;
const CAUSES = ['registry_change', 'bank_change', 'document_doubt', 'dispute', 'no_contact', 'other'] as const;
const CODES = ['firm_request', 'no_progress', 'false_statement', 'misuse', 'closed_business', 'other'] as const;

/** Holds of a case, and the early end of its agreement. */
export function HoldPage({ head, holds, canPlace, canTerminate, reply }: HoldPageProps) {
  const { t } = useI18n();
  return (
    <CaseFrame head={head} page="hold" title={t('settlements.nav.hold')} over={head.agreement ? <MachineState machine="agreement" state={head.agreement.state} /> : undefined}>
      {holds.length === 0 ? <EmptyState title={t('settlements.hold.none')}>{t('settlements.hold.none_text')}</EmptyState> : null}
      {holds.map((hold) => (
        <HoldItem key={hold.id} hold={hold} reply={reply?.initialValue?.['holdId'] === hold.id ? reply : undefined} />
      ))}
      {canPlace ? (
        <Panel title={t('settlements.hold.place')}>
          <PortalForm id="place" intent="place" reply={reply}>
            <RadioGroup name="scope" label={t('settlements.hold.scope')} required options={SCOPES.map((scope) => ({ value: scope, label: t(`settlements.hold.scope_${scope}`), hint: t(`settlements.hold.scope_${scope}_hint`) }))} />
            <Select name="cause" label={t('settlements.hold.cause')} options={CAUSES.map((cause) => ({ value: cause, label: t(`settlements.hold.cause_${cause}`) }))} required />
            <TextArea name="reason" label={t('settlements.common.reason')} hint={t('settlements.hold.reason_hint')} maxLength={2000} required />
            <DateField name="untilOn" label={t('settlements.hold.until')} hint={t('settlements.hold.until_hint')} required />
            <Button type="submit" variant="primary">{t('settlements.hold.place_send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
      {canTerminate ? (
        <Panel title={t('settlements.terminate.title')}>
          <PortalForm id="terminate" intent="terminate" reply={reply}>
            <p className="soft">{t('settlements.terminate.text')}</p>
            <Select name="code" label={t('settlements.terminate.code')} options={CODES.map((code) => ({ value: code, label: t(`settlements.terminate.code_${code}`) }))} required />
            <TextArea name="findings" label={t('settlements.terminate.findings')} hint={t('settlements.terminate.findings_hint')} maxLength={4000} rows={6} required />
            <Checkbox name="heard" label={t('settlements.terminate.heard')} />
            <Button type="submit" variant="danger">{t('settlements.terminate.send')}</Button>
          </PortalForm>
        </Panel>
      ) : null}
    </CaseFrame>
  );
}

/** The last day before the instant on which a hold ends. */
function lastDayOf(endsAt: Date): string {
  return toSeoulDate(new Date(new Date(endsAt).getTime() - 1));
}

function HoldItem({ hold, reply }: { hold: HoldPageProps['holds'][number]; reply: FormReply | undefined }) {
  const { t } = useI18n();
  const can = (step: string) => hold.steps.includes(step);
  const id = hold.id.slice(-8);
  return (
    <Section title={t(`settlements.hold.scope_${hold.scope}`)} aside={<MachineState machine="hold" state={hold.state} />}>
      <DefinitionList
        items={[
          { term: t('settlements.hold.cause'), value: t(`settlements.hold.cause_${(CAUSES as readonly string[]).includes(hold.causeCode) ? (hold.causeCode as (typeof CAUSES)[number]) : 'other'}`), note: hold.causeText ?? undefined },
          { term: t('settlements.hold.from'), value: <TimeText at={hold.startsAt} />, note: hold.placerName ?? undefined },
          { term: t('settlements.hold.until'), value: hold.endsAt ? <DateText on={lastDayOf(hold.endsAt)} /> : '-' },
          ...(hold.liftedAt ? [{ term: t('settlements.hold.lifted'), value: <TimeText at={hold.liftedAt} />, note: hold.liftReason ?? undefined }] : []),
        ]}
      />
      {can('activate') ? (
        <div className="gap-above">
          <PortalForm id={`activate-${id}`} intent="activate" reply={reply}>
            <HiddenField name="holdId" value={hold.id} />
            <Button type="submit" variant="primary">{t('settlements.hold.activate')}</Button>
          </PortalForm>
        </div>
      ) : null}
      {can('refuse') ? (
        <div className="gap-above">
          <PortalForm id={`refuse-${id}`} intent="refuse" reply={reply}>
            <HiddenField name="holdId" value={hold.id} />
            <TextArea name="reason" label={t('settlements.common.reason')} maxLength={1000} rows={2} required />
            <Button type="submit">{t('settlements.hold.refuse')}</Button>
          </PortalForm>
        </div>
      ) : null}
      {can('lift') ? (
        <div className="gap-above">
          <PortalForm id={`lift-${id}`} intent="lift" reply={reply}>
            <HiddenField name="holdId" value={hold.id} />
            <TextArea name="reason" label={t('settlements.hold.lift_reason')} maxLength={1000} rows={2} />
            <Button type="submit">{t('settlements.hold.lift')}</Button>
          </PortalForm>
        </div>
      ) : null}
      {can('extend') ? (
        <div className="gap-above">
          <PortalForm id={`extend-${id}`} intent="extend" reply={reply}>
            <HiddenField name="holdId" value={hold.id} />
            <DateField name="untilOn" label={t('settlements.hold.new_until')} required />
            <TextArea name="reason" label={t('settlements.common.reason')} maxLength={1000} rows={2} required />
            <Button type="submit">{t('settlements.hold.extend')}</Button>
          </PortalForm>
        </div>
      ) : null}
    </Section>
  );
}
