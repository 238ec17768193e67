import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportOwnRecords, getOwnRecords } from '#app/services/accounts/own-records.ts';
import { getOwnConsent, giveConsent, listOwnConsents, withdrawConsent } from '#app/services/accounts/own-consents.ts';
import { createProgrammeYear } from '#tests/factories/application.ts';
import { createFirm, type Firm } from '#tests/factories/firms.ts';
import { contextOf, createPerson, type Person } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const at = (person: Person, key: string | null = null) => contextOf(person.actor, new Date(), key);
const ip = '203.0.113.9';

async function textOf(code: string): Promise<{ id: string; version: string }> {
  const [text] = await database.owner<{ id: string; version: string }>('select id, version from consent_text where code = $1', [code]);
  if (!text) throw new Error(`No consent text ${code}`);
  return text;
}

/** A firm whose representative agreed to the texts of the account and of a submitted application. */
async function agreed(state = 'screening'): Promise<Firm & { applicationId: string }> {
  const firm = await createFirm(database.owner);
  const year = await createProgrammeYear(database.owner);
  const [application] = await database.owner<{ id: string }>(`insert into application (firm_id, programme_year_id, state, receipt_number, submitted_at) values ($1, $2, $3, take_receipt_number($2, 'application'), now()) returning id`, [firm.id, year.id, state]);
  const applicationId = application?.id ?? '';
  for (const code of ['account_collection', 'account_authority']) await database.owner('insert into application_consent (user_id, consent_text_id, is_given) values ($1, $2, true)', [firm.representative.userId, (await textOf(code)).id]);
  for (const code of ['collection', 'provision', 'news']) {
    await database.owner('insert into application_consent (application_id, firm_id, user_id, consent_text_id, is_given) values ($1, $2, $3, $4, true)', [applicationId, firm.id, firm.representative.userId, (await textOf(code)).id]);
  }
  return { ...firm, applicationId };
}

const mailsOf = async (kind: string, since: Person | null) =>
  (await database.owner<{ to_email: string }>('select to_email from mail_delivery where kind = $1', [kind])).map((row) => row.to_email).filter((email) => since === null || email === since.email);

