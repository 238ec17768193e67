import { useI18n } from '#app/i18n/i18n.tsx';
import type { ShownCase } from '#app/ui/cases/shown-case.ts';
import { Button } from '#app/ui/kit/button.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

/** Internal notes of the officers; the firm never sees them. */
export function CaseNotes({ notes, reply }: { notes: ShownCase['notes']; reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Section id="notes" title={t('cases.notes.title')} level={3} intro={t('cases.notes.intro')}>
      <PortalForm id="note" intent="add_note" reply={reply}>
        <TextArea name="text" label={<span className="sr-only">{t('cases.notes.text')}</span>} quiet rows={3} maxLength={5000} placeholder={t('cases.notes.placeholder')} />
        <Button type="submit" size="medium">
          {t('cases.notes.add')}
        </Button>
      </PortalForm>
      {notes.length > 0 ? (
        <ul className="note-list">
          {notes.map((note) => (
            <li key={note.id} className="small">
              <p className="prose-text">{note.text}</p>
              <p className="mini soft">
                {note.authorName} · <TimeText at={note.createdAt} />
              </p>
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}
