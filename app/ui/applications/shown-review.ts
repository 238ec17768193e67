import type { ShownToldBefore } from '#app/ui/notices/told-before.tsx';
import type { ShownCorrection, ShownSectionStatus, Text } from './shown-section.ts';

/** An application for reading. */
export interface ShownReview {
  readonly applicationId: string | null;
  readonly state: string | null;
  readonly receiptNumber: string | null;
  readonly submittedAt: Date | null;
  readonly versionNumber: number;
  readonly versionHash: string | null;
  readonly yearLabel: Text;
  readonly phase: 'before' | 'open' | 'grace' | 'closed';
  readonly closesAt: Date;
  readonly daysLeft: number;
  readonly sections: readonly ShownSectionStatus[];
  readonly summary: readonly {
    readonly id: string;
    readonly title: Text;
    readonly rows: readonly { readonly id: string; readonly label: Text; readonly words: string; readonly files: readonly { readonly documentId: string; readonly fileName: string; readonly byteSize: number }[]; readonly before: string | null }[];
  }[];
  readonly problems: readonly { readonly questionId: string; readonly sectionId: string; readonly label: Text; readonly message: string; readonly isFile: boolean; readonly severity: 'error' | 'warning' }[];
  readonly message: string;
  readonly correction: ShownCorrection | null;
  readonly untouched: readonly Text[];
  readonly isHeld: boolean;
  /** Who hears of the step that is open now, where the page takes steps. */
  readonly told?: ShownToldBefore | null;
  readonly may: { readonly submit: boolean; readonly askSignOff: boolean; readonly returnToWriter: boolean; readonly reopen: boolean; readonly answer: boolean; readonly withdraw: boolean };
}