describe('own consents', () => {
  let officer: Person;
  let admin: Person;
  beforeAll(async () => {
    officer = await createPerson(database.owner, 'officer');
    admin = await createPerson(database.owner, 'admin');
  });

  test('are listed with version, time and the hash of the very text, each once', async () => {
    const { representative } = await agreed();
    const consents = await listOwnConsents(at(representative));
    expect(consents.map((consent) => consent.code).sort()).toEqual(['account_authority', 'account_collection', 'collection', 'news', 'provision']);
    const [row] = await database.owner<{ text: string }>(`select jsonb_build_object('code', code, 'version', version, 'title', title, 'body', body)::text as text from consent_text where code = 'news'`);
    expect(consents.find((consent) => consent.code === 'news')?.entries).toMatchObject([{ isGiven: true, textHash: createHash('sha256').update(row?.text ?? '').digest('hex') }]);
    // A pledge or statement of fact stays as it was made.
    expect(consents.filter((consent) => !consent.canWithdraw).map((consent) => consent.code)).toEqual(['account_authority']);
  });

  test('keep the hash that the database takes, whatever is sent along, and never change', async () => {
    const { representative } = await agreed();
    await expect(database.owner(`update application_consent set text_hash = repeat('0', 64) where user_id = $1`, [representative.userId])).rejects.toThrow();
    const [row] = await database.owner<{ text_hash: string }>(`insert into application_consent (user_id, consent_text_id, is_given, text_hash) values ($1, $2, true, repeat('0', 64)) returning text_hash`, [representative.userId, (await textOf('news')).id]);
    expect(row?.text_hash).toMatch(/^(?!0{64})[0-9a-f]{64}$/);
  });

  test('that are optional end with what they were for and can be given again', async () => {
    const { representative } = await agreed();
    expect((await getOwnConsent(at(representative), 'news')).effects).toEqual(['news_end', 'past_stays_lawful', 'can_give_again']);
    await withdrawConsent(at(representative), { code: 'news', ip });
    const after = await getOwnConsent(at(representative), 'news');
    expect(after).toMatchObject({ isGiven: false, canWithdraw: false, canGive: true });
    expect(after.entries.map((entry) => entry.isGiven)).toEqual([false, true]);
    expect(await mailsOf('own_consent_withdrawn', representative)).toHaveLength(1);
    expect(await mailsOf('consent_withdrawn', null)).toEqual([]);
    await expect(withdrawConsent(at(representative), { code: 'news', ip })).rejects.toMatchObject({ code: 'transition_not_allowed' });
    await giveConsent(at(representative), { code: 'news', ip });
    expect(await getOwnConsent(at(representative), 'news')).toMatchObject({ isGiven: true, canGive: false });
  });

  test('that an open case needs stop it: the officer is told and the case has it on record', async () => {
    const { representative, applicationId } = await agreed();
    expect((await getOwnConsent(at(representative), 'provision')).effects.slice(0, 2)).toEqual(['case_stops', 'officer_told']);
    await withdrawConsent(at(representative), { code: 'provision', ip });
    expect(await mailsOf('consent_withdrawn', officer)).toHaveLength(1);
    expect(await database.owner('select action, application_id, payload from event where subject_id = $1 and action = $2', [representative.userId, 'withdraw_consent'])).toMatchObject([{ application_id: applicationId, payload: { code: 'provision' } }]);
    await expect(giveConsent(at(representative), { code: 'provision', ip })).rejects.toMatchObject({ code: 'not_allowed' });
  });

  test('of a case that has ended stop nothing more', async () => {
    const { representative } = await agreed('rejected');
    expect((await getOwnConsent(at(representative), 'provision')).effects).toEqual(['past_stays_lawful', 'kept_by_law']);
  });

  test('to the account close it: the administrator is told', async () => {
    const { representative } = await agreed();
    expect((await getOwnConsent(at(representative), 'account_collection')).effects[0]).toBe('account_closes');
    await withdrawConsent(at(representative), { code: 'account_collection', ip });
    expect(await mailsOf('account_consent_withdrawn', admin)).toHaveLength(1);
  });

  test('cannot be taken back by colleagues, nor a statement by anybody', async () => {
    const firm = await agreed();
    const colleague = await createPerson(database.owner, 'manager', { firmId: firm.id });
    expect(await listOwnConsents(at(colleague))).toEqual([]);
    await expect(withdrawConsent(at(colleague), { code: 'news', ip })).rejects.toMatchObject({ code: 'not_found' });
    await expect(withdrawConsent(at(firm.representative), { code: 'account_authority', ip })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(getOwnConsent(at(firm.representative), 'no_such_text')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('are taken back once by a doubled click, and by two windows at the same time', async () => {
    const { representative } = await agreed();
    const key = crypto.randomUUID();
    await withdrawConsent(at(representative, key), { code: 'news', ip });
    await withdrawConsent(at(representative, key), { code: 'news', ip });
    const both = await Promise.allSettled([withdrawConsent(at(representative), { code: 'collection', ip }), withdrawConsent(at(representative), { code: 'collection', ip })]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await listOwnConsents(at(representative))).map((consent) => consent.entries.length).sort()).toEqual([1, 1, 1, 2, 2]);
  });
});

describe('own records', () => {
  test('hold what belongs to the person, nothing of colleagues and no secret', async () => {
    const firm = await agreed();
    const colleague = await createPerson(database.owner, 'manager', { firmId: firm.id, name: 'Colleague Unseen' });
    await database.owner(`update app_user set password_hash = 'secret-hash' where id = $1`, [firm.representative.userId]);
    await withdrawConsent(at(firm.representative), { code: 'news', ip });
    const { content, fileName, hash } = await exportOwnRecords(at(firm.representative));
    const file = JSON.parse(content) as Awaited<ReturnType<typeof getOwnRecords>> & { format: string };
    expect(fileName).toMatch(/^own-records-\d{4}-\d{2}-\d{2}\.json$/);
    expect(hash).toBe(createHash('sha256').update(content).digest('hex'));
    expect(file.format).toBe('industry-innovation-portal/own-records');
    expect(file.account.email).toBe(firm.representative.email);
    expect(file.consents).toHaveLength(6);
    expect(file.deeds.map((deed) => deed.action)).toContain('withdraw_consent');
    expect(file.notices.map((notice) => notice.kind)).toContain('own_consent_withdrawn');
    for (const text of ['secret-hash', 'password_hash', 'totp', colleague.email, 'Colleague Unseen']) expect(content).not.toContain(text);
  });

  test('can be read by everybody who signs in, and each reading is logged', async () => {
    for (const duty of ['officer', 'auditor', 'admin', 'evaluator', 'parent_manager', 'finance_officer'] as const) {
      const [organisation] = await database.owner<{ id: string }>(`insert into organisation (kind, name) values ('parent_company', $1) returning id`, [`Parent ${crypto.randomUUID()}`]);
      const person = await createPerson(database.owner, duty, duty === 'parent_manager' && organisation ? { organisationId: organisation.id } : {});
      expect((await getOwnRecords(at(person))).account.email).toBe(person.email);
      expect(await database.owner(`select kind from access_log where user_id = $1 and subject_type = 'own_records'`, [person.userId])).toEqual([{ kind: 'view' }]);
    }
  });
});
