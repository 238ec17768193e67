import type { ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { diffWords } from '#app/ui/kit/text-diff.ts';

export interface DiffItem {
  key: string;
  title: ReactNode;
  state?: ReactNode;
  before: string | null;
  after: string | null;
  /** `words` marks the changed words of long texts, `whole` replaces the value. */
  compare?: 'words' | 'whole';
}

interface DiffProps {
  items: readonly DiffItem[];
  /** Words over the left side with the date of the first version. */
  beforeLabel?: ReactNode;
  afterLabel?: ReactNode;
}

function Side({ item, side, empty }: { item: DiffItem; side: 'before' | 'after'; empty: string }) {
  const value = item[side];
  if (value === null || value === '') return <span className="soft">{empty}</span>;
  if (item.before === item.after) return value;
  if (item.compare === 'words' && item.before && item.after) {
    const hidden = side === 'before' ? 'added' : 'removed';
    return diffWords(item.before, item.after)
      .filter((part) => part.kind !== hidden)
      .map((part, index) =>
        part.kind === 'same' ? part.text : part.kind === 'removed' ? <del key={index}>{part.text}</del> : <ins key={index}>{part.text}</ins>,
      );
  }
  return side === 'before' ? <del>{value}</del> : <ins>{value}</ins>;
}

/** What was and what is, side by side: struck out in red, underlined in green, so it reads without colour. */
export function Diff({ items, beforeLabel, afterLabel }: DiffProps) {
  const { t } = useI18n();
  return (
    <div className="diff">
      {items.map((item) => (
        <article key={item.key}>
          <h3>
            <span>{item.title}</span>
            {item.state}
          </h3>
          <div className="pair">
            <div>
              <b>{beforeLabel ?? t('kit.diff.before')}</b>
              <Side item={item} side="before" empty={t('kit.diff.empty')} />
            </div>
            <div>
              <b>{afterLabel ?? t('kit.diff.after')}</b>
              <Side item={item} side="after" empty={t('kit.diff.empty')} />
            </div>
          </div>
        </article>
      ))}
    </div>
  );
}
