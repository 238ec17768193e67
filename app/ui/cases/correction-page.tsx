import type { Text } from '#app/domain/workflow/machine.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { answerText } from '#app/ui/cases/answer-value.tsx';
import type { AnswerView } from '#app/domain/applications/answer-view.ts';
import type { ShownTold } from '#app/ui/cases/shown-case.ts';
import { ToldLetter } from '#app/ui/cases/told-letter.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { DateField } from '#app/ui/kit/forms/date-fields.tsx';
import { useField, type FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { FieldErrors } from '#app/ui/kit/forms/field-frame.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Columns, Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';

interface Askable {
  readonly id: string;
  readonly label: Text;
  readonly view: AnswerView | null;
}

interface CorrectionPageProps {
  readonly head: { readonly id: string; readonly firmName: string; readonly receiptNumber: string | null };
  readonly round: number;
  readonly rounds: number;
  readonly today: string;
  readonly dueOn: string;
  readonly sections: readonly { readonly id: string; readonly title: Text; readonly questions: readonly Askable[] }[];
  readonly told: ShownTold | undefined;
  readonly reply: FormReply | undefined;
}

function AskField({ question, first }: { question: Askable; first: boolean }) {
  const tools = useI18n();
  const { t, format } = tools;
  const field = useField('questions');
  const chosen = (Array.isArray(field.value) ? field.value.map(String) : [field.defaultValue]).includes(question.id);
  const label = format.text(question.label);
  return (
    <div className="ask">
      <label className="krds-check">
        <input type="checkbox" name="questions" value={question.id} defaultChecked={chosen} id={first ? field.id : undefined} />
        <span>
          {label}
          <small className="mini soft ask-now">{question.view ? (answerText(question.view, tools) ?? t('cases.correction.unanswered')) : t('cases.correction.unanswered')}</small>
        </span>
      </label>
      <div className="ask-remark">
        <TextField name={`remarks.${question.id}`} label={t('cases.correction.remark_of', { name: label })} quiet maxLength={500} />
      </div>
    </div>
  );
}

function FieldsError() {
  return <FieldErrors field={useField('questions')} />;
}

/** Asking the firm for corrections: fields with a remark each, reason, due day, and the letter it will get. */
export function CorrectionPage({ head, round, rounds, today, dueOn, sections, told, reply }: CorrectionPageProps) {
  const { t, format } = useI18n();
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.officerApplications(), label: t('cases.list.title') }, { to: paths.officerApplication(head.id), label: head.firmName }, { label: t('cases.correction.title') }]} />
      <PageTitle title={t('cases.correction.title')} meta={`${head.firmName} · ${head.receiptNumber ?? ''}`} lede={t('cases.correction.lede')} aside={t('cases.correction.round_of', { round, rounds })} />
      <PortalForm id="correction" reply={reply} defaults={{ dueOn }}>
        <Columns side={<ToldLetter told={told} />}>
          <Section title={t('cases.correction.fields')} intro={t('cases.correction.fields_hint')}>
            <FieldsError />
            {sections.map((section, index) => (
              <Details key={section.id} summary={t('cases.answers.section', { title: format.text(section.title), count: section.questions.length })} open={section.id === 'need' || reply !== undefined}>
                {section.questions.map((question, place) => (
                  <AskField key={question.id} question={question} first={index === 0 && place === 0} />
                ))}
              </Details>
            ))}
          </Section>
          <Section title={t('cases.correction.letter')}>
            <TextArea name="reason" label={t('cases.correction.reason')} hint={t('cases.correction.reason_hint')} rows={5} maxLength={2000} required />
            <DateField name="dueOn" label={t('cases.correction.due')} hint={t('cases.correction.due_hint')} min={today} required />
          </Section>
          <SubmitBar>
            <ButtonLink to={paths.officerApplication(head.id)} variant="text">
              {t('cases.correction.back')}
            </ButtonLink>
            <Button type="submit" variant="primary">
              {t('cases.correction.send', { count: told?.people.length ?? 0 })}
            </Button>
          </SubmitBar>
        </Columns>
      </PortalForm>
    </Wrap>
  );
}
