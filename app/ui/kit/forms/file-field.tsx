import { useState } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { useField } from '#app/ui/kit/forms/form-context.tsx';
import { FieldFrame, describedBy, type FieldProps } from '#app/ui/kit/forms/field-frame.tsx';
import { FileLink, fileSize } from '#app/ui/kit/file-link.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';

export interface FileFieldProps extends FieldProps {
  /** As in HTML: ".pdf,image/*". */
  accept?: string;
  multiple?: boolean;
  /** Said at once when a chosen file is larger; the server decides. */
  maxBytes?: number;
  /** Opens the camera on a phone. */
  capture?: 'environment' | 'user';
  /** The file already stored under this field. */
  stored?: { to: string; name: string; bytes?: number };
}

/** Files to upload: a native input (no button inside a label), the chosen names, and what is stored already. */
export function FileField(props: FileFieldProps) {
  const { name, hint, required, remark, accept, multiple, maxBytes, capture, stored, disabled } = props;
  const { t } = useI18n();
  const field = useField(name);
  const [files, setFiles] = useState<readonly { name: string; size: number }[]>([]);
  const listId = `${field.id}-files`;
  return (
    <FieldFrame
      field={field}
      props={props}
      after={
        <div id={listId} aria-live="polite" className="chosen-files">
          {files.map((file) => (
            <p key={file.name} className="small">
              <Icon name="file" />
              {t('kit.file.chosen', { name: file.name, size: fileSize(file.size) })}
              {maxBytes !== undefined && file.size > maxBytes ? <b className="bad-text">{t('kit.file.too_large', { max: fileSize(maxBytes) })}</b> : null}
            </p>
          ))}
        </div>
      }
    >
      {stored ? <FileLink to={stored.to} name={stored.name} bytes={stored.bytes} note={t('kit.file.stored')} /> : null}
      <input
        className="krds-input file"
        type="file"
        id={field.id}
        name={name}
        accept={accept}
        multiple={multiple}
        capture={capture}
        disabled={disabled}
        required={required && !stored}
        aria-invalid={field.errors.length > 0 || undefined}
        aria-describedby={describedBy(field, { hint, remark }, listId)}
        onChange={(event) => setFiles(Array.from(event.currentTarget.files ?? [], (file) => ({ name: file.name, size: file.size })))}
      />
    </FieldFrame>
  );
}
