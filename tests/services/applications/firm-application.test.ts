import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#app/domain/errors.ts';
import { answerCorrection } from '#app/services/applications/answer-correction.ts';
import { attachDocument, removeAttachment } from '#app/services/applications/attach-document.ts';
import { reopenApplication } from '#app/services/applications/reopen-application.ts';
import { requestSignOff, returnToDraft } from '#app/services/applications/request-sign-off.ts';
import { saveAnswers } from '#app/services/applications/save-answers.ts';
import { startApplication } from '#app/services/applications/start-application.ts';
import { checkEligibility } from '#app/services/programmes/check-eligibility.ts';
import { submitApplication } from '#app/services/applications/submit-application.ts';
import { withdrawApplication } from '#app/services/applications/withdraw-application.ts';
import { receiveFile } from '#app/services/documents/receive-file.ts';
import { pdfOf } from '#tests/factories/files.ts';
import { createProgrammeYear, fillApplication, receivedPdf, storedAnswers } from '#tests/factories/application.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { contextOf, createPerson, type Person } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const owner: typeof database.owner = (text, values) => database.owner(text, values);
const key = () => crypto.randomUUID();

async function firmAndBoss(): Promise<{ firmId: string; boss: Person; manager: Person }> {
  const firm = await createFirm(owner);
  return { firmId: firm.id, boss: firm.representative, manager: await createPerson(owner, 'manager', { firmId: firm.id }) };
}

const caught = (work: Promise<unknown>): Promise<unknown> => work.then(() => null, (error: unknown) => error);
const stateOf = async (id: string) => (await owner<{ state: string; receipt_number: string | null; version: number }>('select state, receipt_number, version from application where id = $1', [id]))[0];
const attempts = async (id: string) => (await owner<{ outcome: string }>('select outcome from submission_attempt where application_id = $1 order by id', [id])).map((row) => row.outcome);

