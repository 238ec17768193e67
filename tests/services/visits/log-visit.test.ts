import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { receiveFile } from '#app/services/documents/receive-file.ts';
import { incomingFolder } from '#app/services/documents/storage.ts';
import { getVisit } from '#app/services/visits/get-visit.ts';
import { listVisitsPage } from '#app/services/visits/list-visits.ts';
import { logVisit } from '#app/services/visits/log-visit.ts';
import { jpegWithNotes, pdfOf } from '#tests/factories/files.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { createActiveAssignment, visitLogOf } from '#tests/factories/visit.ts';
import { createConsultant } from '#tests/factories/consultants.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
const EVENING = '2026-08-04T09:00:00Z';

const visitsOf = (consultantId: string) => db.owner<{ id: string; state: string; number: number; man_days_half: number }>('select id, state, number, man_days_half from visit where consultant_id = $1 order by starts_at', [consultantId]);
const usedOf = async (assignmentId: string) => (await db.owner<{ used_days_half: number }>('select used_days_half from assignment where id = $1', [assignmentId]))[0]?.used_days_half;

describe('logging a visit', () => {
  it('keeps everything, takes the days off the agreed ones and asks the firm with a link', async () => {
    const { consultant, firm, manager, applicationId, assignmentId, taskIds } = await createActiveAssignment(db.owner);
    const [task = ''] = taskIds;
    const done = await logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId, { tasks: [{ id: task, touched: true, progress: 40 }] }));
    expect(done).toMatchObject({ number: 1, dueOn: '2026-08-11', late: false });
    expect(await usedOf(assignmentId)).toBe(2);
    const shown = await getVisit(contextOf(manager.actor, EVENING), done.visitId);
    expect(shown.visit).toMatchObject({
      state: 'logged',
      firmName: firm.name,
      consultantName: consultant.actor.name,
      attendees: [{ name: 'Lee Seojun', duty: 'production' }, { name: 'Kim Haneul', duty: null }],
      promises: ['Repeat at press 3', 'Record five changeovers'],
      manDaysHalf: 2,
    });
    expect(shown.tasks).toMatchObject([{ planTaskId: task, progressPercent: 40 }]);
    expect(shown).toMatchObject({ ruler: { used: 0, promised: 5 }, can: { confirm: true, dispute: true, amend: false } });
    const told = await db.owner<{ recipient_id: string; path: string }>(`select recipient_id, path from notice where kind = 'visit_logged' and subject_id = $1`, [done.visitId]);
    expect(told.map((row) => row.recipient_id).sort()).toEqual([firm.representative.userId, manager.userId].sort());
    expect(told[0]?.path).toBe(`/firm/visits/${done.visitId}`);
    expect(await db.owner(`select 1 from event where subject_id = $1 and action = 'log'`, [done.visitId])).toHaveLength(1);
  });

  it('takes half a day for up to four hours, and the days that are typed', async () => {
    const { consultant, applicationId, assignmentId } = await createActiveAssignment(db.owner);
    await logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId, { startTime: '09:00', endTime: '12:00' }));
    await logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId, { startTime: '13:00', endTime: '18:00', manDays: 0.5 }));
    expect(await usedOf(assignmentId)).toBe(2);
    expect((await visitsOf(consultant.consultantId)).map((visit) => visit.number)).toEqual([1, 2]);
  });

  it.each([
    [{ endTime: '09:00' }, 'endTime'],
    [{ endTime: '23:30', startTime: '09:00' }, 'endTime'],
    [{ visitOn: '2026-08-05' }, 'visitOn'],
    [{ manDays: 2 }, 'manDays'],
    [{ manDays: 0.7 }, 'manDays'],
    [{ attendees: ' \n - ' }, 'attendees'],
    [{ nextVisitOn: '2026-08-04' }, 'nextVisitOn'],
    [{ placeKind: 'elsewhere' as const }, 'placeText'],
    [{ tasks: [{ id: '018f0000-0000-7000-8000-000000000000', touched: true, progress: null }] }, 'tasks'],
  ])('refuses %j beside its field', async (changes, field) => {
    const { consultant, applicationId } = await createActiveAssignment(db.owner);
    await expect(logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId, changes))).rejects.toMatchObject({ code: 'invalid_input', fields: { [field]: [expect.any(String)] } });
    expect(await visitsOf(consultant.consultantId)).toHaveLength(0);
  });

  it('asks for the reason after three working days, and tells the officers', async () => {
    await createPerson(db.owner, 'officer');
    const { consultant, applicationId } = await createActiveAssignment(db.owner);
    // Friday is the third working day after Tuesday, Monday the fourth.
    await expect(logVisit(contextOf(consultant.actor, '2026-08-07T05:00:00Z'), visitLogOf(applicationId))).resolves.toMatchObject({ late: false });
    const late = visitLogOf(applicationId, { startTime: '17:00', endTime: '18:00' });
    await expect(logVisit(contextOf(consultant.actor, '2026-08-10T05:00:00Z'), late)).rejects.toMatchObject({ code: 'reason_required', fields: { lateReason: [expect.any(String)] } });
    const done = await logVisit(contextOf(consultant.actor, '2026-08-10T05:00:00Z'), { ...late, lateReason: 'The device was broken.' });
    expect(done.late).toBe(true);
    expect((await visitsOf(consultant.consultantId)).at(-1)).toMatchObject({ state: 'late_logged' });
    expect(await db.owner(`select 1 from notice where kind = 'visit_logged_late' and subject_id = $1`, [done.visitId])).not.toHaveLength(0);
  });

  it('names the other visit when times are shared, and lets visits follow at once', async () => {
    const consultant = await createConsultant(db.owner);
    const first = await createActiveAssignment(db.owner, { consultant });
    const second = await createActiveAssignment(db.owner, { consultant });
    await logVisit(contextOf(consultant.actor, EVENING), visitLogOf(first.applicationId, { startTime: '09:00', endTime: '12:00' }));
    const refused = logVisit(contextOf(consultant.actor, EVENING), visitLogOf(second.applicationId, { startTime: '11:30', endTime: '14:00' }));
    await expect(refused).rejects.toMatchObject({ code: 'overlap', details: { firmName: first.firm.name, from: '09:00', to: '12:00' } });
    await logVisit(contextOf(consultant.actor, EVENING), visitLogOf(second.applicationId, { startTime: '12:00', endTime: '14:00' }));
  });

  it('lets one of ten visits at the same time win, at two firms at once', async () => {
    const consultant = await createConsultant(db.owner);
    const firms = [await createActiveAssignment(db.owner, { consultant }), await createActiveAssignment(db.owner, { consultant })];
    const results = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => logVisit(contextOf(consultant.actor, EVENING), visitLogOf(firms[index % 2]?.applicationId ?? '', { startTime: `10:0${index}` }))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'overlap' });
    expect(await visitsOf(consultant.consultantId)).toHaveLength(1);
    expect(((await usedOf(firms[0]?.assignmentId ?? '')) ?? 0) + ((await usedOf(firms[1]?.assignmentId ?? '')) ?? 0)).toBe(2);
  });

  it('makes one visit of a log that is sent twice, with the same key and with the same device id', async () => {
    const { consultant, applicationId, assignmentId } = await createActiveAssignment(db.owner);
    const log = visitLogOf(applicationId, { deviceId: randomUUID() });
    const key = randomUUID();
    const once = await logVisit(contextOf(consultant.actor, EVENING, key), log);
    const replay = await logVisit(contextOf(consultant.actor, EVENING, key), log);
    const later = await logVisit(contextOf(consultant.actor, EVENING, randomUUID()), log);
    expect([replay.visitId, later.visitId]).toEqual([once.visitId, once.visitId]);
    const other = { ...log, deviceId: randomUUID(), startTime: '17:00', endTime: '17:30' };
    const together = await Promise.all([0, 1, 2].map(() => logVisit(contextOf(consultant.actor, EVENING, randomUUID()), other)));
    expect(new Set(together.map(({ visitId }) => visitId)).size).toBe(1);
    expect(await usedOf(assignmentId)).toBe(3);
    expect(await db.owner(`select 1 from notice where kind = 'visit_logged' and subject_id = $1`, [once.visitId])).toHaveLength(2);
  });

  it('stays within the agreed days', async () => {
    const { consultant, applicationId, assignmentId } = await createActiveAssignment(db.owner, { days: 1 });
    await logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId, { startTime: '09:00', endTime: '12:00' }));
    const more = logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId, { startTime: '12:00', endTime: '17:00' }));
    await expect(more).rejects.toMatchObject({ code: 'limit_exceeded', fields: { manDays: ['visits.error.over_budget|{"left":0.5}'] } });
    expect(await usedOf(assignmentId)).toBe(1);
  });

  it('is for the consultant of the case only', async () => {
    const { applicationId, manager, assignmentId, consultant } = await createActiveAssignment(db.owner);
    const stranger = await createConsultant(db.owner);
    await expect(logVisit(contextOf(stranger.actor, EVENING), visitLogOf(applicationId))).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(logVisit(contextOf(manager.actor, EVENING), visitLogOf(applicationId))).rejects.toMatchObject({ code: 'not_allowed' });
    await db.owner(`update assignment set state = 'handover', version = version + 1 where id = $1`, [assignmentId]);
    await expect(logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId))).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it('stores photos without their notes, and nothing when the log is refused', async () => {
    const { consultant, applicationId, manager } = await createActiveAssignment(db.owner);
    const photo = () => receiveFile(Readable.from([Buffer.from(jpegWithNotes({ orientation: 1, width: 10, height: 10, note: 'GPS', tail: '' }))]), 'press.jpg');
    await expect(logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId, { endTime: '09:00' }), [await photo()])).rejects.toMatchObject({ code: 'invalid_input' });
    const paper = await receiveFile(Readable.from([Buffer.from(pdfOf())]), 'press.pdf');
    await expect(logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId), [await photo(), paper])).rejects.toMatchObject({ code: 'file_refused' });
    const done = await logVisit(contextOf(consultant.actor, EVENING), visitLogOf(applicationId), [await photo(), await photo()]);
    expect((await getVisit(contextOf(manager.actor, EVENING), done.visitId)).photos).toMatchObject([{ fileName: 'press.jpg' }, { fileName: 'press.jpg' }]);
    expect(readdirSync(incomingFolder())).toHaveLength(0);
  });

  it('lists the consultant’s own visits by view, with the man-days of each firm', async () => {
    const consultant = await createConsultant(db.owner);
    const mine = await createActiveAssignment(db.owner, { consultant });
    const other = await createActiveAssignment(db.owner);
    await logVisit(contextOf(consultant.actor, EVENING), visitLogOf(mine.applicationId));
    await logVisit(contextOf(other.consultant.actor, EVENING), visitLogOf(other.applicationId));
    const page = await listVisitsPage(contextOf(consultant.actor, EVENING), { view: 'waiting' });
    expect(page.visits).toHaveLength(1);
    expect(page.counts).toMatchObject({ all: 1, waiting: 1, disputed: 0 });
    expect(page.manDays).toMatchObject([{ agreed: 25, used: 1, confirmed: 0, left: 24 }]);
    expect(page.manDays[0]?.kinds).toMatchObject([{ kind: 'diagnosis', used: 0 }, { kind: 'coaching', agreed: 20, used: 1 }, { kind: 'closing', agreed: 2 }]);
    expect((await listVisitsPage(contextOf(consultant.actor, EVENING), { view: 'disputed' })).visits).toHaveLength(0);
  });
});
