import type { Completion, ReportedKpi } from '#app/domain/outcomes/completion-record.ts';
import type { CaseTask, OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { DateText } from '#app/ui/kit/time.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';
import { CompletionForm } from '#app/ui/outcomes/completion-form.tsx';
import { CompletionReportView } from '#app/ui/outcomes/completion-report-view.tsx';
import { MachineState, useTurnText, useWhose } from '#app/ui/outcomes/completion-state.tsx';
import { VerificationList, type ShownVerification } from '#app/ui/outcomes/completion-verification.tsx';

export interface CompletionFirmProps {
  readonly head: OutcomeCase;
  readonly completion: Completion | null;
  readonly tasks: readonly CaseTask[];
  readonly kpis: readonly ReportedKpi[];
  readonly mark: { readonly meanPercent: number | null; readonly passed: boolean | null; readonly passPercent: number };
  readonly needsAssets: boolean;
  readonly hasT2: boolean;
  readonly steps: readonly string[];
  readonly opening: { readonly allowed: boolean; readonly early: boolean };
  readonly verifications: readonly ShownVerification[];
  readonly reply: FormReply | undefined;
}

/** The firm's completion: open it, report, follow the inspection, confirm its values afterwards. */
export function CompletionFirmPage(props: CompletionFirmProps) {
  const { head, completion, steps, opening, verifications, mark, reply } = props;
  const { t } = useI18n();
  const turnText = useTurnText();
  const whose = useWhose();
  const writes = steps.includes('write');
  const mine = writes || (opening.allowed && !opening.early);
  return (
    <Wrap narrow>
      <Breadcrumb items={[{ to: paths.firm(), label: t('settlements.nav.firm') }, { label: t('settlements.completion.title') }]} />
      <PageTitle title={t('settlements.completion.title')} over={completion ? <MachineState machine="completion" state={completion.state} /> : undefined} lede={t('settlements.completion.lede')} />
      {completion === null ? (
        <EmptyState title={t('settlements.completion.none')}>{t('settlements.completion.none_text')}</EmptyState>
      ) : (
        <Turn
          whose={whose('completion', completion.state, mine)}
          mine={mine}
          title={turnText('completion', completion.state)}
          {...(completion.dueOn && (writes || completion.state === 'not_due') ? { due: { label: t('settlements.common.due'), value: <DateText on={completion.dueOn} /> } } : {})}
          actions={completion.state === 'accepted' ? <ButtonLink to={paths.firmSettlement()} variant="primary">{t('settlements.completion.to_settlement')}</ButtonLink> : undefined}
        />
      )}
      {opening.allowed ? (
        <Section title={t('settlements.completion.open')} intro={opening.early ? t('settlements.completion.open_early') : t('settlements.completion.open_now')}>
          <PortalForm id="open" intent="open" reply={reply}>
            <TextArea name="reason" label={t('settlements.common.reason')} hint={t('settlements.completion.open_hint')} maxLength={1000} required={opening.early} />
            <Button type="submit" variant="primary">{t('settlements.completion.open_send')}</Button>
          </PortalForm>
        </Section>
      ) : null}
      {completion && writes ? <CompletionForm {...props} completion={completion} /> : null}
      {completion && head.agreement && (!writes || completion.returnItems.length > 0 || completion.opinion) ? <CompletionReportView completion={writes ? { ...completion, submittedAt: null, inspection: null } : completion} mark={mark} /> : null}
      {verifications.length > 0 ? <VerificationList verifications={verifications} reply={reply} /> : null}
    </Wrap>
  );
}
