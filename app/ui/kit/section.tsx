import { useId, type ReactNode } from 'react';

interface SectionProps {
  title: ReactNode;
  id?: string;
  /** Quiet count or a text button right of the title. */
  aside?: ReactNode;
  /** A sentence under the title. */
  intro?: ReactNode;
  /** `split`: 270 px heading column and content, for public pages; `block`: heading above. */
  layout?: 'block' | 'split';
  level?: 2 | 3;
  children: ReactNode;
}

/** A heading with its ink rule, and the content under it. */
export function Section({ title, id, aside, intro, layout = 'block', level = 2, children }: SectionProps) {
  const headingId = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  if (layout === 'split') {
    return (
      <section className="sec" id={id} aria-labelledby={headingId}>
        <header>
          <Heading id={headingId}>{title}</Heading>
          {intro ? <p>{intro}</p> : null}
          {aside}
        </header>
        <div>{children}</div>
      </section>
    );
  }
  return (
    <section className="block" id={id} aria-labelledby={headingId}>
      <div className="h-row">
        <Heading id={headingId}>{title}</Heading>
        {aside ? <div className="small soft">{aside}</div> : null}
      </div>
      {intro ? <p className="block-intro">{intro}</p> : null}
      {children}
    </section>
  );
}