describe('the application of a firm', () => {
  let yearId = '';
  beforeAll(async () => {
    yearId = (await createProgrammeYear(owner)).id;
    await createPerson(owner, 'officer');
  });

  test('the first answer starts the draft, prefilled from the profile and the self-check', async () => {
    const { firmId, boss } = await firmAndBoss();
    await owner(`insert into event (machine, subject_type, subject_id, firm_id, action, actor_role, actor_duty, payload) values ('firm', 'firm', $1, $1, 'start', 'firm', 'representative', '{"eligibilityCode":"broken"}')`, [firmId]);
    const { applicationId, saved } = await saveAnswers(contextOf(boss.actor), [{ questionId: 'main_products', raw: '유압 밸브', revision: 0 }]);
    expect(saved).toMatchObject([{ status: 'saved', value: '유압 밸브' }]);
    const answers = await storedAnswers(owner, applicationId);
    expect(answers['firm_form']).toBe('corporation');
    expect(answers['main_products']).toBe('유압 밸브');
    expect(await stateOf(applicationId)).toMatchObject({ state: 'draft', receipt_number: null });
  });

  test('the self-check seeds the draft: the code brought along now, else that of the registration', async () => {
    const codes = ['unsure', 'no'].map((answer) => checkEligibility({ check_factory: 'yes', check_sme: 'yes', check_closed: 'no', check_tax_arrears: 'deferred', check_defaulter: 'no', check_cancelled: 'no', check_restricted: 'no', check_duplicate: answer as 'no' }).code ?? '');
    const registered = async () => {
      const made = await firmAndBoss();
      await owner(`insert into event (machine, subject_type, subject_id, firm_id, action, actor_role, actor_duty, payload) values ('firm', 'firm', $1, $1, 'start', 'firm', 'representative', $2)`, [made.firmId, JSON.stringify({ eligibilityCode: codes[0] })]);
      return made.boss;
    };
    const checks = async (applicationId: string) => {
      const answers = await storedAnswers(owner, applicationId);
      return [answers['check_tax_arrears'], answers['check_duplicate']];
    };
    const started = async (eligibilityCode: string | null) => checks((await startApplication(contextOf((await registered()).actor), { eligibilityCode })).applicationId);
    expect(await started(null)).toEqual(['deferred', undefined]);
    expect(await started(codes[1] ?? '')).toEqual(['deferred', 'no']);
    expect(await started('mistyped')).toEqual(['deferred', undefined]);
  });

  test('two first saves at once make one application', async () => {
    const { firmId, boss, manager } = await firmAndBoss();
    await Promise.all([
      saveAnswers(contextOf(boss.actor), [{ questionId: 'main_products', raw: '밸브', revision: 0 }]),
      saveAnswers(contextOf(manager.actor), [{ questionId: 'address', raw: '경기도 어느시 어느로 1', revision: 0 }]),
    ]);
    expect(await owner('select 1 from application where firm_id = $1', [firmId])).toHaveLength(1);
  });

  test('values that cannot be read are kept as typed, hostile ones as text, unknown questions are dropped', async () => {
    const { boss } = await firmAndBoss();
    const hostile = '"><script>alert(1)</script>\u0000\'; drop table application; --';
    const { applicationId, saved } = await saveAnswers(contextOf(boss.actor), [
      { questionId: 'employees', raw: '마흔둘', revision: 0 },
      { questionId: 'main_products', raw: hostile, revision: 0 },
      { questionId: '__proto__', raw: 'x', revision: 0 },
      { questionId: 'business_number', raw: '9998100015', revision: 0 },
      { questionId: 'indicator_return', raw: ['a', { numerator: {} }], revision: 0 },
    ]);
    expect(saved.map((entry) => entry.questionId)).toEqual(['employees', 'main_products', 'indicator_return']);
    const answers = await storedAnswers(owner, applicationId);
    expect(answers['employees']).toBe('마흔둘');
    expect(answers['main_products']).toBe(hostile.replace('\u0000', ''));
  });

  test('an answer that somebody else changed in the meantime is not overwritten', async () => {
    const { boss, manager } = await firmAndBoss();
    const first = await saveAnswers(contextOf(boss.actor), [{ questionId: 'address', raw: '경기도 하나로 1', revision: 0 }]);
    const seen = first.saved[0]?.revision ?? 0;
    await saveAnswers(contextOf(manager.actor), [{ questionId: 'address', raw: '경기도 둘로 2', revision: seen }]);
    const late = await saveAnswers(contextOf(boss.actor), [{ questionId: 'address', raw: '경기도 셋로 3', revision: seen }]);
    expect(late.saved).toMatchObject([{ status: 'stale', value: '경기도 둘로 2', revision: seen + 1, byName: manager.actor.name }]);
    const kept = await saveAnswers(contextOf(boss.actor), [{ questionId: 'address', raw: '경기도 셋로 3', revision: seen + 1 }]);
    expect(kept.saved).toMatchObject([{ status: 'saved', value: '경기도 셋로 3' }]);
  });

  test('a complete application is sent once, however often the button is pressed', async () => {
    const { firmId, boss } = await firmAndBoss();
    const applicationId = await fillApplication(contextOf(boss.actor));
    const ctx = { ...contextOf(boss.actor), idempotencyKey: key() };
    const results = await Promise.all([submitApplication(ctx, { applicationId }), submitApplication(ctx, { applicationId })]);
    const again = await submitApplication(ctx, { applicationId });
    expect(new Set([...results, again].map((result) => result.receiptNumber)).size).toBe(1);
    expect(again.receiptNumber).toMatch(/^TST-\d{4}-00001$/);
    expect(await stateOf(applicationId)).toMatchObject({ state: 'submitted', receipt_number: again.receiptNumber });
    expect(await owner('select 1 from application_version where application_id = $1', [applicationId])).toHaveLength(1);
    expect(await owner('select 1 from application_consent where application_id = $1', [applicationId])).toHaveLength(6);
    const kinds = (await owner<{ kind: string }>('select distinct kind from notice where application_id = $1', [applicationId])).map((row) => row.kind).sort();
    expect(kinds).toEqual(['application_received_officer', 'application_submitted']);
    expect((await owner<{ main_product: string }>('select main_product from firm where id = $1', [firmId]))[0]?.main_product).toBe('자동차 조향부품');
    const other = await caught(submitApplication({ ...ctx, idempotencyKey: key() }, { applicationId }));
    expect(other).toMatchObject({ code: 'transition_not_allowed' });
  });

  test('only the representative sends; others ask for the signature, and may be sent back', async () => {
    const { boss, manager } = await firmAndBoss();
    const applicationId = await fillApplication(contextOf(manager.actor));
    expect(await caught(submitApplication(contextOf(manager.actor), { applicationId }))).toMatchObject({ code: 'not_allowed' });
    expect(await attempts(applicationId)).toEqual(['refused']);
    await requestSignOff(contextOf(manager.actor), { applicationId });
    expect(await stateOf(applicationId)).toMatchObject({ state: 'ready_for_sign_off' });
    expect(await caught(saveAnswers(contextOf(manager.actor), [{ questionId: 'address', raw: '바뀐 주소 12345', revision: 1 }]))).toMatchObject({ code: 'not_your_turn' });
    expect(await caught(returnToDraft(contextOf(boss.actor), { applicationId, reason: ' ' }))).toMatchObject({ code: 'reason_required' });
    await returnToDraft(contextOf(boss.actor), { applicationId, reason: '금액을 다시 확인해 주십시오.' });
    await requestSignOff(contextOf(manager.actor), { applicationId });
    await submitApplication(contextOf(boss.actor), { applicationId });
    expect(await stateOf(applicationId)).toMatchObject({ state: 'submitted' });
  });

  test('an incomplete application is refused with the message of each question, and the try is noted', async () => {
    const { boss } = await firmAndBoss();
    const applicationId = await fillApplication(contextOf(boss.actor), { problem: '짧음', check_closed: 'yes', consent_provision: '' });
    const error = await caught(submitApplication(contextOf(boss.actor), { applicationId }));
    expect(error).toBeInstanceOf(AppError);
    expect(Object.keys((error as AppError).fields).sort()).toEqual(['check_closed', 'consent_provision', 'problem']);
    expect(await attempts(applicationId)).toEqual(['incomplete']);
    expect(await stateOf(applicationId)).toMatchObject({ state: 'draft' });
  });

  test('the deadline holds with its grace, and not a minute longer', async () => {
    const { boss } = await firmAndBoss();
    const applicationId = await fillApplication(contextOf(boss.actor));
    const [year] = await owner<{ call_closes_at: Date }>('select call_closes_at from programme_year where id = $1', [yearId]);
    const closes = year?.call_closes_at.getTime() ?? 0;
    expect(await caught(submitApplication(contextOf(boss.actor, new Date(closes + 31 * 60_000)), { applicationId }))).toMatchObject({ code: 'window_closed' });
    expect(await attempts(applicationId)).toEqual(['late']);
    await submitApplication(contextOf(boss.actor, new Date(closes + 29 * 60_000)), { applicationId });
    expect(await stateOf(applicationId)).toMatchObject({ state: 'submitted' });
  });

  test('a sent application is reopened before the deadline and keeps its number', async () => {
    const { boss } = await firmAndBoss();
    const applicationId = await fillApplication(contextOf(boss.actor));
    const first = await submitApplication(contextOf(boss.actor), { applicationId });
    await reopenApplication(contextOf(boss.actor), { applicationId });
    const second = await submitApplication(contextOf(boss.actor), { applicationId });
    expect(second.receiptNumber).toBe(first.receiptNumber);
    expect(await owner('select 1 from application_version where application_id = $1', [applicationId])).toHaveLength(2);
  });

  test('a correction opens the listed fields only, and makes a new version', async () => {
    const { firmId, boss } = await firmAndBoss();
    const officer = await createPerson(owner, 'officer');
    const applicationId = await fillApplication(contextOf(boss.actor));
    await submitApplication(contextOf(boss.actor), { applicationId });
    await owner(`update application set state = 'screening', version = version + 1 where id = $1`, [applicationId]);
    await owner(`update application set state = 'correction_requested', version = version + 1, due_on = '2030-01-02' where id = $1`, [applicationId]);
    await owner(
      `insert into correction_request (application_id, firm_id, round, fields, reason, due_on, requested_by) values ($1, $2, 1, '[{"questionId":"employees","reason":"확인"},{"questionId":"affiliated","reason":"확인"}]', '보완', '2030-01-02', $3)`,
      [applicationId, firmId, officer.userId],
    );
    const ctx = contextOf(boss.actor);
    const result = await saveAnswers(ctx, [
      { questionId: 'employees', raw: '45', revision: 1 },
      { questionId: 'main_products', raw: '다른 제품', revision: 1 },
    ]);
    expect(result.saved.map((entry) => entry.status)).toEqual(['saved', 'locked']);
    await saveAnswers(ctx, [{ questionId: 'affiliated', raw: 'yes', revision: 1 }]);
    expect(await caught(answerCorrection(ctx, { applicationId, note: '' }))).toMatchObject({ code: 'incomplete', fields: { parent_name: ['answers.required'] } });
    await saveAnswers(ctx, [
      { questionId: 'parent_name', raw: '가람자동차(주)', revision: 0 },
      { questionId: 'tier', raw: 'tier1', revision: 0 },
    ]);
    await attachDocument(ctx, { questionId: 'file_trade', received: await receivedPdf() });
    expect(await caught(attachDocument(ctx, { questionId: 'file_sme', received: await receivedPdf() }))).toMatchObject({ code: 'not_your_turn' });
    const late = contextOf(boss.actor, '2030-01-02T15:00:00Z');
    expect(await caught(answerCorrection(late, { applicationId, note: '' }))).toMatchObject({ code: 'expired' });
    expect((await saveAnswers(late, [{ questionId: 'employees', raw: '46', revision: 2 }])).saved.map((entry) => entry.status)).toEqual(['locked']);
    const answered = await answerCorrection(ctx, { applicationId, note: '고쳤습니다.' });
    expect(answered.number).toBe(2);
    expect(await stateOf(applicationId)).toMatchObject({ state: 'resubmitted' });
    const [version] = await owner<{ answers: Record<string, unknown> }>('select answers from application_version where application_id = $1 and number = 2', [applicationId]);
    expect(version?.answers).toMatchObject({ employees: 45, main_products: '자동차 조향부품', parent_name: '가람자동차(주)' });
    expect(await owner('select 1 from correction_request where application_id = $1 and answered_at is not null', [applicationId])).toHaveLength(1);
    expect(await caught(answerCorrection(ctx, { applicationId, note: '' }))).toMatchObject({ code: 'transition_not_allowed' });
  });

  test('files are taken off before sending, stay once sent, and are never those of another firm', async () => {
    const { boss } = await firmAndBoss();
    const stranger = await firmAndBoss();
    const { documentId } = await attachDocument(contextOf(boss.actor), { questionId: 'file_sme', received: await receivedPdf('증명서 사본.pdf') });
    expect(await caught(removeAttachment(contextOf(stranger.boss.actor), { questionId: 'file_sme', documentId }))).toMatchObject({ code: 'not_found' });
    await removeAttachment(contextOf(boss.actor), { questionId: 'file_sme', documentId });
    expect((await owner<{ removed_at: Date | null }>('select removed_at from document where id = $1', [documentId]))[0]?.removed_at).not.toBeNull();
    const refused = await caught(attachDocument(contextOf(boss.actor), { questionId: 'file_sme', received: { ok: false, fileName: 'x.exe', reason: 'type_not_allowed' } }));
    expect(refused).toMatchObject({ code: 'file_refused', fields: { file_sme: ['documents.file.type_not_allowed'] } });
  });

  test('files sent at once stay within the limit of their question, and one sent twice is one', async () => {
    const { firmId, boss } = await firmAndBoss();
    const { applicationId } = await startApplication(contextOf(boss.actor));
    const files = await Promise.all(Array.from({ length: 8 }, () => receivedPdf()));
    const outcomes = await Promise.all(files.map((received) => caught(attachDocument(contextOf(boss.actor), { questionId: 'file_sme', received }))));
    const [held] = await owner<{ count: number }>(`select count(*)::int as count from application_document where application_id = $1`, [applicationId]);
    expect(held?.count).toBe(outcomes.filter((outcome) => outcome === null).length);
    expect(held?.count).toBeLessThan(8);
    expect(outcomes.filter((outcome) => outcome !== null)).toSatisfy((refusals: unknown[]) => refusals.every((refusal) => refusal instanceof AppError && refusal.code === 'file_refused'));
    const again = { ...contextOf(boss.actor), idempotencyKey: key() };
    const twice = await Promise.all([1, 2].map(async () => attachDocument(again, { questionId: 'file_trade', received: await receiveFile(Readable.from([Buffer.from(pdfOf('same'))]), 'same.pdf') })));
    expect(twice[0]).toEqual(twice[1]);
    expect(await owner(`select 1 from document where firm_id = $1 and file_name = 'same.pdf'`, [firmId])).toHaveLength(1);
  });

  test('withdrawing needs the representative and a reason, and frees the place for a new application', async () => {
    const { boss, manager } = await firmAndBoss();
    const { applicationId } = await startApplication(contextOf(boss.actor));
    expect(await caught(withdrawApplication(contextOf(manager.actor), { applicationId, reason: '사유' }))).toMatchObject({ code: expect.stringMatching(/^not_(allowed|your_turn)$/) as string });
    expect(await caught(withdrawApplication(contextOf(boss.actor), { applicationId, reason: '' }))).toMatchObject({ code: 'reason_required' });
    await withdrawApplication(contextOf(boss.actor), { applicationId, reason: '올해는 참여하기 어렵습니다.' });
    expect(await stateOf(applicationId)).toMatchObject({ state: 'withdrawn' });
    const next = await startApplication(contextOf(boss.actor));
    expect(next.applicationId).not.toBe(applicationId);
  });

  test('a firm that is not verified cannot start', async () => {
    const firm = await createFirm(owner, { state: 'needs_attention' });
    expect(await caught(startApplication(contextOf(firm.representative.actor)))).toMatchObject({ code: 'not_your_turn' });
  });
});
