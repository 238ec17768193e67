import { INADMISSIBLE_CODES } from '#app/domain/applications/appeal-rules.ts';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { AppealFiled, AppealOutcome, AppealState, useRefusalWords } from '#app/ui/cases/appeal-parts.tsx';
import type { ShownAppeal } from '#app/ui/cases/shown-appeal.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';
import { RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { DateField, TimeField } from '#app/ui/kit/forms/date-fields.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { ReasonBox } from '#app/ui/kit/reason-box.tsx';
import { Clock } from '#app/ui/kit/ruler.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { Timeline } from '#app/ui/kit/timeline.tsx';

interface Text {
  readonly ko: string;
  readonly en: string;
}

interface AppealOfficerPageProps {
  readonly appeal: ShownAppeal;
  readonly decision: { readonly deciderName: string | null; readonly decidedAt: Date; readonly reasonCode: string | null; readonly reasonText: string | null } | null;
  readonly minutes: string | null;
  readonly actions: readonly string[];
  readonly isTooClose: boolean;
  readonly today: string;
  readonly timeline: readonly { readonly id: string; readonly at: Date; readonly title: Text | null; readonly state: Text | null; readonly byName: string | null; readonly reason: string | null }[];
  readonly reply: FormReply | undefined;
}

/** An appeal as the headquarters handles it: what was decided, what the firm says, the steps that are the reader's. */
export function AppealOfficerPage(props: AppealOfficerPageProps) {
  const { appeal, decision, minutes, timeline } = props;
  const { t, format } = useI18n();
  const words = useRefusalWords();
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerAppeals(), label: t('appeals.list.title') }, { label: appeal.firmName }]} />
      <PageTitle
        title={t('appeals.officer.title', { firmName: appeal.firmName })}
        over={<AppealState state={appeal.state}>{format.text(appeal.label)}</AppealState>}
        meta={[appeal.receiptNumber, t(`appeals.against.${appeal.againstState}` as MessageId)].filter(Boolean).join(' · ')}
        aside={<Link to={paths.officerApplication(appeal.applicationId)}>{t('appeals.officer.case')}</Link>}
      />
      {appeal.clock ? (
        <>
          <Clock used={appeal.clock.used} {...(appeal.clock.promise === null ? {} : { promise: appeal.clock.promise })} words="both" />
          {appeal.dueOn ? <p className="small soft">{t('appeals.officer.due', { on: format.date(appeal.dueOn) })}</p> : null}
        </>
      ) : null}
      <div className="gap-above">
        <Columns side={<Steps {...props} />}>
          <Section title={t('appeals.officer.decision')}>
            {decision ? (
              <ReasonBox title={words(decision.reasonCode) ?? undefined} by={decision.deciderName ?? undefined} at={<TimeText at={decision.decidedAt} />}>{decision.reasonText ?? '-'}</ReasonBox>
            ) : (
              <p className="soft">{t('appeals.officer.no_record')}</p>
            )}
          </Section>
          <AppealFiled appeal={appeal} />
          <AppealOutcome appeal={appeal} />
          {minutes ? <ReasonBox title={t('appeals.decide.minutes')}>{minutes}</ReasonBox> : null}
          <Section title={t('appeals.officer.timeline')}>
            <Timeline
              events={timeline.map((entry, index) => ({
                key: entry.id,
                at: <TimeText at={entry.at} />,
                title: entry.state ? format.text(entry.state) : entry.title ? format.text(entry.title) : '',
                by: entry.byName,
                ...(entry.reason ? { detail: entry.reason } : {}),
                now: index === 0,
              }))}
            />
          </Section>
        </Columns>
      </div>
    </Wrap>
  );
}

function Steps({ appeal, actions, isTooClose, today, reply }: AppealOfficerPageProps) {
  const { t } = useI18n();
  const can = (action: string) => actions.includes(action);
  if (isTooClose) return <Alert kind="warn" title={t('appeals.officer.too_close')}><p>{t('appeals.officer.too_close_text')}</p></Alert>;
  if (actions.length === 0) return <p className="soft">{t(appeal.isOver ? 'appeals.officer.over' : 'appeals.officer.not_yours')}</p>;
  return (
    <div className="stack">
      {can('check_admissibility') ? (
        <DecisionPanel title={t('appeals.check.title')}>
          <p>{t('appeals.check.text')}</p>
          <PortalForm id="check" intent="check" reply={reply}>
            <Button type="submit" variant="primary">{t('appeals.check.submit')}</Button>
          </PortalForm>
        </DecisionPanel>
      ) : null}
      {can('admit') ? (
        <DecisionPanel title={t('appeals.admit.title')}>
          <p>{t('appeals.admit.text')}</p>
          <PortalForm id="admit" intent="admit" reply={reply}>
            <Button type="submit" variant="primary">{t('appeals.admit.submit')}</Button>
          </PortalForm>
        </DecisionPanel>
      ) : null}
      {can('refuse_admission') ? (
        <DecisionPanel title={t('appeals.refuse.title')}>
          <PortalForm id="refuse" intent="refuse" reply={reply}>
            <Select name="code" label={t('appeals.refuse.code')} options={INADMISSIBLE_CODES.map((code) => ({ value: code, label: t(`appeals.code.${code}`) }))} required />
            <TextArea name="reason" label={t('appeals.refuse.reason')} hint={t('appeals.reason_hint')} rows={4} maxLength={3000} required />
            <Button type="submit" variant="danger">{t('appeals.refuse.submit')}</Button>
          </PortalForm>
        </DecisionPanel>
      ) : null}
      {can('hear') ? (
        <DecisionPanel title={t('appeals.hearing.call')}>
          <p>{t(appeal.hearingWanted ? 'appeals.hearing.wanted' : 'appeals.hearing.not_wanted')}</p>
          <PortalForm id="hear" intent="hear" reply={reply}>
            <DateField name="on" label={t('appeals.hearing.on')} min={today} required />
            <TimeField name="time" label={t('appeals.hearing.time')} required />
            <TextField name="place" label={t('appeals.hearing.place')} maxLength={200} required />
            <Button type="submit">{t('appeals.hearing.submit')}</Button>
          </PortalForm>
        </DecisionPanel>
      ) : null}
      {can('uphold') ? (
        <DecisionPanel title={t('appeals.decide.title')}>
          <PortalForm id="decide" intent="decide" reply={reply}>
            <RadioGroup
              name="verdict"
              label={t('appeals.decide.verdict')}
              required
              options={(['upheld', 'partly_upheld', 'dismissed'] as const).map((verdict) => ({ value: verdict, label: t(`appeals.decide.${verdict}`), hint: t(`appeals.decide.${verdict}_hint`) }))}
            />
            <TextArea name="reason" label={t('appeals.decide.reason')} hint={t('appeals.reason_hint')} rows={6} maxLength={4000} required />
            <TextArea name="minutes" label={t('appeals.decide.minutes')} hint={t('appeals.decide.minutes_hint')} rows={4} maxLength={4000} {...(appeal.state === 'hearing' ? { required: true } : {})} />
            <Button type="submit" variant="primary">{t('appeals.decide.submit')}</Button>
          </PortalForm>
        </DecisionPanel>
      ) : null}
      {can('implement') ? (
        <DecisionPanel title={t('appeals.implement.title')}>
          <p>{t(`appeals.implement.${appeal.againstState}` as MessageId)}</p>
          <PortalForm id="implement" intent="implement" reply={reply}>
            <Button type="submit" variant="primary">{t('appeals.implement.submit')}</Button>
          </PortalForm>
        </DecisionPanel>
      ) : null}
    </div>
  );
}
