import type { ReactNode } from 'react';
import { Icon } from '#app/ui/kit/icon.tsx';

/** What a reviewer wrote about one field: in the margin on wide screens, above the label on a phone. */
export function Remark({ title, by, at, children }: { title: ReactNode; by?: ReactNode; at?: ReactNode; children: ReactNode }) {
  return (
    <div className="margin-note" role="note">
      <b>
        <Icon name="return" />
        {title}
      </b>
      {children}
      {by || at ? (
        <span className="soft mini remark-by">
          {by}
          {by && at ? ' · ' : null}
          {at}
        </span>
      ) : null}
    </div>
  );
}
