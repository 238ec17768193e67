import { DUTIES_BY_ROLE, type Duty } from '#app/domain/accounts/actor.ts';
import type { Fields } from '#tests/support/http.ts';
import type { CaseIds } from './two-cases.ts';

/** Everybody, visitors too. */
const everybody = 'everybody';
type Who = typeof everybody | readonly Duty[];

/** What one address allows; an address or a method that is not named is closed to everybody. */
export interface RouteRule {
  /** Who may read it. */
  readonly loader?: Who;
  /** Duties that the guard lets in and the policy keeps from reading. */
  readonly closedTo?: readonly Duty[];
  /** Who may send it a form; what the form may do is the policy's. */
  readonly action?: Who;
  /** The record in `$id` (and in a parameter of another name). */
  readonly record?: keyof CaseIds | 'none';
  /** Other parameters of the address. */
  readonly params?: Readonly<Record<string, string>>;
  /** The address answers a reader with another place to go, or for lack of a record with 404. */
  readonly answers?: readonly number[];
  /** Everybody reads the same there, so a cache may keep the answer for a while. */
  readonly isKept?: true;
  /** A form that names a record in its body. */
  readonly form?: (ids: CaseIds) => Fields;
}

const { firm, officer } = DUTIES_BY_ROLE;
const signedIn: readonly Duty[] = (['firm', 'consultant', 'officer', 'parent', 'evaluator', 'auditor', 'admin'] as const).flatMap((role): readonly Duty[] => DUTIES_BY_ROLE[role]);
const firmWriters: readonly Duty[] = ['representative', 'manager'];
const consultant: readonly Duty[] = ['consultant'];
const central: readonly Duty[] = ['officer', 'senior_officer', 'finance_officer'];
const finance: readonly Duty[] = ['finance_officer'];
const reviewers: readonly Duty[] = ['officer', 'partner_officer'];
const deciders: readonly Duty[] = ['officer', 'partner_officer', 'senior_officer'];
const readers: readonly Duty[] = [...officer, 'auditor'];
const inspectors: readonly Duty[] = [...readers, 'evaluator'];

