import { describe, expect, it } from 'vitest';
import { systemContext } from '#app/services/notices/system-context.ts';
import { amendVisit } from '#app/services/visits/amend-visit.ts';
import { closeVisitWindows } from '#app/services/visits/close-visit-windows.ts';
import { confirmVisit } from '#app/services/visits/confirm-visit.ts';
import { disputeVisit } from '#app/services/visits/dispute-visit.ts';
import { getAmendForm, getVisitForm, listVisitFirms } from '#app/services/visits/get-visit-form.ts';
import { getVisit } from '#app/services/visits/get-visit.ts';
import { listVisitsPage } from '#app/services/visits/list-visits.ts';
import { logVisit } from '#app/services/visits/log-visit.ts';
import { acceptVisit, upholdDispute } from '#app/services/visits/rule-visit.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { createActiveAssignment, visitLogOf, type ActiveAssignment } from '#tests/factories/visit.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
const EVENING = '2026-08-04T09:00:00Z';
const NEXT_DAY = '2026-08-05T01:00:00Z';

async function makeLogged(): Promise<ActiveAssignment & { visitId: string }> {
  const made = await createActiveAssignment(db.owner);
  const { visitId } = await logVisit(contextOf(made.consultant.actor, EVENING), visitLogOf(made.applicationId, { tasks: [{ id: made.taskIds[0] ?? '', touched: true, progress: 30 }] }));
  return { ...made, visitId };
}

const usedOf = async (assignmentId: string) => (await db.owner<{ used_days_half: number }>('select used_days_half from assignment where id = $1', [assignmentId]))[0]?.used_days_half;

