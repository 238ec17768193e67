import { beforeAll, describe, expect, test } from 'vitest';
import { saveAnswers } from '#app/services/applications/save-answers.ts';
import { createProgrammeYear, storedAnswers } from '#tests/factories/application.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { contextOf, createPerson, type Person } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const owner: typeof database.owner = (text, values) => database.owner(text, values);

async function firmAndBoss(): Promise<{ boss: Person; manager: Person }> {
  const firm = await createFirm(owner);
  return { boss: firm.representative, manager: await createPerson(owner, 'manager', { firmId: firm.id }) };
}

describe('saving answers', () => {
  beforeAll(() => createProgrammeYear(owner));

  test('the first words of one person are not overwritten by another who opened the page before', async () => {
    const { boss, manager } = await firmAndBoss();
    await saveAnswers(contextOf(boss.actor), [{ questionId: 'main_products', raw: '대표의 글', revision: 0 }]);
    const { saved } = await saveAnswers(contextOf(manager.actor), [{ questionId: 'main_products', raw: '담당자의 글', revision: 0 }]);
    expect(saved).toMatchObject([{ status: 'stale', value: '대표의 글', byName: boss.actor.name }]);
  });

  test('what the start has prefilled was on the page before and may be written over', async () => {
    const { boss, manager } = await firmAndBoss();
    await saveAnswers(contextOf(boss.actor), [{ questionId: 'main_products', raw: '대표의 글', revision: 0 }]);
    const { saved } = await saveAnswers(contextOf(manager.actor), [{ questionId: 'employees', raw: '43', revision: 0 }]);
    expect(saved).toMatchObject([{ status: 'saved', value: 43, revision: 2 }]);
  });

  test('a window whose answer got lost goes on from its own words, and what arrives late is not put over them', async () => {
    const { boss, manager } = await firmAndBoss();
    const writer = crypto.randomUUID();
    const write = (raw: string, revision: number, sequence: number, from = writer, person = boss) => saveAnswers(contextOf(person.actor), [{ questionId: 'address', raw, revision, written: { writer: from, sequence } }]);
    const first = await write('하나로 1', 0, 10);
    expect(first.saved).toMatchObject([{ status: 'saved', value: '하나로 1', revision: 1 }]);
    expect((await write('하나로 12', 0, 11)).saved).toMatchObject([{ status: 'saved', value: '하나로 12', revision: 2 }]);
    expect((await write('하나로 12', 0, 11)).saved).toMatchObject([{ status: 'saved', value: '하나로 12', revision: 2 }]);
    expect((await write('하나로 1', 0, 10)).saved).toMatchObject([{ status: 'saved', value: '하나로 12', revision: 2 }]);
    expect((await write('하나로', 2, 9)).saved).toMatchObject([{ status: 'saved', value: '하나로 12', revision: 2 }]);
    // Another window of the same person, and another person who borrows the name of the window, saw less.
    expect((await write('둘로 2', 1, 12, crypto.randomUUID())).saved).toMatchObject([{ status: 'stale', value: '하나로 12' }]);
    expect((await write('셋로 3', 1, 12, writer, manager)).saved).toMatchObject([{ status: 'stale', value: '하나로 12' }]);
    expect((await write('셋로 3', 2, 1, crypto.randomUUID(), manager)).saved).toMatchObject([{ status: 'saved', revision: 3 }]);
    expect((await write('하나로 123', 2, 13)).saved).toMatchObject([{ status: 'stale', value: '셋로 3', byName: manager.actor.name }]);
    // Without scripts nobody says which window it is.
    expect((await saveAnswers(contextOf(boss.actor), [{ questionId: 'address', raw: '넷로 4', revision: 3 }])).saved).toMatchObject([{ status: 'saved', revision: 4 }]);
    expect((await saveAnswers(contextOf(boss.actor), [{ questionId: 'address', raw: '다섯로 5', revision: 4 }])).saved).toMatchObject([{ status: 'saved', revision: 5 }]);
  });

  test('two saves of one window at once leave the later words, whichever comes first', async () => {
    const { boss } = await firmAndBoss();
    const writer = crypto.randomUUID();
    const { applicationId } = await saveAnswers(contextOf(boss.actor), [{ questionId: 'address', raw: '길 0', revision: 0, written: { writer, sequence: 1 } }]);
    for (let round = 1; round <= 6; round += 1) {
      const texts = [2, 3, 4].map((step) => ({ raw: `길 ${round}.${step}`, written: { writer, sequence: round * 10 + step } }));
      const replies = await Promise.all(texts.sort(() => (round % 2 === 0 ? -1 : 1)).map((entry) => saveAnswers(contextOf(boss.actor), [{ questionId: 'address', revision: 1, ...entry }])));
      expect(replies.flatMap((reply) => reply.saved.map((one) => one.status))).toEqual(['saved', 'saved', 'saved']);
      expect((await storedAnswers(owner, applicationId))['address']).toBe(`길 ${round}.4`);
    }
  });
});
