import type { ReactNode } from 'react';

/** More to read, closed at first; opens without scripts and on paper. */
export function Details({ summary, open, children }: { summary: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details className="data" open={open}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}