describe('the firm’s answer to a visit log', () => {
  it('confirms once, by a representative or manager, and tells the consultant', async () => {
    const { visitId, manager, consultant } = await makeLogged();
    await confirmVisit(contextOf(manager.actor, NEXT_DAY), { visitId, version: 1, satisfaction: 5, note: 'Good.' });
    const shown = await getVisit(contextOf(consultant.actor, NEXT_DAY), visitId);
    expect(shown.visit).toMatchObject({ state: 'firm_confirmed', confirmMethod: 'portal', firmConfirmedByName: manager.actor.name, version: 2 });
    expect(shown.answers).toMatchObject([{ outcome: 'confirmed', name: manager.actor.name, satisfaction: 5 }]);
    expect(await db.owner(`select 1 from notice where kind = 'visit_confirmed' and subject_id = $1 and recipient_id = $2`, [visitId, consultant.userId])).toHaveLength(1);
    await expect(confirmVisit(contextOf(manager.actor, NEXT_DAY), { visitId, version: 2, satisfaction: null, note: null })).rejects.toMatchObject({ code: 'transition_not_allowed' });
    const page = await listVisitsPage(contextOf(consultant.actor, NEXT_DAY), { view: 'confirmed' });
    expect(page.manDays).toMatchObject([{ used: 1, confirmed: 1 }]);
  });

  it('is refused to helpers, the shop floor, the consultant and other firms, and on an old version', async () => {
    const { visitId, helper, shopFloor, consultant, manager } = await makeLogged();
    const stranger = (await createFirm(db.owner)).representative;
    const given = { visitId, version: 1, satisfaction: null, note: null };
    await expect(confirmVisit(contextOf(helper.actor, NEXT_DAY), given)).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(confirmVisit(contextOf(shopFloor.actor, NEXT_DAY), given)).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(confirmVisit(contextOf(consultant.actor, NEXT_DAY), given)).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(confirmVisit(contextOf(stranger.actor, NEXT_DAY), given)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getVisit(contextOf(stranger.actor, NEXT_DAY), visitId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(confirmVisit(contextOf(manager.actor, NEXT_DAY), { ...given, version: 7 })).rejects.toMatchObject({ code: 'stale_version' });
    expect((await getVisit(contextOf(helper.actor, NEXT_DAY), visitId)).can).toMatchObject({ confirm: false, dispute: false });
  });

  it('counts silence after five working days as no dispute, once the firm was told', async () => {
    const { visitId, firm } = await makeLogged();
    await db.owner(`update notice set read_at = now() where kind = 'visit_logged' and subject_id = $1 and recipient_id = $2`, [visitId, firm.representative.userId]);
    await closeVisitWindows(systemContext(new Date('2026-08-11T05:00:00Z'), 'test'));
    expect((await getVisit(contextOf(firm.representative.actor, NEXT_DAY), visitId)).visit.state).toBe('logged');
    await closeVisitWindows(systemContext(new Date('2026-08-12T05:00:00Z'), 'test'));
    expect((await getVisit(contextOf(firm.representative.actor, NEXT_DAY), visitId)).visit).toMatchObject({ state: 'not_disputed', confirmMethod: 'silence' });
  });
});

describe('a disputed visit', () => {
  it('goes back to the consultant, whose amended log keeps the first content', async () => {
    const { visitId, firm, consultant, assignmentId, taskIds } = await makeLogged();
    const boss = contextOf(firm.representative.actor, NEXT_DAY);
    await expect(disputeVisit(boss, { visitId, version: 1, items: [], reason: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(disputeVisit(boss, { visitId, version: 1, items: ['days'], reason: ' ' })).rejects.toMatchObject({ code: 'reason_required' });
    await disputeVisit(boss, { visitId, version: 1, items: ['days', 'time'], reason: 'It was the morning only.' });
    expect((await getVisit(boss, visitId)).visit).toMatchObject({ state: 'disputed', disputeItems: ['days', 'time'] });
    expect(await db.owner(`select 1 from notice where kind = 'visit_disputed' and subject_id = $1 and recipient_id = $2`, [visitId, consultant.userId])).toHaveLength(1);

    const form = await getAmendForm(contextOf(consultant.actor, NEXT_DAY), visitId);
    expect(form.defaults).toMatchObject({ startTime: '09:30', endTime: '16:00', manDays: '1', attendees: 'Lee Seojun (production)\nKim Haneul' });
    const amended = { ...visitLogOf(''), visitId, version: 2, endTime: '12:30', manDays: null, reason: 'The afternoon was another firm.', tasks: [{ id: taskIds[1] ?? '', touched: true, progress: null }] };
    await expect(amendVisit(contextOf(consultant.actor, NEXT_DAY), { ...amended, reason: '' })).rejects.toMatchObject({ code: 'reason_required' });
    await expect(amendVisit(contextOf(consultant.actor, NEXT_DAY), { ...amended, version: 1 })).rejects.toMatchObject({ code: 'stale_version' });
    expect(await amendVisit(contextOf(consultant.actor, NEXT_DAY), amended)).toMatchObject({ dueOn: '2026-08-12' });
    const shown = await getVisit(boss, visitId);
    expect(shown.visit).toMatchObject({ state: 'logged', manDaysHalf: 1, version: 3 });
    expect(shown.revisions).toMatchObject([{ number: 1, reason: 'The afternoon was another firm.', content: { manDaysHalf: 2, tasks: [{ planTaskId: taskIds[0] }] } }]);
    expect(shown.tasks.map((task) => task.planTaskId)).toEqual([taskIds[1]]);
    expect(await usedOf(assignmentId)).toBe(1);
    await expect(getAmendForm(contextOf(consultant.actor, NEXT_DAY), visitId)).rejects.toMatchObject({ code: 'not_your_turn' });
  });

  it('is void when an officer upholds the dispute; days and time are free again', async () => {
    const { visitId, firm, consultant, assignmentId, applicationId } = await makeLogged();
    const officer = await createPerson(db.owner, 'officer');
    await disputeVisit(contextOf(firm.representative.actor, NEXT_DAY), { visitId, version: 1, items: ['not_held'], reason: 'Nobody came.' });
    await expect(upholdDispute(contextOf(firm.representative.actor, NEXT_DAY), { visitId, version: 2, reason: 'x' })).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(upholdDispute(contextOf(officer.actor, NEXT_DAY), { visitId, version: 2, reason: '' })).rejects.toMatchObject({ code: 'reason_required' });
    await upholdDispute(contextOf(officer.actor, NEXT_DAY), { visitId, version: 2, reason: 'The gate record shows no visit.' });
    expect(await usedOf(assignmentId)).toBe(0);
    expect((await getVisit(contextOf(officer.actor, NEXT_DAY), visitId)).visit.state).toBe('void');
    await logVisit(contextOf(consultant.actor, NEXT_DAY), visitLogOf(applicationId));
    expect(await db.owner(`select recipient_id from notice where kind = 'visit_voided' and subject_id = $1`, [visitId])).toHaveLength(3);
  });

  it('is accepted by an officer after the firm confirmed', async () => {
    const { visitId, manager } = await makeLogged();
    const officer = await createPerson(db.owner, 'officer');
    await expect(acceptVisit(contextOf(officer.actor, NEXT_DAY), { visitId, version: 1 })).rejects.toMatchObject({ code: 'transition_not_allowed' });
    await confirmVisit(contextOf(manager.actor, NEXT_DAY), { visitId, version: 1, satisfaction: null, note: null });
    await acceptVisit(contextOf(officer.actor, NEXT_DAY), { visitId, version: 2 });
    expect((await getVisit(contextOf(officer.actor, NEXT_DAY), visitId)).visit).toMatchObject({ state: 'accepted', acceptedBy: officer.userId });
  });
});

describe('the form of a visit log', () => {
  it('knows the firms, the tasks with the progress last stated, and from which day a reason is needed', async () => {
    const { consultant, applicationId, firm, taskIds, visitId } = await makeLogged();
    expect(await listVisitFirms(contextOf(consultant.actor, NEXT_DAY))).toMatchObject([{ applicationId, firmName: firm.name, agreed: 25, used: 1, number: 2 }]);
    const form = await getVisitForm(contextOf(consultant.actor, NEXT_DAY), applicationId);
    expect(form).toMatchObject({ today: '2026-08-05', freeFrom: '2026-07-31', tasks: [{ id: taskIds[0], progressPercent: 30 }, { id: taskIds[1], progressPercent: 0 }], recent: [{ id: visitId }] });
    const other = await createActiveAssignment(db.owner);
    await expect(getVisitForm(contextOf(consultant.actor, NEXT_DAY), other.applicationId)).rejects.toMatchObject({ code: 'not_found' });
  });
});
