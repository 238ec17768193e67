import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/accounts/actor.ts';
import { agreeVisit, proposeOtherTime } from '#app/services/visits/answer-plan.ts';
import { checkIn } from '#app/services/visits/check-in.ts';
import { getLogForm } from '#app/services/visits/get-visit-form.ts';
import { getVisit } from '#app/services/visits/get-visit.ts';
import { listVisitsAhead } from '#app/services/visits/list-ahead.ts';
import { listVisitsPage } from '#app/services/visits/list-visits.ts';
import { logVisit } from '#app/services/visits/log-visit.ts';
import { planVisit, type VisitProposal } from '#app/services/visits/plan-visit.ts';
import { createConsultant } from '#tests/factories/consultants.ts';
import { contextOf } from '#tests/factories/people.ts';
import { createActiveAssignment, visitLogOf, type ActiveAssignment } from '#tests/factories/visit.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
/** Friday before the planned visit of Tuesday, 4 August 2026, 10:00 to 14:00. */
const BEFORE = '2026-07-31T02:00:00Z';
const ON_SPOT = '2026-08-04T01:10:00Z';
const AFTER = '2026-08-04T05:10:00Z';

const proposalOf = (assignmentId: string, changes: Partial<VisitProposal> = {}): VisitProposal => ({
  assignmentId, visitOn: '2026-08-04', startTime: '10:00', endTime: '14:00', placeKind: 'firm', placeText: null, kind: 'coaching', purpose: 'Changeover of press 2', taskIds: [], ...changes,
});
const stateOf = async (id: string) => (await db.owner<{ state: string; version: number }>('select state, version from visit where id = $1', [id]))[0];
const planned = async (given: ActiveAssignment, by: Actor, changes: Partial<VisitProposal> = {}) => (await planVisit(contextOf(by, BEFORE), proposalOf(given.assignmentId, changes))).visitId;
const toldOf = async (id: string, kind: string) => (await db.owner<{ recipient_id: string }>('select recipient_id from notice where subject_id = $1 and kind = $2', [id, kind])).map((row) => row.recipient_id).sort();

