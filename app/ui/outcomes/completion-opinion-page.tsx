import type { Completion } from '#app/domain/outcomes/completion-record.ts';
import type { OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { CompletionReportView } from '#app/ui/outcomes/completion-report-view.tsx';
import { MachineState } from '#app/ui/outcomes/completion-state.tsx';

interface OpinionProps {
  readonly head: OutcomeCase;
  readonly completion: Completion | null;
  readonly mark: { readonly meanPercent: number | null; readonly passed: boolean | null; readonly passPercent: number };
  readonly steps: readonly string[];
  readonly reply: FormReply | undefined;
}

/** The completion of a firm for its consultant, with the opinion on it. */
export function CompletionOpinionPage({ head, completion, mark, steps, reply }: OpinionProps) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      <Breadcrumb items={[{ to: paths.consultant(), label: t('settlements.nav.my_firms') }, { to: paths.consultantFirm(head.id), label: head.firmName }, { label: t('settlements.completion.title') }]} />
      <PageTitle title={t('settlements.completion.title')} over={completion ? <MachineState machine="completion" state={completion.state} /> : undefined} meta={[head.firmName, head.receiptNumber].filter(Boolean).join(', ')} />
      {completion === null || completion.state === 'not_due' ? <EmptyState title={t('settlements.completion.none')}>{t('settlements.completion.none_officer')}</EmptyState> : null}
      {steps.includes('opinion') ? (
        <Section title={t('settlements.completion.opinion')} intro={t('settlements.completion.opinion_intro')}>
          <PortalForm id="opinion" intent="opinion" reply={reply} defaults={{ opinion: completion?.opinion ?? '' }}>
            <TextArea name="opinion" label={t('settlements.completion.opinion_label')} hint={t('settlements.completion.opinion_hint')} minLength={20} maxLength={3000} rows={7} required />
            <Button type="submit" variant="primary">{t('settlements.completion.opinion_send')}</Button>
          </PortalForm>
        </Section>
      ) : null}
      {completion ? <CompletionReportView completion={steps.includes('opinion') ? { ...completion, opinion: null } : completion} mark={mark} /> : null}
    </Wrap>
  );
}
