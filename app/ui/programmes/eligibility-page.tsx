import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { paths } from '#app/http/paths.ts';

interface Text {
  readonly ko: string;
  readonly en: string;
}

/** A question of the self-check. */
export interface ShownEligibilityQuestion {
  readonly id: string;
  readonly text: Text;
  readonly help: Text;
  readonly answers: readonly ('yes' | 'no' | 'deferred' | 'unsure')[];
  readonly reason: Text;
  readonly deferredLabel?: Text | undefined;
}

interface EligibilityPageProps {
  readonly questions: readonly ShownEligibilityQuestion[];
  readonly answers: Readonly<Record<string, string>>;
  readonly wrongCode: boolean;
  readonly reply: FormReply | undefined;
}

/** The questions that tell whether a firm may apply; nothing of it is stored. */
export function EligibilityPage({ questions, answers, wrongCode, reply }: EligibilityPageProps) {
  const { t, format } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('programmes.check.title')} lede={t('programmes.check.lede', { count: questions.length })} />
      {wrongCode ? <Alert kind="warn">{t('programmes.check.wrong_code')}</Alert> : null}
      <PortalForm id="check" action={paths.check()} reply={reply} defaults={answers}>
        {questions.map((question, index) => (
          <RadioGroup
            key={question.id}
            name={question.id}
            label={`${index + 1}. ${format.text(question.text)}`}
            hint={format.text(question.help)}
            quiet
            inline={!question.answers.includes('deferred')}
            options={question.answers.map((answer) => ({ value: answer, label: answer === 'deferred' && question.deferredLabel ? format.text(question.deferredLabel) : t(`programmes.check.${answer}`) }))}
          />
        ))}
        <SubmitBar state={<p className="small soft">{t('programmes.check.privacy')}</p>}>
          <Button type="submit" variant="primary" wide>
            {t('programmes.check.submit')}
          </Button>
        </SubmitBar>
      </PortalForm>
    </Wrap>
  );
}
