import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';

interface Text {
  readonly ko: string;
  readonly en: string;
}

interface RoadmapCheckPageProps {
  readonly questions: readonly { readonly code: string; readonly name: Text; readonly kpis: Text; readonly levels: readonly { readonly level: number; readonly name: Text; readonly descriptor: Text }[] }[];
  readonly levels: Readonly<Record<string, number>>;
  readonly wrongCode: boolean;
  readonly reply: FormReply | undefined;
}

/** Ten questions, one per area of the roadmap: the reader picks the description that fits; nothing of it is stored. */
export function RoadmapCheckPage({ questions, levels, wrongCode, reply }: RoadmapCheckPageProps) {
  const { t, format } = useI18n();
  const defaults = Object.fromEntries(Object.entries(levels).map(([code, level]) => [code, String(level)]));
  return (
    <Wrap narrow>
      <PageTitle title={t('programmes.roadmap.title')} lede={t('programmes.roadmap.lede', { count: questions.length })} />
      {wrongCode ? <Alert kind="warn">{t('programmes.roadmap.wrong_code')}</Alert> : null}
      <PortalForm id="roadmap-check" action={paths.roadmapCheck()} reply={reply} defaults={defaults}>
        {questions.map((question, index) => (
          <RadioGroup
            key={question.code}
            name={question.code}
            label={`${index + 1}. ${format.text(question.name)}`}
            hint={t('programmes.roadmap.kpis', { kpis: format.text(question.kpis) })}
            quiet
            options={question.levels.map(({ level, name, descriptor }) => ({ value: String(level), label: t('programmes.roadmap.level', { level, name: format.text(name) }), hint: format.text(descriptor) }))}
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
