import type { ReactNode } from 'react';

/** Says that there is nothing, why, and what can be done. */
export function EmptyState({ title, children, action }: { title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children ? <p className="soft small">{children}</p> : null}
      {action ? <div className="btns">{action}</div> : null}
    </div>
  );
}
