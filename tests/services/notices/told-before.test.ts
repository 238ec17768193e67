import { describe, expect, it } from 'vitest';
import { toldBefore } from '#app/services/notices/told-before.ts';
import { createTwoCases } from '#tests/routes/two-cases.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeSomebody } from './arrange.ts';

const db = useDatabase();

describe('who will be told', () => {
  it('is listed before a step, each person once, as the step then tells them', async () => {
    const { own, people } = await createTwoCases(db.owner);
    const ctx = contextOf(people.representative.actor, '2026-08-14T05:30:00Z');
    const submit = await toldBefore(ctx, 'submit_application', own.ids.application);
    expect(submit.people.map(({ duty }) => duty)).toEqual(expect.arrayContaining(['representative']));
    expect(submit.people.some(({ duty }) => duty === 'officer')).toBe(true);
    expect(submit.letter?.paragraphs.join(' ')).toContain('2026-08-31');
    const plan = await toldBefore(ctx, 'sign_plan', own.ids.application);
    expect(plan.people).toEqual([{ name: people.consultant.actor.name, duty: 'consultant' }]);
    const visit = await toldBefore(contextOf(people.consultant.actor, '2026-08-14T05:30:00Z'), 'log_visit', own.ids.application);
    expect(visit.people.every(({ duty }) => duty === 'representative' || duty === 'manager')).toBe(true);
    expect(visit.letter).toBeNull();
    const stranger = await makeSomebody(db, 'manager');
    await expect(toldBefore(stranger, 'sign_plan', own.ids.application)).rejects.toThrow('not_found');
  });
});
