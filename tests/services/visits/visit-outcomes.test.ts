import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/accounts/actor.ts';
import { receiveFile } from '#app/services/documents/receive-file.ts';
import { endAssignments } from '#app/services/assignments/end-assignments.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { agreeVisit, proposeOtherTime } from '#app/services/visits/answer-plan.ts';
import { cancelVisit } from '#app/services/visits/cancel-visit.ts';
import { checkIn } from '#app/services/visits/check-in.ts';
import { getLogForm } from '#app/services/visits/get-visit-form.ts';
import { getPlanForm } from '#app/services/visits/get-plan-form.ts';
import { getVisit } from '#app/services/visits/get-visit.ts';
import { listVisitsAhead } from '#app/services/visits/list-ahead.ts';
import { listVisitsPage } from '#app/services/visits/list-visits.ts';
import { logVisit } from '#app/services/visits/log-visit.ts';
import { planVisit, type VisitProposal } from '#app/services/visits/plan-visit.ts';
import { remindVisits } from '#app/services/visits/remind-visits.ts';
import { reportNoShow } from '#app/services/visits/report-no-show.ts';
import { asWorker } from '#db/transaction.ts';
import { createConsultant } from '#tests/factories/consultants.ts';
import { jpegWithNotes } from '#tests/factories/files.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { createActiveAssignment, visitLogOf, type ActiveAssignment } from '#tests/factories/visit.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
/** Friday before the planned visit of Tuesday, 4 August 2026, 10:00 to 14:00. */
const BEFORE = '2026-07-31T02:00:00Z';
const ON_SPOT = '2026-08-04T01:10:00Z';
const WAITED = '2026-08-04T01:30:00Z';
const AFTER = '2026-08-04T05:10:00Z';

const proposalOf = (assignmentId: string, changes: Partial<VisitProposal> = {}): VisitProposal => ({
  assignmentId, visitOn: '2026-08-04', startTime: '10:00', endTime: '14:00', placeKind: 'firm', placeText: null, kind: 'coaching', purpose: 'Changeover of press 2', taskIds: [], ...changes,
});
const stateOf = async (id: string) => (await db.owner<{ state: string; version: number }>('select state, version from visit where id = $1', [id]))[0];
const planned = async (given: ActiveAssignment, by: Actor, changes: Partial<VisitProposal> = {}) => (await planVisit(contextOf(by, BEFORE), proposalOf(given.assignmentId, changes))).visitId;
const toldOf = async (id: string, kind: string) => (await db.owner<{ recipient_id: string }>('select recipient_id from notice where subject_id = $1 and kind = $2', [id, kind])).map((row) => row.recipient_id).sort();

async function agreed(changes: Partial<VisitProposal> = {}, given?: ActiveAssignment) {
  const made = given ?? (await createActiveAssignment(db.owner));
  const visitId = await planned(made, made.consultant.actor, changes);
  await agreeVisit(contextOf(made.manager.actor, BEFORE), { visitId, version: 1 });
  return { ...made, visitId };
}

