import { acceptedFiles, fileKinds } from '#app/domain/documents/file-kind.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { NeedMark } from '#app/ui/kit/forms/field-frame.tsx';
import { FileField } from '#app/ui/kit/forms/file-field.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Remark } from '#app/ui/kit/forms/remark.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import type { ShownCorrection, ShownField } from './shown-section.ts';

interface FileQuestionProps {
  readonly field: ShownField;
  readonly sectionId: string;
  readonly correction: ShownCorrection | null;
  readonly reply: FormReply | undefined;
  readonly check: boolean;
}

const MAX_BYTES = Math.max(...fileKinds.map((kind) => kind.maxBytes));

/** One paper: what is attached, a way to add, and papers handed in before. */
export function FileQuestion({ field, sectionId, correction, reply, check }: FileQuestionProps) {
  const { t, format } = useI18n();
  const label = format.text(field.label);
  const here = paths.firmApplication(sectionId);
  const missing = check ? field.errors : [];
  return (
    <section id={`q-${field.id}`} className="paper" aria-labelledby={`t-${field.id}`}>
      <h2 id={`t-${field.id}`} className="paper-title">
        {label}
        <NeedMark required={field.required} />
      </h2>
      {field.hint ? <p className="form-hint">{format.text(field.hint)}</p> : null}
      {field.remark ? (
        <Remark title={t('applications.correction.remark')} by={correction?.by} at={correction ? <TimeText at={correction.at} /> : null}>
          {field.remark}
        </Remark>
      ) : null}
      {field.files.length > 0 ? (
        <ul className="papers">
          {field.files.map((file) => (
            <li key={file.documentId}>
              <FileLink to={paths.document(file.documentId)} name={file.fileName} bytes={file.byteSize} note={<TimeText at={file.addedAt} />} />
              {field.locked ? null : (
                <PortalForm id={`remove-${file.documentId}`} action={here} intent={`remove.${field.id}`} encType="multipart/form-data" className="inline-form">
                  <input type="hidden" name="document" value={file.documentId} />
                  <Button type="submit" variant="text" aria-label={t('applications.files.remove_named', { name: file.fileName })}>
                    {t('applications.files.remove')}
                  </Button>
                </PortalForm>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p className="small soft">{t(field.locked ? 'applications.files.none_locked' : 'applications.files.none')}</p>
      )}
      {missing.map((message) => (
        <p className="form-hint-invalid" key={message}>
          <Icon name="late" />
          <span>{message}</span>
        </p>
      ))}
      {field.locked ? null : (
        <PortalForm key={field.files.length} id={`file-${field.id}`} action={here} reply={reply} intent={`attach.${field.id}`} encType="multipart/form-data" className="upload">
          <FileField name={field.id} label={t('applications.files.add', { name: label })} accept={acceptedFiles} maxBytes={MAX_BYTES} multiple quiet />
          <Button type="submit" size="medium" icon="upload">
            {t('applications.files.upload')}
          </Button>
        </PortalForm>
      )}
      {!field.locked && field.reusable.length > 0 ? (
        <Details summary={t('applications.files.reusable', { count: field.reusable.length })}>
          <ul className="papers">
            {field.reusable.map((document) => (
              <li key={document.documentId}>
                <FileLink to={paths.document(document.documentId)} name={document.fileName} bytes={document.byteSize} note={<TimeText at={document.uploadedAt} />} />
                <PortalForm id={`reuse-${document.documentId}`} action={here} intent={`reuse.${field.id}`} encType="multipart/form-data" className="inline-form">
                  <input type="hidden" name="document" value={document.documentId} />
                  <Button type="submit" variant="text">
                    {t('applications.files.reuse')}
                  </Button>
                </PortalForm>
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
    </section>
  );
}
