import type { Actor, Duty } from '#app/domain/accounts/actor.ts';
import { FIRM_BOOKKEEPERS, FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { canReadAs, canWriteAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject, Relation } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';

/** What a file belongs to; rights follow the object it proves. */
export const DOCUMENT_KINDS = [
  'application',
  'assessment',
  'plan',
  'visit',
  'kpi',
  'agreement',
  'change_request',
  'payment',
  'completion',
  'settlement',
  'appeal',
] as const;

/** One kind of document. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The facts about a file. */
export interface DocumentSubject extends CaseSubject {
  kind: DocumentKind;
  uploadedBy: string | null;
  /** True once the object was submitted, signed or decided: the file is evidence and stays. */
  locked: boolean;
  scan: 'pending' | 'clean' | 'infected';
}

const HEADQUARTERS: readonly Relation[] = ['own_group', 'central', 'auditor', 'administrator'];

/**
 * Files show prices, names and bank details, so a parent company never opens one, also where it may read
 * the figures of the object.
 */
const READERS: Readonly<Record<DocumentKind, readonly Relation[]>> = {
  application: ['own_firm', 'assigned_consultant', 'assigned_evaluator', ...HEADQUARTERS],
  assessment: ['own_firm', 'assigned_consultant', 'assigned_evaluator', ...HEADQUARTERS],
  plan: ['own_firm', 'assigned_consultant', ...HEADQUARTERS],
  visit: ['own_firm', 'assigned_consultant', ...HEADQUARTERS],
  kpi: ['own_firm', 'assigned_consultant', 'assigned_evaluator', ...HEADQUARTERS],
  agreement: ['own_firm', ...HEADQUARTERS],
  change_request: ['own_firm', 'assigned_consultant', ...HEADQUARTERS],
  payment: ['own_firm', ...HEADQUARTERS],
  completion: ['own_firm', 'assigned_consultant', 'assigned_evaluator', ...HEADQUARTERS],
  settlement: ['own_firm', ...HEADQUARTERS],
  appeal: ['own_firm', 'central', 'auditor', 'administrator'],
};

const WRITERS: Readonly<Record<DocumentKind, readonly Duty[]>> = {
  application: [...FIRM_WRITERS, 'firm_finance', 'helper'],
  assessment: [...FIRM_WRITERS, 'shop_floor', 'helper', 'consultant'],
  plan: [...FIRM_WRITERS, 'helper', 'consultant'],
  visit: ['consultant'],
  kpi: [...FIRM_WRITERS, 'shop_floor', 'consultant'],
  agreement: ['representative', 'officer'],
  change_request: FIRM_WRITERS,
  payment: [...FIRM_BOOKKEEPERS, 'manager', 'helper'],
  completion: [...FIRM_WRITERS, 'helper', 'consultant'],
  settlement: [...FIRM_BOOKKEEPERS, 'manager', 'helper'],
  appeal: FIRM_WRITERS,
};

/** Opening a file: only after a clean scan, and by those who may read the object. */
export function canDownloadDocument(actor: Actor, subject: DocumentSubject): Decision {
  return all(canReadAs(actor, subject, READERS[subject.kind]), allowIf(subject.scan === 'clean', 'held'));
}

/** Adding a file to an object that is still open. */
export function canUploadDocument(actor: Actor, subject: Omit<DocumentSubject, 'uploadedBy' | 'scan'>): Decision {
  return all(canWriteAs(actor, subject, WRITERS[subject.kind]), allowIf(!subject.locked, 'not_your_turn'));
}

/** Removing a file before it became evidence: the one who added it, or the representative. */
export function canRemoveDocument(actor: Actor, subject: DocumentSubject): Decision {
  const own = actor.userId !== null && actor.userId === subject.uploadedBy;
  return all(
    canWriteAs(actor, subject, WRITERS[subject.kind]),
    allowIf(own || actor.duty === 'representative'),
    allowIf(!subject.locked, 'not_your_turn'),
  );
}