describe('what becomes of a planned visit', () => {
  it('is cancelled with code and reason, late within a day of an agreed start, and frees time and days', async () => {
    const made = await createActiveAssignment(db.owner);
    const early = await planned(made, made.consultant.actor);
    await expect(cancelVisit(contextOf(made.manager.actor, BEFORE), { visitId: early, version: 1, code: 'firm_busy', reason: ' ' })).rejects.toMatchObject({ code: 'reason_required' });
    expect(await cancelVisit(contextOf(made.manager.actor, BEFORE), { visitId: early, version: 1, code: 'firm_busy', reason: 'Audit' })).toMatchObject({ late: false });
    expect(await toldOf(early, 'visit_cancelled')).toEqual([made.consultant.userId]);
    const late = await agreed({}, made);
    expect(await cancelVisit(contextOf(made.consultant.actor, '2026-08-03T23:00:00Z'), { visitId: late.visitId, version: 2, code: 'illness', reason: 'Fever' })).toMatchObject({ late: true });
    expect((await getVisit(contextOf(made.manager.actor, AFTER), late.visitId)).visit).toMatchObject({ state: 'cancelled', cancelCode: 'illness', cancelText: 'Fever', isLateCancel: true });
    expect((await listVisitsPage(contextOf(made.consultant.actor, AFTER), { view: 'all' })).manDays[0]).toMatchObject({ planned: 0, left: 25 });
  });

  it('of confirming and cancelling at once, one wins', async () => {
    const made = await createActiveAssignment(db.owner);
    const visitId = await planned(made, made.consultant.actor);
    const results = await Promise.allSettled([agreeVisit(contextOf(made.manager.actor, BEFORE), { visitId, version: 1 }), cancelVisit(contextOf(made.consultant.actor, BEFORE), { visitId, version: 1, code: 'other', reason: 'x' })]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'stale_version' } });
  });

  it('is missed when the firm is absent for half an hour: with note and photo, the officers are told', async () => {
    const officer = await createPerson(db.owner, 'officer');
    const { visitId, consultant, manager } = await agreed();
    const report = { visitId, version: 2, note: 'Gate closed, nobody answered the phone.' };
    await expect(reportNoShow(contextOf(consultant.actor, ON_SPOT), report)).rejects.toMatchObject({ code: 'conflict', fields: { note: [expect.any(String)] } });
    await expect(reportNoShow(contextOf(consultant.actor, WAITED), { ...report, note: ' ' })).rejects.toMatchObject({ code: 'reason_required' });
    await reportNoShow(contextOf(consultant.actor, WAITED), report, [await receiveFile(Readable.from([Buffer.from(jpegWithNotes({ orientation: 1, width: 10, height: 10, note: 'GPS', tail: '' }))]), 'gate.jpg')]);
    const shown = await getVisit(contextOf(manager.actor, WAITED), visitId);
    expect(shown.visit).toMatchObject({ state: 'no_show', absentSide: 'firm', absentNote: report.note });
    expect(shown.photos).toHaveLength(1);
    expect(await toldOf(visitId, 'visit_firm_absent')).toContain(officer.userId);
  });

  it('is missed when the consultant is absent, but not after the arrival', async () => {
    const first = await agreed();
    await reportNoShow(contextOf(first.manager.actor, WAITED), { visitId: first.visitId, version: 2, note: 'Nobody came.' });
    expect((await getVisit(contextOf(first.consultant.actor, WAITED), first.visitId)).visit).toMatchObject({ state: 'no_show', absentSide: 'consultant' });
    const second = await agreed();
    await checkIn(contextOf(second.consultant.actor, ON_SPOT), { visitId: second.visitId, version: 2 });
    await expect(reportNoShow(contextOf(second.manager.actor, WAITED), { visitId: second.visitId, version: 3, note: 'Nobody came.' })).rejects.toMatchObject({ code: 'not_your_turn' });
    await reportNoShow(contextOf(second.consultant.actor, WAITED), { visitId: second.visitId, version: 3, note: 'Waited at the gate.' });
  });

  it('is called off with the assignment, and both sides read why', async () => {
    const made = await createActiveAssignment(db.owner);
    const open = await planned(made, made.consultant.actor, { visitOn: '2026-08-06' });
    const { visitId } = await agreed({}, made);
    const subject = { applicationId: made.applicationId, firmId: made.firm.id };
    await asWorker((tx) => endAssignments(tx, systemContext(new Date(BEFORE), 'test'), subject, 'application_withdrawn'));
    for (const id of [open, visitId]) {
      expect((await stateOf(id))?.state).toBe('cancelled');
      expect(await toldOf(id, 'visit_ended')).toEqual([made.firm.representative.userId, made.manager.userId, made.consultant.userId].sort());
    }
    await expect(planned(made, made.manager.actor)).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it('is overdue when nobody answered or logged; an unanswered one can no longer be agreed to, but moved', async () => {
    const made = await createActiveAssignment(db.owner);
    const open = await planned(made, made.consultant.actor);
    const second = await agreed({ startTime: '15:00', endTime: '16:00' }, made);
    expect((await listVisitsAhead(contextOf(made.consultant.actor, '2026-08-05T00:00:00Z'))).map(({ id, overdue }) => [id, overdue])).toEqual([[open, 'unanswered'], [second.visitId, 'not_logged']]);
    await expect(agreeVisit(contextOf(made.manager.actor, AFTER), { visitId: open, version: 1 })).rejects.toMatchObject({ code: 'expired' });
    await proposeOtherTime(contextOf(made.manager.actor, AFTER), { visitId: open, version: 1, visitOn: '2026-08-06', startTime: '10:00', endTime: '12:00' });
  });

  it('gives way to a log of the same firm at its time; an agreed one becomes that log', async () => {
    const made = await createActiveAssignment(db.owner);
    const open = await planned(made, made.consultant.actor);
    const done = await logVisit(contextOf(made.consultant.actor, AFTER), visitLogOf(made.applicationId, { startTime: '10:00', endTime: '12:00' }));
    expect(done.visitId).not.toBe(open);
    expect((await stateOf(open))?.state).toBe('cancelled');
    const second = await agreed({ startTime: '12:00', endTime: '14:00' }, made);
    expect(await logVisit(contextOf(made.consultant.actor, AFTER), visitLogOf(made.applicationId, { startTime: '12:00', endTime: '13:30' }))).toMatchObject({ visitId: second.visitId, number: 2 });
  });

  it('is logged once when the log arrives three times at once', async () => {
    const { visitId, consultant, applicationId, assignmentId } = await agreed();
    const log = visitLogOf(applicationId, { visitId, startTime: '10:00', endTime: '14:00' });
    const results = await Promise.allSettled([0, 1, 2].map(() => logVisit(contextOf(consultant.actor, AFTER, randomUUID()), log)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db.owner('select used_days_half from assignment where id = $1', [assignmentId])).toEqual([{ used_days_half: 1 }]);
  });

  it('warns the consultant of a journey that does not fit, and tells the firm nothing of it', async () => {
    const consultant = await createConsultant(db.owner);
    const [first, second] = [await createActiveAssignment(db.owner, { consultant }), await createActiveAssignment(db.owner, { consultant })];
    const regions = await db.owner<{ code: string }>('select code from region order by code limit 2');
    for (const [index, one] of [first, second].entries()) await db.owner('update firm set region_code = $2, factory_region_code = null where id = $1', [one.firm.id, regions[index]?.code]);
    await planned(first, consultant.actor);
    const visitId = await planned(second, consultant.actor, { startTime: '14:20', endTime: '16:00' });
    expect((await getVisit(contextOf(consultant.actor, BEFORE), visitId)).journeys).toEqual([{ firmName: first.firm.name, side: 'before', minutes: 20 }]);
    expect((await getVisit(contextOf(second.manager.actor, BEFORE), visitId)).journeys).toEqual([]);
    expect((await getPlanForm(contextOf(second.manager.actor, BEFORE), second.assignmentId)).form?.diary).toEqual([]);
    expect((await getPlanForm(contextOf(consultant.actor, BEFORE), second.assignmentId)).form?.diary).toHaveLength(2);
  });

  it('is announced on the working day before, once for each day', async () => {
    const { visitId, consultant, manager } = await agreed();
    const remind = (now: string) => remindVisits(systemContext(new Date(now), 'test'));
    await remind('2026-07-31T00:00:00Z');
    await remind('2026-08-01T00:00:00Z');
    expect(await toldOf(visitId, 'visit_soon')).toEqual([]);
    await remind('2026-08-03T00:00:00Z');
    await remind('2026-08-03T03:00:00Z');
    expect(await toldOf(visitId, 'visit_soon')).toHaveLength(3);
    await proposeOtherTime(contextOf(manager.actor, '2026-08-03T04:00:00Z'), { visitId, version: 2, visitOn: '2026-08-10', startTime: '10:00', endTime: '12:00' });
    await agreeVisit(contextOf(consultant.actor, '2026-08-03T05:00:00Z'), { visitId, version: 3 });
    // A Monday is announced on the Friday before.
    await remind('2026-08-07T00:00:00Z');
    expect(await toldOf(visitId, 'visit_soon')).toHaveLength(6);
  });
});

describe('the states of a visit', () => {
  const made = { planned: async () => { const one = await createActiveAssignment(db.owner); return { ...one, visitId: await planned(one, one.consultant.actor) }; }, confirmed: () => agreed() };
  const END = { cancelled: 'cancel', no_show: 'report_no_show', logged: 'log' } as const;

  it.each(Object.keys(END) as (keyof typeof END)[])('%s leaves nothing of planning open', async (state) => {
    const { visitId, consultant, manager, applicationId } = await made.confirmed();
    if (state === 'cancelled') await cancelVisit(contextOf(consultant.actor, BEFORE), { visitId, version: 2, code: 'other', reason: 'x' });
    else if (state === 'no_show') await reportNoShow(contextOf(consultant.actor, WAITED), { visitId, version: 2, note: 'x' });
    else await logVisit(contextOf(consultant.actor, AFTER), visitLogOf(applicationId, { visitId, startTime: '10:00', endTime: '14:00' }));
    const { version = 0 } = (await stateOf(visitId)) ?? {};
    const tries = [
      () => agreeVisit(contextOf(manager.actor, AFTER), { visitId, version }),
      () => proposeOtherTime(contextOf(manager.actor, AFTER), { visitId, version, visitOn: '2026-08-20', startTime: '10:00', endTime: '12:00' }),
      () => cancelVisit(contextOf(consultant.actor, AFTER), { visitId, version, code: 'other', reason: 'x' }),
      () => checkIn(contextOf(consultant.actor, AFTER), { visitId, version }),
      () => reportNoShow(contextOf(consultant.actor, AFTER), { visitId, version, note: 'x' }),
      () => logVisit(contextOf(consultant.actor, AFTER), visitLogOf(applicationId, { visitId, startTime: '15:00', endTime: '16:00', visitOn: '2026-08-03' })),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: expect.stringMatching(/^(transition_not_allowed|not_your_turn)$/) });
    expect((await stateOf(visitId))?.state).toBe(state);
  });

  it('planned has neither arrival, absence nor log', async () => {
    const { visitId, consultant, manager, applicationId } = await made.planned();
    for (const attempt of [
      () => checkIn(contextOf(consultant.actor, ON_SPOT), { visitId, version: 1 }),
      () => reportNoShow(contextOf(manager.actor, WAITED), { visitId, version: 1, note: 'x' }),
      () => logVisit(contextOf(consultant.actor, AFTER), visitLogOf(applicationId, { visitId, startTime: '10:00', endTime: '14:00' })),
    ]) await expect(attempt()).rejects.toMatchObject({ code: expect.stringMatching(/^(transition_not_allowed|not_your_turn)$/) });
  });

  it('of another consultant are not found', async () => {
    const { visitId } = await made.confirmed();
    const stranger = await createConsultant(db.owner);
    await expect(checkIn(contextOf(stranger.actor, ON_SPOT), { visitId, version: 2 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getLogForm(contextOf(stranger.actor, AFTER), visitId)).rejects.toMatchObject({ code: 'not_found' });
  });
});
