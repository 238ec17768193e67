import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import type { StoredHoldScope } from '#app/domain/workflow/hold-record.ts';
import { loadMessages, translate } from '#app/i18n/catalogue.ts';
import { decideApplication } from '#app/services/applications/decide-application.ts';
import { getReview } from '#app/services/applications/get-review.ts';
import { submitApplication } from '#app/services/applications/submit-application.ts';
import { acceptOffer } from '#app/services/assignments/answer-offer.ts';
import { listProposals } from '#app/services/assignments/list-proposals.ts';
import { proposeAssignment } from '#app/services/assignments/propose-assignment.ts';
import { approvePayment } from '#app/services/grants/approve-payment.ts';
import { approveGrant } from '#app/services/grants/decide-grant.ts';
import { getAgreementView } from '#app/services/grants/get-agreement-view.ts';
import { getPaymentView } from '#app/services/grants/get-payment-view.ts';
import { orderPayment, sendBatch } from '#app/services/grants/order-payment.ts';
import { saveClaim } from '#app/services/grants/save-claim.ts';
import { submitClaim } from '#app/services/grants/submit-claim.ts';
import { recommendPayment } from '#app/services/grants/verify-claim.ts';
import { liftHold } from '#app/services/workflow/lift-hold.ts';
import { placeHold } from '#app/services/workflow/place-hold.ts';
import { createProgrammeYear, fillApplication } from '#tests/factories/application.ts';
import { createCase, createYear } from '#tests/factories/cases.ts';
import { createConsultant } from '#tests/factories/consultants.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { createGrantReadyCase, recommendCase } from '#tests/factories/grant.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeStaff, NOW, stateOf } from '../cases/arrange.ts';
import { moneyScene } from '../grants/arrange.ts';

const db = useDatabase();
const scene = moneyScene(db);
let senior: Context;
let officer: Context & { userId: string };

beforeAll(async () => {
  await scene.open();
  await loadMessages('errors');
  officer = await makeStaff(db.owner, 'officer');
  senior = await makeStaff(db.owner, 'senior_officer');
});

/** Runs a step while the scope is held, expects the refusal in both languages, and lets go again. */
async function whileHeld(applicationId: string, scope: StoredHoldScope, says: 'apply' | 'assign' | 'claim' | 'pay', now: string, step: () => Promise<unknown>): Promise<void> {
  const placer = { ...senior, now: new Date(now) };
  const { holdId } = await placeHold(placer, { applicationId, scope, cause: 'document_doubt', reason: '서류를 확인하고 있습니다.', untilOn: '2027-06-30' });
  const error = await step().then(() => null, (reason: unknown) => reason);
  await liftHold(placer, { holdId, reason: '확인했습니다.' });
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'held', fields: { '': [`errors.held.${says}`] } });
  expect(translate('ko', `errors.held.${says}`)).toContain('보류 중');
  expect(translate('en', `errors.held.${says}`)).toContain('On hold');
}

describe('a hold stops', () => {
  test('an application from being sent, and the page says so instead of the button', async () => {
    await createProgrammeYear(db.owner);
    const firm = await createFirm(db.owner);
    const boss = contextOf(firm.representative.actor);
    const applicationId = await fillApplication(boss);
    await whileHeld(applicationId, 'apply', 'apply', boss.now.toISOString(), async () => {
      expect(await getReview(boss, 'ko')).toMatchObject({ isHeld: true, may: { submit: false } });
      await submitApplication(boss, { applicationId });
    });
    expect(await getReview(boss, 'ko')).toMatchObject({ isHeld: false, may: { submit: true } });
    await submitApplication(boss, { applicationId });
    expect(await stateOf(db.owner, applicationId)).toBe('submitted');
  });

  test('a firm from being selected, while it may still be put on the reserve list', async () => {
    const year = await createYear(db.owner);
    const made = await createCase(db.owner, { year, state: 'ranked', officerId: officer.userId, totalScore: 80 });
    const admit = () => decideApplication(senior, { applicationId: made.id, kind: 'admitted', reasonCode: null, reasonText: '', feedback: '' });
    await whileHeld(made.id, 'all', 'apply', NOW, admit);
    await admit();
    expect(await stateOf(db.owner, made.id)).toBe('admitted');
  });

  test('a consultant from being proposed and from accepting', async () => {
    const year = await createYear(db.owner);
    const made = await createCase(db.owner, { year, state: 'admitted', officerId: officer.userId });
    const consultant = await createConsultant(db.owner, { capacity: 8 });
    const propose = () => proposeAssignment(officer, { applicationId: made.id, consultantId: consultant.consultantId });
    await whileHeld(made.id, 'assign', 'assign', NOW, async () => {
      expect(await listProposals(officer, made.id)).toMatchObject({ isHeld: true });
      await propose();
    });
    expect(await listProposals(officer, made.id)).toMatchObject({ isHeld: false });
    const { assignmentId } = await propose();
    const accept = () => acceptOffer(contextOf(consultant.actor, NOW), { assignmentId, noConflict: true });
    await whileHeld(made.id, 'all', 'assign', NOW, accept);
    await accept();
    expect(await db.owner(`select state from assignment where id = $1`, [assignmentId])).not.toEqual([{ state: 'offered' }]);
  });

  test('a grant from being approved', async () => {
    const given = await createGrantReadyCase(db.owner, scene.year);
    await recommendCase(scene.people, given, 30_000_000);
    const approve = () => approveGrant(scene.senior('10-14'), { applicationId: given.applicationId, amountWon: 30_000_000, reason: '', conditions: [], withPlan: true });
    await whileHeld(given.applicationId, 'pay', 'pay', scene.at('10-14'), async () => {
      expect(await getAgreementView(scene.senior('10-14'), given.applicationId)).toMatchObject({ isPayHeld: true });
      await approve();
    });
    expect(await getAgreementView(scene.senior('10-14'), given.applicationId)).toMatchObject({ isPayHeld: false });
    await approve();
  });

  test('a payment at each step from the request to the bank', async () => {
    const { given, trancheId } = await scene.inForce();
    const held = (scope: StoredHoldScope, says: 'claim' | 'pay', day: string, step: () => Promise<unknown>) => whileHeld(given.applicationId, scope, says, scene.at(day), step);
    const save = async () => saveClaim(scene.rep(given, '10-21'), { trancheId, note: '', lines: [await scene.lineInput(given, 10_000_000)], uploads: [await scene.upload(0)] });
    await held('claim', 'claim', '10-21', async () => {
      expect((await getPaymentView(scene.rep(given, '10-21'), trancheId)).can).toMatchObject({ prepare: false, claim: false });
      await save();
    });
    await save();
    const submit = () => submitClaim(scene.rep(given, '10-21'), { trancheId, answer: '' });
    await held('claim', 'claim', '10-21', submit);
    await submit();
    await scene.verifyAll(trancheId);
    await recommendPayment(scene.officer('10-23'), { trancheId });
    const approve = () => approvePayment(scene.senior('10-26'), { trancheId });
    await held('pay', 'pay', '10-26', approve);
    await held('all', 'pay', '10-26', approve);
    await approve();
    const order = () => orderPayment(scene.finance('10-27'), { trancheId });
    await held('pay', 'pay', '10-27', async () => {
      expect((await getPaymentView(scene.finance('10-27'), trancheId)).can).toMatchObject({ order_payment: false });
      await order();
    });
    await order();
    const send = () => sendBatch(scene.finance('10-27'), { trancheIds: [trancheId] });
    await held('pay', 'pay', '10-27', send);
    await send();
    expect(await scene.stateOf('tranche', trancheId)).toBe('sent');
  });
});
