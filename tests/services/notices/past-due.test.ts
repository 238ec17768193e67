import { beforeAll, describe, expect, it } from 'vitest';
import { runDailyDeadlines } from '#app/jobs/daily-deadlines.ts';
import { expireCorrections, expireDrafts } from '#app/services/applications/expire-applications.ts';
import { markOverdueRecoveries, reviewOnFile } from '#app/services/grants/overdue-settlements.ts';
import { previewNotice } from '#app/services/notices/notice-text.ts';
import { remindDeadlines } from '#app/services/notices/remind-deadlines.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { missInterimReports } from '#app/services/outcomes/miss-interim-reports.ts';
import { scheduleInterim } from '#app/services/outcomes/interim-schedule.ts';
import { startApplication } from '#app/services/applications/start-application.ts';
import { forEachRow } from '#app/services/workflow/each-case.ts';
import { createProgrammeYear } from '#tests/factories/application.ts';
import { makeOutcomeYear, makeRunningCase, makeStaff, type OutcomeYear } from '#tests/factories/completion.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
const on = (at: string) => systemContext(new Date(at), 'test');
const stateOf = async (table: string, applicationId: string) => (await db.owner<{ state: string }>(`select state from ${table} where ${table === 'application' ? 'id' : 'application_id'} = $1`, [applicationId]))[0]?.state;
const kinds = async (id: string) => (await db.owner<{ kind: string }>('select distinct kind from notice where application_id = $1', [id])).map((row) => row.kind);
const readAll = (id: string) => db.owner('update notice set read_at = now() where application_id = $1', [id]);

describe('a call that has closed', () => {
  it('ends the drafts that were not sent, after the grace and once', async () => {
    const { id: yearId } = await createProgrammeYear(db.owner);
    const firm = await createFirm(db.owner);
    const { applicationId } = await startApplication(contextOf(firm.representative.actor));
    await db.owner(`update programme_year set call_opens_at = '2026-08-01', call_closes_at = '2026-09-30T14:50:00Z' where id = $1`, [yearId]);
    expect(await expireDrafts(on('2026-09-30T15:10:00Z'))).toBe(0);
    expect(await expireDrafts(on('2026-09-30T15:25:00Z'))).toBe(1);
    expect(await stateOf('application', applicationId)).toBe('expired');
    expect(await kinds(applicationId)).toEqual(['application_expired']);
    expect(await expireDrafts(on('2026-10-02T15:30:00Z'))).toBe(0);
  });

  it('ends a correction that did not come, once the request and a reminder arrived', async () => {
    const { id: yearId } = await createProgrammeYear(db.owner);
    const firm = await createFirm(db.owner);
    const officer = await createPerson(db.owner, 'officer');
    const [row] = await db.owner<{ id: string }>(
      `insert into application (firm_id, programme_year_id, state, state_since, receipt_number, submitted_at) values ($1, $2, 'correction_requested', '2026-08-03T01:00:00Z', 'X-1', now()) returning id`,
      [firm.id, yearId],
    );
    const id = row?.id ?? '';
    await db.owner(`insert into correction_request (application_id, firm_id, round, fields, reason, due_on, requested_by) values ($1, $2, 1, '["employees"]', 'x', '2026-08-12', $3)`, [id, firm.id, officer.userId]);
    await db.owner(`insert into notice (kind, recipient_id, path, subject_type, subject_id, application_id, created_at) values ('correction_requested', $1, '/', 'application', $2, $2, '2026-08-03T01:00:00Z')`, [firm.representative.userId, id]);
    expect(await remindDeadlines(on('2026-08-04T01:00:00Z'))).toBe(0);
    expect(await remindDeadlines(on('2026-08-06T01:00:00Z'))).toBe(1);
    expect(await remindDeadlines(on('2026-08-07T01:00:00Z'))).toBe(0);
    expect(await expireCorrections(on('2026-08-13T01:00:00Z'))).toBe(0);
    await readAll(id);
    expect(await expireCorrections(on('2026-08-12T14:00:00Z'))).toBe(0);
    expect(await expireCorrections(on('2026-08-13T01:00:00Z'))).toBe(1);
    expect(await stateOf('application', id)).toBe('expired');
    expect(await kinds(id)).toContain('correction_expired');
  });
});

