import { useEffect, useState } from 'react';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { AnswerForm } from './answer-form.tsx';
import { FileQuestion } from './file-question.tsx';
import { SectionNav } from './section-nav.tsx';
import type { ShownConflict, ShownSection } from './shown-section.ts';

type SectionReply = (FormReply & { readonly conflicts?: Readonly<Record<string, ShownConflict>> }) | undefined;

/** One section of the application form. */
export function SectionPage({ reply, ...page }: ShownSection & { readonly reply: SectionReply }) {
  const { t, format } = useI18n();
  const [sections, setSections] = useState(page.sections);
  useEffect(() => setSections(page.sections), [page.sections]);
  const title = format.text(page.section.title);
  const index = page.sections.findIndex((section) => section.id === page.section.id);
  const before = page.sections[index - 1];
  // What an officer asks for comes first; the others are only there to be read.
  const files = page.fields.filter((field) => field.kind === 'file' && field.visible);
  const papers = [...files.filter((field) => field.remark !== null), ...files.filter((field) => field.remark === null)];
  const over = page.correction ? (
    <>
      <State kind="returned">{t('applications.correction.badge', { count: page.correction.count })}</State>
      <span>
        {t('applications.correction.until')} <DateText on={page.correction.dueOn} /> · {t('applications.form.days_left', { days: Math.max(0, page.correction.daysLeft) })}
      </span>
    </>
  ) : (
    <>
      <State kind="doing">{t('applications.form.draft')}</State>
      <span>
        {t('applications.form.closes')} <TimeText at={page.closesAt} /> · {t('applications.form.days_left', { days: Math.max(0, page.daysLeft) })}
      </span>
    </>
  );
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firm(), label: t('applications.crumb.home') }, { to: paths.firmApplication(), label: t('applications.crumb.application') }, { label: title }]} />
      <PageTitle title={title} over={over} lede={page.correction ? t('applications.correction.lede') : page.section.lead ? format.text(page.section.lead) : null} />
      <div className="form-page">
        <SectionNav sections={sections} current={page.section.id} correcting={page.correction !== null} />
        <div>
          {papers.map((field) => (
            <FileQuestion key={field.id} field={field} sectionId={page.section.id} correction={page.correction} reply={reply} check={page.check} />
          ))}
          <AnswerForm page={page} reply={reply?.intent && reply.intent !== 'save' ? undefined : reply} previous={before ? paths.firmApplication(before.id) : null} onSections={setSections} />
        </div>
      </div>
    </Wrap>
  );
}
