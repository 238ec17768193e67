import type { ShownConsent } from './consent-box.tsx';

export interface Text {
  readonly ko: string;
  readonly en: string;
}

/** What a field holds: text, chosen values, or the parts of a measured value. */
export type ShownValue = string | readonly string[] | Readonly<Record<string, string>>;

/** A question as the form draws it. */
export interface ShownField {
  readonly id: string;
  readonly kind: string;
  readonly label: Text;
  readonly hint: Text | null;
  readonly required: boolean;
  readonly unit: Text | null;
  readonly options: readonly { readonly value: string; readonly label: Text }[] | null;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly autocomplete: string | null;
  readonly indicator: { readonly numerator: Text; readonly denominator: Text; readonly unit: Text; readonly scale: number } | null;
  readonly conditions: readonly { readonly question: string; readonly values: readonly string[] }[];
  readonly visible: boolean;
  readonly locked: 'registered' | 'not_asked' | 'not_open' | null;
  readonly value: ShownValue;
  readonly words: string;
  readonly revision: number;
  /** The reader's own last writing of it: the window and a number that grows. */
  readonly written: { readonly writer: string; readonly sequence: number } | null;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly remark: string | null;
  readonly consent: ShownConsent | null;
  readonly files: readonly { readonly documentId: string; readonly fileName: string; readonly byteSize: number; readonly addedAt: Date }[];
  readonly reusable: readonly { readonly documentId: string; readonly fileName: string; readonly byteSize: number; readonly uploadedAt: Date }[];
}

/** How far a section is. */
export interface ShownSectionStatus {
  readonly id: string;
  readonly title: Text;
  readonly open: number;
  readonly asked: number;
}

/** What somebody else wrote in the meantime. */
export interface ShownConflict {
  readonly words: string;
  readonly value: ShownValue;
  readonly by: string;
  readonly at: string;
}

/** A correction request as the form's head shows it. */
export interface ShownCorrection {
  readonly dueOn: string;
  readonly daysLeft: number;
  readonly count: number;
  readonly by: string | null;
  readonly at: Date;
}

/** A page of the form. */
export interface ShownSection {
  readonly applicationId: string | null;
  readonly state: string | null;
  readonly section: { readonly id: string; readonly title: Text; readonly lead: Text | null };
  readonly sections: readonly ShownSectionStatus[];
  readonly fields: readonly ShownField[];
  readonly facts: Readonly<Record<string, readonly string[]>>;
  readonly correction: ShownCorrection | null;
  readonly savedAt: Date | null;
  readonly closesAt: Date;
  readonly daysLeft: number;
  readonly rescueKey: string;
  readonly check: boolean;
  readonly justSaved: boolean;
}
