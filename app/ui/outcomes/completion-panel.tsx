import type { ReactNode } from 'react';
import { DecisionPanel } from '#app/ui/kit/decision-panel.tsx';

/** A decision of the office, set apart from what stands above it. */
export function Panel({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="gap-above">
      <DecisionPanel title={title}>{children}</DecisionPanel>
    </div>
  );
}