/** Who may what, address by address: one line each. A route without a line fails the test. */
export const routeMatrix: Readonly<Record<string, RouteRule>> = {
  root: {},
  '$': { loader: everybody, action: everybody, answers: [404] },
  '_index': { loader: everybody },
  'check': { loader: everybody, action: everybody },
  'programmes._index': { loader: everybody, answers: [302] },
  'programmes.$year': { loader: everybody, params: { year: '1' }, answers: [200, 404] },
  'roadmap-check': { loader: everybody, action: everybody },
  'help': { loader: everybody },
  'privacy': { loader: everybody },
  'outcomes': { loader: everybody },
  'calendar.$secret[.]ics': { loader: everybody, params: { secret: 'A'.repeat(43) }, answers: [404] },
  'outcomes[.]json': { loader: everybody, isKept: true },
  'register': { loader: everybody, action: everybody, answers: [200, 302] },
  'register_.join': { loader: everybody, action: everybody },
  'invitation': { loader: everybody, action: everybody },
  'verify-email': { loader: everybody, action: everybody },
  'login': { loader: everybody, action: everybody, answers: [200, 302] },
  'login_.second-factor': { loader: signedIn, action: signedIn, answers: [302] },
  'login_.step-up': { loader: signedIn, action: signedIn, answers: [302] },
  'logout': { loader: everybody, action: everybody, answers: [302] },
  'reset-password._index': { loader: everybody, action: everybody },
  'reset-password.confirm': { loader: everybody, action: everybody },
  'language': { loader: everybody, action: everybody, answers: [302] },
  'demo.mail._index': { loader: everybody, answers: [404] },
  'demo.mail.$id': { loader: everybody, record: 'none', answers: [404] },

  'account': { loader: signedIn, action: signedIn },
  'account_.second-factor': { loader: signedIn, action: signedIn },
  'account_.notices': { loader: signedIn, action: signedIn, form: ({ application }) => ({ intent: 'mute', applicationId: application }) },
  'account_.consents._index': { loader: signedIn },
  'account_.consents.$code': { loader: signedIn, action: signedIn, params: { code: 'account_collection' }, answers: [200, 404] },
  'account_.records._index': { loader: signedIn, answers: [200, 302] },
  'account_.records[.]json': { loader: signedIn, answers: [200, 302] },
  'inbox': { loader: signedIn, action: signedIn, form: ({ notice }) => ({ intent: 'open', id: notice }) },
  'documents.$id': { loader: signedIn, record: 'document', answers: [200, 404] },

  'firm._index': { loader: firm, action: firm },
  'firm.hand-over': { loader: firm, action: ['representative', 'manager'] },
  'firm.members': { loader: firm, action: ['representative'] },
  'firm.application._index': { loader: firm, action: ['representative', 'manager', 'helper'], answers: [200, 302] },
  'firm.application.$section': { loader: firm, action: firm, params: { section: 'firm' }, answers: [200, 302, 404] },
  'firm.application.answers': { loader: firm, action: firm, answers: [200, 302, 404] },
  'firm.application.review': { loader: firm, action: ['representative', 'manager'], answers: [200, 302] },
  'firm.application.withdraw': { loader: firm, action: ['representative'], answers: [200, 302] },
  'firm.applications.$id.receipt[.]pdf': { loader: [...firm, ...readers], record: 'application' },
  'firm.consultant': { loader: firm, action: firm, form: ({ assignment }) => ({ intent: 'agree', assignmentId: assignment }) },
  'firm.assessment._index': { loader: firm, action: firm },
  'firm.assessment.$area': { loader: firm, action: firm, params: { area: 'A1' }, answers: [200, 404] },
  'firm.plan': { loader: firm, action: firm },
  'firm.kpis._index': { loader: firm },
  'firm.kpis.cards': { loader: firm, action: firm, form: ({ card }) => ({ intent: 'save', cardId: card, version: '1' }) },
  'firm.kpis.$cardId': { loader: firm, action: firm, record: 'card' },
  'firm.visits._index': { loader: firm },
  'firm.visits.plan': { loader: firmWriters, action: firmWriters, form: ({ assignment }) => ({ assignment, visitOn: '2027-01-05', startTime: '09:30', endTime: '11:00', placeKind: 'firm', kind: 'coaching', purpose: 'Visit of others' }) },
  'firm.visits.$id': { loader: firm, action: firm, record: 'visit' },
  'firm.agreement._index': { loader: firm, action: firm },
  'firm.agreement.document[.]pdf': { loader: firm, answers: [200, 404] },
  'firm.interim': { loader: firm, action: firm },
  'firm.completion': { loader: firm, action: firm },
  'firm.appeal': { loader: firm, action: ['representative'], form: ({ application }) => ({ intent: 'file', applicationId: application, machine: 'grant_decision', summary: 'Reading of others', grounds: 'Grounds that are long enough to be taken' }) },
  'firm.settlement': { loader: firm, action: firm },
  'firm.changes._index': { loader: firm, action: firm },
  'firm.changes.$id': { loader: firm, action: firm, record: 'change' },
  'firm.payments._index': { loader: firm },
  'firm.payments.$id': { loader: firm, action: firm, record: 'tranche', closedTo: ['shop_floor'] },

  'consultant._index': { loader: consultant, action: consultant, form: ({ assignment }) => ({ intent: 'accept', assignmentId: assignment }) },
  'consultant.firms.$id._index': { loader: consultant, action: consultant, record: 'application' },
  'consultant.firms.$id.assessment': { loader: consultant, action: consultant, record: 'application' },
  'consultant.firms.$id.plan': { loader: consultant, action: consultant, record: 'application' },
  'consultant.firms.$id.completion': { loader: consultant, action: consultant, record: 'application' },
  'consultant.firms.$id.kpis._index': { loader: consultant, action: consultant, record: 'application' },
  'consultant.firms.$id.kpis.cards': { loader: consultant, action: consultant, record: 'application' },
  'consultant.visits._index': { loader: consultant },
  'consultant.visits.new': { loader: consultant, action: consultant, form: ({ application }) => ({ applicationId: application, visitOn: '2026-08-04', startTime: '09:30', endTime: '11:00', placeKind: 'firm', kind: 'coaching', purpose: 'Reading of others' }) },
  'consultant.calendar': { loader: consultant, action: consultant },
  'consultant.visits.plan': { loader: consultant, action: consultant, form: ({ assignment }) => ({ assignment, visitOn: '2027-01-05', startTime: '09:30', endTime: '11:00', placeKind: 'firm', kind: 'coaching', purpose: 'Visit of others' }) },
  'consultant.visits.$id': { loader: consultant, action: consultant, record: 'visit' },

  'evaluator._index': { loader: ['evaluator'] },
  'evaluator.applications.$id': { loader: ['evaluator'], action: ['evaluator'], record: 'application' },
  'parent._index': { loader: ['parent_manager'] },
  'auditor._index': { loader: ['auditor'] },
  'admin._index': { loader: ['admin'], action: ['admin'] },
  'admin.mail': { loader: ['admin'], action: ['admin'] },
  'admin.settings': { loader: ['admin'] },

  'officer._index': { loader: officer },
  'officer.applications._index': { loader: readers },
  'officer.applications.$id._index': { loader: readers, action: officer, record: 'application' },
  'officer.applications.$id.agreement._index': { loader: readers, action: officer, record: 'application' },
  'officer.applications.$id.agreement.document[.]pdf': { loader: readers, record: 'application', answers: [200, 404] },
  'officer.applications.$id.assessment': { loader: readers, action: ['officer'], record: 'application' },
  'officer.applications.$id.assign': { loader: officer, action: deciders, record: 'application' },
  'officer.applications.$id.correction': { loader: reviewers, action: reviewers, record: 'application', answers: [200, 409] },
  'officer.applications.$id.plan': { loader: readers, action: deciders, record: 'application' },
  'officer.applications.$id.visits': { loader: readers, action: ['officer'], record: 'application' },
  'officer.applications.$id.completion': { loader: [...inspectors, 'admin'], action: [...officer, 'evaluator'], record: 'application' },
  'officer.applications.$id.hold': { loader: [...readers, 'admin'], action: officer, record: 'application' },
  'officer.applications.$id.interim': { loader: [...inspectors, 'admin'], action: [...officer, 'evaluator'], record: 'application' },
  'officer.applications.$id.kpis': { loader: [...readers, 'admin'], action: officer, record: 'application' },
  'officer.applications.$id.outcome': { loader: [...readers, 'admin'], action: officer, record: 'application' },
  'officer.applications.$id.settlement': { loader: [...readers, 'admin'], action: officer, record: 'application' },
  'officer.appeals._index': { loader: [...central, 'auditor', 'admin'] },
  'officer.appeals.$id': { loader: [...central, 'auditor', 'admin'], action: ['officer', 'senior_officer'], record: 'appeal' },
  'officer.hand-overs': { loader: ['officer', 'senior_officer'], action: ['officer', 'senior_officer'] },
  'officer.firms._index': { loader: [...readers, 'admin'] },
  'officer.firms.$id': { loader: [...readers, 'admin'], action: officer, record: 'firm' },
  'officer.ledger': { loader: [...central, 'auditor'], action: ['officer', 'finance_officer'] },
  'officer.changes._index': { loader: readers },
  'officer.changes.$id': { loader: readers, action: officer, record: 'change' },
  'officer.payments._index': { loader: readers, action: finance },
  'officer.payments.$id': { loader: readers, action: officer, record: 'tranche' },
  'officer.payments.batches.$id[.]csv': { loader: finance, record: 'batch', answers: [200, 409] },
};
