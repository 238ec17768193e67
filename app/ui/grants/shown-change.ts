import type { ChangeForm, ChangeKind, StartableKind } from '#app/domain/grants/change-kinds.ts';
import type { PaymentEffect } from '#app/domain/grants/change-effects.ts';
import type { Side, Text } from '#app/domain/workflow/machine.ts';

/** One changed field with the budget line or unit it belongs to. */
export interface ShownDelta {
  readonly key: string;
  readonly field: string;
  readonly name: string | null;
  readonly unit: string | null;
  readonly before: string | number | null;
  readonly after: string | number | null;
}

/** A request in a list. */
export interface ShownChangeBrief {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly state: string;
  readonly label: Text;
  readonly side: Side;
  readonly since: Date;
  readonly dueOn: string | null;
  readonly createdAt: Date;
}

/** The firm's requests and what it may start. */
export interface ShownFirmChanges {
  readonly agreementNumber: string | null;
  readonly endsOn: string;
  readonly isOver: boolean;
  readonly canStart: boolean;
  readonly kinds: readonly { readonly kind: StartableKind; readonly isOpen: boolean }[];
  readonly rules: { readonly causeDays: number; readonly endDays: number; readonly lastDay: string; readonly extensionMonths: number; readonly extensionsLeft: number; readonly latestEnd: string; readonly freePercent: number };
  readonly changes: readonly ShownChangeBrief[];
}

export interface ShownToldName {
  readonly name: string;
  readonly duty: string;
}

/** What the form of a request is filled with. */
export interface ShownChangeForm {
  readonly form: ChangeForm;
  readonly values: Readonly<Record<string, string>>;
  readonly lines: readonly { readonly title: string; readonly grantWon: number; readonly ownShareWon: number; readonly claimedWon: number; readonly wantedWon: number }[];
  readonly tasks: readonly { readonly id: string; readonly title: string }[];
  readonly cards: readonly { readonly id: string; readonly name: Text; readonly unit: string; readonly target: number | null }[];
  readonly banks: readonly { readonly code: string; readonly name: Text }[];
  readonly startsOn: string;
  readonly endsOn: string;
  readonly amountWon: number;
}

/** One change request. */
export interface ShownChange {
  readonly id: string;
  readonly applicationId: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly agreementNumber: string | null;
  readonly kind: ChangeKind;
  readonly effectOf: 'automatic' | 'recorded';
  readonly state: string;
  readonly label: Text;
  readonly publicLabel: Text;
  readonly side: Side;
  readonly version: number;
  readonly dueOn: string | null;
  readonly reason: string;
  readonly causeOn: string | null;
  readonly item: string | Text | null;
  readonly delta: readonly ShownDelta[];
  readonly effect: PaymentEffect;
  readonly clock: { readonly used: number; readonly promise: number | null } | null;
  readonly base: { readonly number: number; readonly current: number; readonly isCurrent: boolean; readonly canRebase: boolean };
  readonly query: { readonly text: string; readonly dueOn: string; readonly byName: string } | null;
  readonly history: readonly { readonly key: string; readonly name: string; readonly at: Date; readonly byName: string | null; readonly text: string | null; readonly diff: readonly ShownDelta[] }[];
  readonly proofs: readonly { readonly id: string; readonly fileName: string; readonly byteSize: number }[];
  readonly needsProof: boolean;
  /** Message ids with parameters: what keeps the request from being signed. */
  readonly problems: readonly string[];
  readonly appliedNumber: number | null;
  readonly denyCode: string | null;
  readonly denyText: string | null;
  readonly opinion: string | null;
  readonly recommenderName: string | null;
  readonly isOwnRecommendation: boolean;
  readonly bank: { readonly holder: string; readonly holderMatches: boolean; readonly sharedWithFirms: number; readonly checkedByName: string | null } | null;
  readonly can: Readonly<Record<string, boolean>>;
  readonly told: Readonly<Record<string, readonly ShownToldName[]>>;
  readonly signing: { readonly transition: 'submit' | 'notify_small_change' | 'answer'; readonly hash: string } | null;
  readonly form: ShownChangeForm | null;
  readonly latestDueOn: string;
  readonly defaultDueOn: string;
}

/** A request in the officers' list. */
export interface ShownChangeRow {
  readonly id: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly agreementNumber: string | null;
  readonly kind: ChangeKind;
  readonly state: string;
  readonly label: Text;
  readonly since: Date;
  readonly dueOn: string | null;
}
