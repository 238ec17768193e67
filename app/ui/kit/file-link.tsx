import type { ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';

/** Size of a file in KB or MB, for people: 212KB, 1.8MB. */
export function fileSize(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))}KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)}MB`;
}

/** A file to download: name, size, and what is known of it. */
export function FileLink({ to, name, bytes, note }: { to: string; name: string; bytes?: number; note?: ReactNode }) {
  const { t } = useI18n();
  return (
    <a className="file-link" href={to} download>
      <Icon name="file" />
      <span>
        {name}
        <span className="sr-only"> {t('kit.file.download')}</span>
        {bytes !== undefined || note ? (
          <small>
            {bytes === undefined ? null : fileSize(bytes)}
            {bytes !== undefined && note ? ' · ' : null}
            {note}
          </small>
        ) : null}
      </span>
    </a>
  );
}
