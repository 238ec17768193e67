import { describe, expect, it } from 'vitest';
import { DUTIES } from '#app/domain/accounts/actor.ts';
import { canGrantDuty, canListAccounts, canManageAccount, canViewAccount, canViewAuditLog } from '#app/domain/accounts/account-policy.ts';
import { canDownloadDocument, canRemoveDocument, canUploadDocument, DOCUMENT_KINDS } from '#app/domain/documents/document-policy.ts';
import { canEditProgramme, canEditSettings } from '#app/domain/programmes/programme-policy.ts';
import { canExportReport, canMoveWrongdoingReport, canViewReporterIdentity, canViewReport } from '#app/domain/reports/report-policy.ts';
import { actor, CASE, firmPerson, PEOPLE } from './people.ts';

const YES = { allowed: true };
const NO = { allowed: false, code: 'not_allowed' };
const FOUR_EYES = { allowed: false, code: 'four_eyes' };
const SENIOR = actor('senior_officer');

describe('accounts, programme and reports', () => {
  it('give account work to the administrator, but not on the own account', () => {
    const other = { userId: 'u', firmId: 'firm-1', duty: 'manager' } as const;
    expect(DUTIES.filter((duty) => canManageAccount(firmPerson(duty), other).allowed)).toEqual(['admin']);
    expect(canManageAccount(PEOPLE.admin, { userId: 'user-admin', firmId: null, duty: 'admin' })).toEqual(FOUR_EYES);
    expect(canGrantDuty(PEOPLE.admin, { userId: 'user-admin', firmId: null, duty: 'admin' }, 'senior_officer')).toEqual(FOUR_EYES);
    expect(canGrantDuty(PEOPLE.firm, other, 'firm_finance')).toEqual(YES);
    expect(canGrantDuty(PEOPLE.firm, other, 'representative')).toEqual(NO);
    expect(canGrantDuty(PEOPLE.firm_other, other, 'manager')).toEqual(NO);
    expect(canGrantDuty(PEOPLE.admin, other, 'system')).toEqual(NO);
    expect(DUTIES.filter((duty) => canListAccounts(firmPerson(duty)).allowed)).toEqual(['auditor', 'admin']);
    expect(DUTIES.filter((duty) => canViewAuditLog(firmPerson(duty)).allowed)).toEqual(['auditor', 'admin']);
    expect(canViewAccount(PEOPLE.firm_other, other)).toEqual(NO);
  });

  it('let the Central Headquarters write the programme and the administrator the lists', () => {
    expect(DUTIES.filter((duty) => canEditProgramme(actor(duty)).allowed)).toEqual(['officer', 'senior_officer']);
    expect(DUTIES.filter((duty) => canEditSettings(actor(duty), 'programme').allowed)).toEqual(['senior_officer', 'admin']);
    expect(DUTIES.filter((duty) => canEditSettings(actor(duty), 'codes').allowed)).toEqual(['admin']);
  });

  it('keep costs out of a parent company’s report and groups apart', () => {
    expect(canViewReport(PEOPLE.parent, { organisationId: 'parent-1', withCosts: false })).toEqual(YES);
    expect(canViewReport(PEOPLE.parent, { organisationId: 'parent-1', withCosts: true })).toEqual(NO);
    expect(canViewReport(PEOPLE.partner, { organisationId: 'group-2', withCosts: false })).toEqual(NO);
    expect(canExportReport(PEOPLE.partner, { organisationId: 'group-1', withCosts: true })).toEqual(YES);
    expect(canViewReport(PEOPLE.visitor, { organisationId: null, withCosts: false })).toEqual({ allowed: false, code: 'not_signed_in' });
  });

  it('keep a reporter unknown and the person concerned away from the inquiry', () => {
    for (const duty of DUTIES) expect(canViewReporterIdentity(actor(duty)).allowed).toBe(false);
    expect(canMoveWrongdoingReport(PEOPLE.visitor, { state: null, concernedUserIds: [] }, 'report')).toEqual(YES);
    expect(canMoveWrongdoingReport(SENIOR, { state: 'received', concernedUserIds: [] }, 'screen')).toEqual(YES);
    expect(canMoveWrongdoingReport(SENIOR, { state: 'received', concernedUserIds: ['user-senior_officer'] }, 'screen')).toEqual(FOUR_EYES);
  });
});

describe('documents', () => {
  const file = { ...CASE, kind: 'application', uploadedBy: 'user-manager', locked: false, scan: 'clean' } as const;

  it('are never opened by parent companies or strangers, and by nobody before a clean scan', () => {
    for (const kind of DOCUMENT_KINDS) {
      for (const person of [PEOPLE.parent, PEOPLE.firm_other, PEOPLE.consultant_other, PEOPLE.partner_other, PEOPLE.visitor, PEOPLE.evaluator_other]) {
        expect(canDownloadDocument(person, { ...file, kind }).allowed, kind).toBe(false);
      }
      expect(canDownloadDocument(PEOPLE.firm, { ...file, kind })).toEqual(YES);
      expect(canDownloadDocument(PEOPLE.firm, { ...file, kind, scan: 'pending' })).toEqual({ allowed: false, code: 'held' });
    }
    for (const kind of ['payment', 'settlement', 'agreement'] as const) expect(canDownloadDocument(PEOPLE.consultant, { ...file, kind })).toEqual(NO);
  });

  it('are added and removed only while the object is open', () => {
    expect(canUploadDocument(firmPerson('helper'), file)).toEqual(YES);
    expect(canUploadDocument(firmPerson('helper'), { ...file, locked: true })).toEqual({ allowed: false, code: 'not_your_turn' });
    expect(canRemoveDocument(firmPerson('helper'), file)).toEqual(NO);
    expect(canRemoveDocument(firmPerson('manager'), file)).toEqual(YES);
    expect(canRemoveDocument(PEOPLE.firm, file)).toEqual(YES);
    expect(canRemoveDocument(PEOPLE.firm, { ...file, locked: true })).toEqual({ allowed: false, code: 'not_your_turn' });
  });
});
