import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { HiddenField } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';

/** Replacing the consultant who works on a case: by whom and why. */
export function ReplacementPanel({ name, choices, reply }: { name: string; choices: readonly { readonly id: string; readonly name: string; readonly score: number }[]; reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Details summary={t('assignments.replace.open')} open={reply?.intent === 'replace'}>
      <p className="small">{t('assignments.replace.text', { name })}</p>
      {choices.length === 0 ? (
        <p className="small soft">{t('assignments.propose.none')}</p>
      ) : (
        <PortalForm id="replace" intent="replace" reply={reply}>
          <Select name="consultantId" label={t('assignments.replace.successor')} required options={choices.map((choice) => ({ value: choice.id, label: t('assignments.replace.choice', { name: choice.name, score: choice.score }) }))} />
          <TextArea name="reason" label={t('assignments.replace.reason')} hint={t('assignments.replace.reason_hint')} rows={3} maxLength={1000} required />
          <Button type="submit" variant="primary">
            {t('assignments.replace.send')}
          </Button>
        </PortalForm>
      )}
    </Details>
  );
}

/** Ending an assignment at once, by a senior officer. */
export function EndPanel({ assignmentId, reply }: { assignmentId: string; reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Details summary={t('assignments.end.open')} open={reply?.intent === 'end'}>
      <p className="small">{t('assignments.end.text')}</p>
      <PortalForm id="end-assignment" intent="end" reply={reply}>
        <HiddenField name="assignmentId" value={assignmentId} />
        <TextArea name="reason" label={t('assignments.end.reason')} rows={3} maxLength={1000} required />
        <Button type="submit" variant="danger">
          {t('assignments.end.send')}
        </Button>
      </PortalForm>
    </Details>
  );
}
