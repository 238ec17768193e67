import type { ReactNode } from 'react';

interface PageTitleProps {
  title: ReactNode;
  /** Line above: states, badges, deadline. */
  over?: ReactNode;
  /** Quiet line below: numbers, place, people. */
  meta?: ReactNode;
  lede?: ReactNode;
  /** Right of the title on wide screens. */
  aside?: ReactNode;
}

/** The page's only h1 with what stands around it. */
export function PageTitle({ title, over, meta, lede, aside }: PageTitleProps) {
  return (
    <header className="page-head">
      {over ? <div className="over">{over}</div> : null}
      <div className="h-row">
        <h1>{title}</h1>
        {aside ? <div className="small soft">{aside}</div> : null}
      </div>
      {meta ? <p className="small soft">{meta}</p> : null}
      {lede ? <p className="lede">{lede}</p> : null}
    </header>
  );
}
