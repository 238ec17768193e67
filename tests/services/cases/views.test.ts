import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { addNote } from '#app/services/applications/add-note.ts';
import { getCase } from '#app/services/applications/get-case.ts';
import { listMyLinkedFirms } from '#app/services/applications/list-linked-firms.ts';
import { listAuditRecord } from '#app/services/applications/list-record.ts';
import { pickUpApplication } from '#app/services/applications/pick-up-application.ts';
import { createCase, createYear, type Year } from '#tests/factories/cases.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeStaff, outcomeOf } from './arrange.ts';

const db = useDatabase();
let year: Year;
let officer: Context & { userId: string };

beforeAll(async () => {
  year = await createYear(db.owner);
  officer = await makeStaff(db.owner, 'officer');
});

describe('a parent company', () => {
  test('sees linked firms with stage and released totals, and nothing of others', async () => {
    const [parent] = await db.owner<{ id: string }>(`insert into organisation (kind, name) values ('parent_company', 'Parent') returning id`);
    const manager = await makeStaff(db.owner, 'parent_manager', { organisationId: parent?.id ?? '' });
    const open = await createCase(db.owner, { year, state: 'screening' });
    const closed = await createCase(db.owner, { year, state: 'screening' });
    await createCase(db.owner, { year });
    await db.owner(`insert into supply_relation (firm_id, parent_id, tier) values ($1, $2, 2)`, [open.firm.id, parent?.id]);
    await db.owner(`insert into supply_relation (firm_id, parent_id, tier, released_scopes) values ($1, $2, 2, '{profile}')`, [closed.firm.id, parent?.id]);
    const { firms, totals } = await listMyLinkedFirms(manager);
    expect(firms.map((firm) => firm.firmId).sort()).toEqual([open.firm.id, closed.firm.id].sort());
    expect(firms.find((firm) => firm.firmId === open.firm.id)?.stage).toMatchObject({ stage: 'screen' });
    expect(firms.find((firm) => firm.firmId === closed.firm.id)?.stage).toBeNull();
    expect(totals).toMatchObject({ count: 2, released: 0 });
    expect(await outcomeOf(listMyLinkedFirms(officer))).toBe('not_allowed');
  });
});

describe('the auditor', () => {
  test('reads the record page by page, and the reading is recorded', async () => {
    const made = await createCase(db.owner, { year });
    await pickUpApplication(officer, { applicationId: made.id });
    const auditor = await makeStaff(db.owner, 'auditor');
    const page = await listAuditRecord(auditor, { before: null, machine: 'application' });
    expect(page.lines[0]).toMatchObject({ action: 'pick_up', applicationId: made.id, firmName: made.firm.name });
    const [row] = await db.owner(`select kind, row_count from access_log where user_id = $1`, [auditor.userId]);
    expect(row).toEqual({ kind: 'view', row_count: page.lines.length });
    expect(await outcomeOf(listAuditRecord(officer, { before: null, machine: null }))).toBe('not_allowed');
  });
});

describe('internal notes', () => {
  test('are kept for officers, shown on the case and refused when empty', async () => {
    const made = await createCase(db.owner, { year });
    await addNote(officer, { applicationId: made.id, text: '대표자와 통화함' });
    expect((await getCase(officer, made.id)).notes).toMatchObject([{ text: '대표자와 통화함', authorDuty: 'officer' }]);
    expect(await outcomeOf(addNote(officer, { applicationId: made.id, text: '  ' }))).toBe('invalid_input');
    expect(await outcomeOf(addNote(await makeStaff(db.owner, 'auditor'), { applicationId: made.id, text: '메모' }))).toBe('not_allowed');
  });
});