describe('a case in force', () => {
  let year: OutcomeYear;
  beforeAll(async () => {
    year = await makeOutcomeYear(db.owner);
  });

  it('fails the interim check two weeks after a report that was asked for did not come', async () => {
    const officer = await makeStaff(db.owner, 'officer');
    const made = await makeRunningCase(db.owner, year, { completion: 'not_due' });
    await scheduleInterim(officer(), { applicationId: made.id, dueOn: '2026-11-20' });
    await readAll(made.id);
    expect(await missInterimReports(on('2026-12-03T01:00:00Z'))).toBe(0);
    expect(await missInterimReports(on('2026-12-04T01:00:00Z'))).toBe(1);
    expect(await stateOf('interim_check', made.id)).toBe('failed');
    expect(await kinds(made.id)).toContain('interim_missed');
  });

  it('reviews a settlement on file, and marks money back as overdue, but not while the case stands still', async () => {
    const made = await makeRunningCase(db.owner, year);
    const held = await makeRunningCase(db.owner, year);
    for (const { id, firmId, agreementId } of [made, held]) {
      await db.owner(`delete from settlement where application_id = $1`, [id]);
      await db.owner(`insert into settlement (application_id, firm_id, agreement_id, state, due_on, state_since) values ($1, $2, $3, 'queried', '2026-12-01', '2026-11-10')`, [id, firmId, agreementId]);
      await db.owner(`insert into recovery (application_id, firm_id, agreement_id, state, source, facts, amount_won, due_on) values ($1, $2, $3, 'demanded', 'settlement', 'x', 1000, '2026-12-01')`, [id, firmId, agreementId]);
      await db.owner(`insert into notice (kind, path, subject_type, subject_id, application_id, read_at, created_at, recipient_email) values ('settlement_queried', '/', 'application', $1, $1, now(), '2026-11-10', 'x@test.example')`, [id]);
    }
    await db.owner(`insert into hold (firm_id, application_id, state, scope, cause_code) values ($1, $2, 'active', 'all', 'inspection')`, [held.firmId, held.id]);
    const next = on('2026-12-02T01:00:00Z');
    expect([await reviewOnFile(next), await markOverdueRecoveries(next)]).toEqual([1, 1]);
    expect([await stateOf('settlement', made.id), await stateOf('recovery', made.id)]).toEqual(['accountant_review', 'overdue']);
    expect([await stateOf('settlement', held.id), await stateOf('recovery', held.id)]).toEqual(['queried', 'demanded']);
  });
});

describe('a rule over many rows', () => {
  it('goes on after a row that fails, looks at each once, and names what failed at the end', async () => {
    const rows = Array.from({ length: 450 }, (_, index) => ({ id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}` }));
    const seen: string[] = [];
    const run = forEachRow(
      on('2026-08-01T00:00:00Z'),
      async (_tx, { except, limit }) => rows.filter(({ id }) => !except.includes(id)).slice(0, limit),
      async (_tx, { id }) => {
        seen.push(id);
        if (id === rows[3]?.id) throw new Error('moved meanwhile');
        return true;
      },
    );
    await expect(run).rejects.toThrow('1 rows failed, 449 were done');
    expect(new Set(seen).size).toBe(450);
  });

  it('all of them run in one night', async () => {
    expect(await runDailyDeadlines(new Date('2027-06-01T00:00:00Z'))).toMatchObject({ expireDrafts: expect.any(Number) as number, releaseEndedOffers: expect.any(Number) as number });
  });
});

describe('a reason that is kept as a code', () => {
  it('is written in the language of the reader', () => {
    const reasonOf = (locale: 'ko' | 'en') => previewNotice('assignment_declined', { firmName: 'A', consultantName: 'B', reasonCode: 'decline.distance' }, locale).facts.map((fact) => fact.value);
    expect(reasonOf('en')).toContain('Too far away');
    expect(reasonOf('ko')).toContain('거리가 멂');
  });
});
