import { describe, expect, it } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { agreeVisit } from '#app/services/visits/answer-plan.ts';
import { getOwnCalendar, makeCalendarAddress, readCalendar, revokeCalendarAddress } from '#app/services/visits/calendar-feed.ts';
import { planVisit } from '#app/services/visits/plan-visit.ts';
import { createConsultant } from '#tests/factories/consultants.ts';
import { contextOf } from '#tests/factories/people.ts';
import { createActiveAssignment } from '#tests/factories/visit.ts';
import { useDatabase } from '#tests/support/database.ts';

await loadMessages('visits');
const db = useDatabase();
const NOW = new Date();
const on = new Date(NOW.getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
const visitor: Context = { actor: { userId: null, role: 'public', duty: 'visitor', firmId: null, consultantId: null, organisationId: null, name: '', locale: 'ko' }, now: NOW, requestId: 'test', idempotencyKey: null };

describe('the calendar address of a consultant', () => {
  it('shows the own proposed and agreed visits with firm and place, and nothing of persons', async () => {
    const made = await createActiveAssignment(db.owner);
    const other = await createActiveAssignment(db.owner);
    const plan = (one: typeof made, startTime: string, endTime: string) => planVisit(contextOf(one.consultant.actor, NOW), { assignmentId: one.assignmentId, visitOn: on, startTime, endTime, placeKind: 'firm', placeText: null, kind: 'coaching', purpose: 'Secret purpose', taskIds: [] });
    const first = await plan(made, '09:00', '10:00');
    await agreeVisit(contextOf(made.manager.actor, NOW), { visitId: first.visitId, version: 1 });
    const second = await plan(made, '13:00', '15:00');
    await plan(other, '09:00', '10:00');
    const { secret } = await makeCalendarAddress(contextOf(made.consultant.actor, NOW));
    const file = (await readCalendar(visitor, secret)).replaceAll('\r\n ', '');
    expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(file).toContain(`UID:${first.visitId}@`);
    expect(file).toContain(`UID:${second.visitId}@`);
    expect(file).toContain(made.firm.name);
    for (const hidden of [made.manager.actor.name, made.consultant.actor.name, 'Secret purpose', other.firm.name]) expect(file).not.toContain(hidden);
    expect(await db.owner('select 1 from calendar_feed where encode(secret_hash, $1) = $2', ['escape', secret])).toHaveLength(0);
  });

  it('stops to work when it is renewed or ended, and when the account is closed', async () => {
    const consultant = await createConsultant(db.owner);
    const ctx = contextOf(consultant.actor, NOW);
    const first = await makeCalendarAddress(ctx);
    const second = await makeCalendarAddress(ctx);
    await expect(readCalendar(visitor, first.secret)).rejects.toMatchObject({ code: 'not_found' });
    expect(await readCalendar(visitor, second.secret)).toContain('BEGIN:VCALENDAR');
    expect(await getOwnCalendar(ctx)).toEqual({ createdAt: NOW });
    await revokeCalendarAddress(ctx);
    await expect(readCalendar(visitor, second.secret)).rejects.toMatchObject({ code: 'not_found' });
    await expect(revokeCalendarAddress(ctx)).rejects.toMatchObject({ code: 'not_found' });
    const third = await makeCalendarAddress(ctx);
    await db.owner(`update app_user set status = 'disabled' where id = $1`, [consultant.userId]);
    await expect(readCalendar(visitor, third.secret)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is made by consultants only, and nothing is read under other words', async () => {
    const made = await createActiveAssignment(db.owner);
    await expect(makeCalendarAddress(contextOf(made.manager.actor, NOW))).rejects.toMatchObject({ code: 'not_allowed' });
    for (const word of ['', 'A'.repeat(43), "' or 1=1 --", '../etc']) await expect(readCalendar(visitor, word)).rejects.toMatchObject({ code: 'not_found' });
  });
});
