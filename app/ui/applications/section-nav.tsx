import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Icon, type IconName } from '#app/ui/kit/icon.tsx';
import type { ShownSectionStatus } from './shown-section.ts';

interface SectionNavProps {
  readonly sections: readonly ShownSectionStatus[];
  /** Id of the section shown; `review` is the last page. */
  readonly current: string;
  readonly correcting: boolean;
}

function markOf(section: ShownSectionStatus, correcting: boolean): IconName {
  if (correcting) return section.asked === 0 ? 'lock' : section.open > 0 ? 'return' : 'check';
  return section.open === 0 ? 'check' : 'todo';
}

/** The sections of the form with what is still open in each. */
export function SectionNav({ sections, current, correcting }: SectionNavProps) {
  const { t, format } = useI18n();
  const index = sections.findIndex((section) => section.id === current);
  const list = sections.map((section, number) => {
    const isReview = section.id === 'review';
    const note = correcting
      ? section.open > 0
        ? t('applications.nav.asked', { count: section.open })
        : null
      : isReview
        ? null
        : section.open > 0
          ? t('applications.nav.open', { count: section.open })
          : null;
    return (
      <li key={section.id}>
        <Link to={isReview ? paths.firmApplicationReview() : paths.firmApplication(section.id)} aria-current={section.id === current ? 'step' : undefined}>
          <Icon name={isReview ? 'edit' : markOf(section, correcting)} />
          <span>
            {number + 1} {format.text(section.title)}
            {!isReview && !correcting && section.open === 0 ? <span className="sr-only"> {t('applications.nav.complete')}</span> : null}
          </span>
          {note ? <span className="mini">{note}</span> : null}
        </Link>
      </li>
    );
  });
  const title = sections[index]?.title;
  return (
    <nav className="krds-side-navigation" aria-label={t('applications.nav.label')}>
      <details className="only-narrow">
        <summary>
          {t('applications.nav.position', { total: sections.length, current: index + 1 })} · {title ? format.text(title) : ''} <Icon name="down" />
        </summary>
        <ol>{list}</ol>
      </details>
      <ol className="only-wide">{list}</ol>
    </nav>
  );
}
