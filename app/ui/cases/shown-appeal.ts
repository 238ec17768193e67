interface Text {
  readonly ko: string;
  readonly en: string;
}

/** An appeal as both sides see it. */
export interface ShownAppeal {
  readonly id: string;
  readonly applicationId: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly state: string;
  readonly label: Text;
  readonly publicLabel: Text;
  readonly side: string;
  readonly isOver: boolean;
  readonly againstMachine: string;
  readonly againstState: string;
  readonly summary: string | null;
  readonly grounds: string;
  readonly hearingWanted: boolean;
  readonly decisionNotifiedOn: string | null;
  readonly filerName: string | null;
  readonly filedAt: Date;
  readonly dueOn: string | null;
  readonly admissibilityText: string | null;
  readonly reviewerName: string | null;
  readonly hearingAt: Date | null;
  readonly hearingPlace: string | null;
  readonly decisionText: string | null;
  readonly decidedAt: Date | null;
  readonly implementedAt: Date | null;
  readonly clock: { readonly used: number; readonly promise: number | null } | null;
  readonly files: readonly { readonly id: string; readonly name: string; readonly bytes: number }[];
}

/** A decision that may be appealed, with its last day. */
export interface ShownTarget {
  readonly machine: string;
  readonly id: string;
  readonly state: string;
  readonly applicationId: string;
  readonly receiptNumber: string | null;
  readonly decidedAt: Date;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly feedback: string | null;
  readonly deliveredAt: Date | null;
  readonly hasAppeal: boolean;
  readonly untilOn: string | null;
  readonly isOpen: boolean;
  /** Days to appeal, and the working days in which an appeal is promised to be decided. */
  readonly days: number;
  readonly promise: number;
}
