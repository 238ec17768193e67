import { beforeAll, describe, expect, test } from 'vitest';
import { isAppError } from '#app/domain/errors.ts';
import { submitApplication } from '#app/services/applications/submit-application.ts';
import { startApplication } from '#app/services/applications/start-application.ts';
import { withdrawApplication } from '#app/services/applications/withdraw-application.ts';
import { getReview } from '#app/services/applications/get-review.ts';
import { makeReceipt } from '#app/services/applications/make-receipt.ts';
import { getFirmHome } from '#app/services/firms/get-firm-home.ts';
import { createProgrammeYear, fillApplication } from '#tests/factories/application.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const owner: typeof database.owner = (text, values) => database.owner(text, values);

describe('the home page of a firm', () => {
  beforeAll(async () => {
    await createProgrammeYear(owner);
    await createPerson(owner, 'officer');
  });

  test('a new firm is asked to apply, with the deadline of the call', async () => {
    const { representative } = await createFirm(owner);
    const home = await getFirmHome(contextOf(representative.actor));
    expect(home).toMatchObject({ application: null, canStart: true, stage: { stage: 'apply', side: 'firm' }, todos: [{ name: 'application', status: 'now' }] });
    expect(home.due?.at).toBeInstanceOf(Date);
  });

  test('after sending it is the officer’s turn, and the history tells it in one line', async () => {
    const { representative } = await createFirm(owner);
    const ctx = contextOf(representative.actor);
    const applicationId = await fillApplication(ctx);
    await submitApplication(contextOf(representative.actor), { applicationId });
    const home = await getFirmHome(contextOf(representative.actor));
    expect(home).toMatchObject({ stage: { stage: 'screen', side: 'officer' }, ruler: { promised: 10 }, application: { receiptNumber: expect.stringMatching(/-\d{5}$/) as string } });
    expect(home.timeline.map((entry) => entry.state?.en)).toEqual(['Submitted', 'Draft']);
  });

  test('after a withdrawal the case has ended and a new application may be started', async () => {
    const { representative } = await createFirm(owner);
    const { applicationId } = await startApplication(contextOf(representative.actor));
    await withdrawApplication(contextOf(representative.actor), { applicationId, reason: '올해는 어렵습니다.' });
    expect(await getFirmHome(contextOf(representative.actor))).toMatchObject({ stage: { stage: 'ended' }, canStart: true });
  });

  test('the receipt is a PDF of what was sent, for the own firm only', async () => {
    const { representative } = await createFirm(owner);
    const stranger = await createFirm(owner);
    const ctx = contextOf(representative.actor);
    const applicationId = await fillApplication(ctx);
    await expect(makeReceipt(ctx, applicationId, { locale: 'ko' })).rejects.toMatchObject({ code: 'not_found' });
    await submitApplication(ctx, { applicationId });
    const receipt = await makeReceipt(ctx, applicationId, { locale: 'en' });
    expect(Buffer.from(receipt.content).subarray(0, 5).toString()).toBe('%PDF-');
    await expect(makeReceipt(contextOf(stranger.representative.actor), applicationId, { locale: 'ko' })).rejects.toSatisfy((error) => isAppError(error, 'not_found'));
    const review = await getReview(ctx, 'ko');
    expect(review).toMatchObject({ state: 'submitted', versionNumber: 1, problems: [], may: { submit: false, reopen: true, withdraw: true } });
  });
});
