import type { ReactNode } from 'react';
import { classNames } from '#app/ui/kit/class-names.ts';
import { SkipLink } from '#app/ui/kit/skip-link.tsx';

interface PageFrameProps {
  banner?: ReactNode;
  header: ReactNode;
  footer: ReactNode;
  /** Work pages of officers: smaller title, tighter lists. */
  dense?: boolean;
  children: ReactNode;
}

/** Skip link, banner, header, `main` and footer: used once, around the outlet. */
export function PageFrame({ banner, header, footer, dense, children }: PageFrameProps) {
  return (
    <div className={classNames('frame', dense && 'dense')}>
      <SkipLink />
      {banner}
      {header}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      {footer}
    </div>
  );
}

/** The page's column (1200 px inside 1280). `narrow` keeps reading and sign-in pages at 72 rem. */
export function Wrap({ narrow, children }: { narrow?: boolean; children: ReactNode }) {
  return <div className={classNames('wrap', narrow && 'narrow')}>{children}</div>;
}

/** Content and a 340 px side column; the side follows the content on narrow screens. `stick` keeps it in view. */
export function Columns({ side, stick, children }: { side: ReactNode; stick?: boolean; children: ReactNode }) {
  return (
    <div className="cols">
      <div>{children}</div>
      <aside className={classNames(stick && 'stick')}>{side}</aside>
    </div>
  );
}
