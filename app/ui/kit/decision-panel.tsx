import { useId, type ReactNode } from 'react';

/** The framed panel of a decision: options, who is told, the button. The only frame beside the turn card. */
export function DecisionPanel({ title, children }: { title: ReactNode; children: ReactNode }) {
  const titleId = useId();
  return (
    <section className="decide" aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </section>
  );
}