describe('planning a visit', () => {
  it('goes from the proposal over the answer and the arrival to a filled log and its confirmation by the firm', async () => {
    const made = await createActiveAssignment(db.owner);
    const { consultant, manager, firm, applicationId, taskIds } = made;
    const visitId = await planned(made, consultant.actor, { taskIds: taskIds.slice(0, 1) });
    expect(await stateOf(visitId)).toEqual({ state: 'planned', version: 1 });
    expect(await toldOf(visitId, 'visit_proposed')).toEqual([firm.representative.userId, manager.userId].sort());
    expect((await listVisitsAhead(contextOf(manager.actor, BEFORE)))[0]).toMatchObject({ id: visitId, mine: true, overdue: null });
    expect((await listVisitsPage(contextOf(consultant.actor, BEFORE), { view: 'all' })).manDays[0]).toMatchObject({ agreed: 25, used: 0, planned: 0.5, left: 24.5 });

    await expect(agreeVisit(contextOf(consultant.actor, BEFORE), { visitId, version: 1 })).rejects.toMatchObject({ code: 'not_your_turn' });
    await agreeVisit(contextOf(manager.actor, BEFORE), { visitId, version: 1 });
    await expect(checkIn(contextOf(consultant.actor, BEFORE), { visitId, version: 2 })).rejects.toMatchObject({ code: 'conflict' });
    await checkIn(contextOf(consultant.actor, ON_SPOT), { visitId, version: 2 });
    expect((await getVisit(contextOf(manager.actor, ON_SPOT), visitId)).plan?.can).toEqual({ agree: false, move: false, cancel: false, checkIn: false, log: false, noShow: false });

    const { defaults } = await getLogForm(contextOf(consultant.actor, AFTER), visitId);
    expect(defaults).toMatchObject({ visitOn: '2026-08-04', startTime: '10:10', endTime: '14:10', purpose: 'Changeover of press 2', manDays: '', tasks: [{ id: taskIds[0], touched: 'on' }, { id: taskIds[1], touched: '' }] });
    const done = await logVisit(contextOf(consultant.actor, AFTER), visitLogOf(applicationId, { visitId, startTime: '10:10', endTime: '14:10' }));
    expect(done).toMatchObject({ visitId, number: 1, late: false });
    expect((await stateOf(visitId))?.state).toBe('logged');
    expect((await listVisitsPage(contextOf(consultant.actor, AFTER), { view: 'all' })).manDays[0]).toMatchObject({ used: 0.5, planned: 0, left: 24.5 });
    const actions = await db.owner<{ action: string }>('select action from event where subject_id = $1 order by id', [visitId]);
    expect(actions.map(({ action }) => action)).toEqual(['propose', 'confirm', 'check_in', 'log']);
  });

  it('a firm proposes, the consultant proposes another time, and the firm agrees', async () => {
    const made = await createActiveAssignment(db.owner);
    const { consultant, manager, firm, taskIds } = made;
    const visitId = await planned(made, manager.actor, { taskIds });
    expect((await getVisit(contextOf(consultant.actor, BEFORE), visitId)).tasks).toHaveLength(2);
    const other = { visitId, version: 1, visitOn: '2026-08-05', startTime: '13:00', endTime: '17:00' };
    await proposeOtherTime(contextOf(consultant.actor, BEFORE), other);
    expect(await stateOf(visitId)).toEqual({ state: 'planned', version: 2 });
    expect(await toldOf(visitId, 'visit_moved')).toEqual([firm.representative.userId, manager.userId].sort());
    await expect(agreeVisit(contextOf(manager.actor, BEFORE), { visitId, version: 1 })).rejects.toMatchObject({ code: 'stale_version' });
    await agreeVisit(contextOf(firm.representative.actor, BEFORE), { visitId, version: 2 });
    expect((await getVisit(contextOf(manager.actor, BEFORE), visitId)).visit).toMatchObject({ state: 'confirmed', visitOn: '2026-08-05' });
    // An agreed visit may be moved as well, and is open again.
    await proposeOtherTime(contextOf(manager.actor, BEFORE), { ...other, version: 3, visitOn: '2026-08-06' });
    expect(await stateOf(visitId)).toEqual({ state: 'planned', version: 4 });
  });

  it.each([
    [{ endTime: '10:00' }, 'endTime'],
    [{ startTime: '08:00', endTime: '21:00' }, 'endTime'],
    [{ visitOn: '2026-07-30' }, 'visitOn'],
    [{ visitOn: '2027-09-01' }, 'visitOn'],
    [{ placeKind: 'elsewhere' as const }, 'placeText'],
    [{ taskIds: [randomUUID()] }, 'taskIds'],
  ])('refuses %j beside its field', async (changes, field) => {
    const made = await createActiveAssignment(db.owner);
    await expect(planned(made, made.consultant.actor, changes)).rejects.toMatchObject({ code: 'invalid_input', fields: { [field]: [expect.any(String)] } });
  });

  it('is refused to strangers, to readers of the firm and beyond the agreed days', async () => {
    const made = await createActiveAssignment(db.owner, { days: 1 });
    const stranger = await createConsultant(db.owner);
    await expect(planned(made, stranger.actor)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(planned(made, made.shopFloor.actor)).rejects.toMatchObject({ code: 'not_your_turn' });
    await planned(made, made.consultant.actor);
    await planned(made, made.consultant.actor, { visitOn: '2026-08-06' });
    await expect(planned(made, made.manager.actor, { visitOn: '2026-08-07' })).rejects.toMatchObject({ code: 'limit_exceeded', fields: { endTime: [expect.any(String)] } });
  });

  it('names the other visit to the consultant, and to a firm only that the consultant is busy', async () => {
    const consultant = await createConsultant(db.owner);
    const [first, second] = [await createActiveAssignment(db.owner, { consultant }), await createActiveAssignment(db.owner, { consultant })];
    await planned(first, consultant.actor);
    await expect(planned(second, consultant.actor, { startTime: '13:00', endTime: '15:00' })).rejects.toMatchObject({ code: 'overlap', details: { firmName: first.firm.name } });
    const refused = await planned(second, second.manager.actor, { startTime: '13:00', endTime: '15:00' }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'overlap', fields: { startTime: ['visits.error.consultant_busy'] } });
    expect(JSON.stringify(refused)).not.toContain(first.firm.name);
    await planned(second, second.manager.actor, { startTime: '14:00', endTime: '15:00' });
  });

  it('takes one of ten proposals for the same time, whoever sends them', async () => {
    const consultant = await createConsultant(db.owner);
    const made = [await createActiveAssignment(db.owner, { consultant }), await createActiveAssignment(db.owner, { consultant })];
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => {
        const one = made[index % 2] as ActiveAssignment;
        return planned(one, index % 4 < 2 ? consultant.actor : one.manager.actor, { startTime: `10:0${index}` });
      }),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'overlap' });
    expect(await db.owner('select 1 from visit where consultant_id = $1', [consultant.consultantId])).toHaveLength(1);
  });

  it('is one visit when the same form arrives three times at once', async () => {
    const made = await createActiveAssignment(db.owner);
    const key = randomUUID();
    const results = await Promise.all([0, 1, 2].map(() => planVisit(contextOf(made.consultant.actor, BEFORE, key), proposalOf(made.assignmentId))));
    expect(new Set(results.map(({ visitId }) => visitId)).size).toBe(1);
  });
});
