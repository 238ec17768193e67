import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '#tests/support/database.ts';
import { type Acting, acting, type Case, makeCase, makeWorld, refusal, type World } from '../schema/world.ts';

const database = useDatabase();
let world: World;
let mine: Case;
let theirs: Case;
let evaluatorId: string;

beforeAll(async () => {
  world = await makeWorld(database.owner);
  mine = await makeCase(database.owner, world, { inGroup: true, linked: true });
  theirs = await makeCase(database.owner, world);
  evaluatorId = randomUUID();
  await database.owner(`insert into app_user (id, email, name) values ($1, $2, 'Evaluator')`, [evaluatorId, `${evaluatorId}@test.example`]);
  await database.owner(`insert into evaluation_assignment (application_id, firm_id, evaluator_id, conflict_declaration, declared_at) values ($1, $2, $3, 'none', now())`, [mine.applicationId, mine.firmId, evaluatorId]);
  for (const one of [mine, theirs]) {
    await database.owner(`insert into case_note (application_id, firm_id, text, author_id, author_duty) values ($1, $2, 'note', $3, 'officer')`, [one.applicationId, one.firmId, world.officerId]);
    await database.owner(`insert into eligibility_check (application_id, firm_id, item_code, outcome) values ($1, $2, 'a', 'pass')`, [one.applicationId, one.firmId]);
    await database.owner(`insert into document (firm_id, application_id, kind, file_name, mime, bytes, sha256, storage_key) values ($2, $1, 'x', 'x', 'x', 1, $3, $4)`, [one.applicationId, one.firmId, randomBytes(32), randomUUID()]);
    await database.owner(`insert into bank_account (firm_id, bank_code, bank_name, holder, last_digits, number_cipher, key_id, number_hash) values ($1, '088', 'Bank', 'Holder', '1234', 'x', 'k', 'x')`, [one.firmId]);
    await database.owner(`insert into event (machine, subject_type, subject_id, application_id, firm_id, action, actor_role, actor_duty) values ('application', 'application', $1, $1, $2, 'x', 'worker', 'system')`, [one.applicationId, one.firmId]);
    await database.owner(`insert into hold (firm_id, application_id, scope, cause_code) values ($2, $1, 'pay', 'x')`, [one.applicationId, one.firmId]);
    await database.owner(`insert into application_draft_answer (application_id, firm_id, question_id) values ($1, $2, 'q')`, [one.applicationId, one.firmId]);
    await database.owner(`insert into firm_financial (firm_id, year) values ($1, 2025)`, [one.firmId]);
    await database.owner(`insert into recovery (application_id, firm_id, source, facts) values ($1, $2, 'report', 'x')`, [one.applicationId, one.firmId]);
    await database.owner(`insert into access_log (user_id, role, duty, kind, subject_type, firm_id) values ($2, 'officer', 'officer', 'view', 'firm', $1)`, [one.firmId, world.officerId]);
  }
});

const firm = (): Acting => ({ role: 'firm', duty: 'representative', userId: mine.memberId, firmId: mine.firmId });
const consultant = (): Acting => ({ role: 'consultant', userId: mine.consultantUserId, consultantId: mine.consultantId });
const partner = (): Acting => ({ role: 'officer', duty: 'partner_officer', userId: world.financeId, organisationId: world.partnerHqId });
const central = (duty = 'officer'): Acting => ({ role: 'officer', duty, userId: duty === 'officer' ? world.officerId : world.seniorId });
const parent = (): Acting => ({ role: 'parent', duty: 'parent_manager', userId: world.seniorId, organisationId: world.parentId });
const evaluator = (): Acting => ({ role: 'evaluator', userId: evaluatorId });

/** Tables with rows of one firm each, and how many of them an actor sees of the first and of the second firm. */
async function seen(actor: Acting): Promise<Record<string, [number, number]>> {
  const tables = await database.owner<{ table: string; column: string }>(`
    select c.relname as table, a.attname as column from pg_class c
    join pg_attribute a on a.attrelid = c.oid and not a.attisdropped and a.attname = case when c.relname = 'firm' then 'id' else 'firm_id' end
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and has_column_privilege($1, c.oid, a.attnum, 'select') order by 1`, [`portal_${actor.role}`]);
  return acting(database.appUrl, actor, async (query) => {
    const counts: Record<string, [number, number]> = {};
    for (const { table, column } of tables) {
      const { rows } = await query(`select count(*) filter (where ${column} = $1)::int as mine, count(*) filter (where ${column} = $2)::int as theirs from ${table}`, [mine.firmId, theirs.firmId]);
      counts[table] = [rows[0].mine, rows[0].theirs];
    }
    return counts;
  });
}

const visible = (counts: Record<string, [number, number]>, side: 0 | 1) => Object.entries(counts).filter(([, pair]) => pair[side] > 0).map(([table]) => table);

describe('who sees which firm', () => {
  test('a firm sees its own case and nothing of another firm', async () => {
    const counts = await seen(firm());
    expect(visible(counts, 1)).toEqual([]);
    expect(visible(counts, 0)).toEqual(expect.arrayContaining(['firm', 'firm_member', 'application', 'application_version', 'assignment', 'assessment', 'plan', 'plan_task', 'kpi_card', 'kpi_reading', 'grant_decision', 'agreement', 'tranche', 'visit', 'document', 'bank_account', 'event', 'hold', 'firm_financial']));
    expect(visible(counts, 0).filter((table) => ['recovery'].includes(table))).toEqual([]);
    expect(Object.keys(counts).filter((table) => ['case_note', 'eligibility_check', 'evaluation_assignment'].includes(table))).toEqual([]);
  });

  test('a firm without a firm sees nothing', async () => {
    const counts = await seen({ role: 'firm', duty: 'manager' });
    expect([...visible(counts, 0), ...visible(counts, 1)]).toEqual([]);
  });

  test('a consultant sees the firms of live assignments only', async () => {
    const counts = await seen(consultant());
    expect(visible(counts, 1)).toEqual([]);
    expect(visible(counts, 0)).toEqual(expect.arrayContaining(['firm', 'application', 'application_version', 'assessment', 'plan', 'kpi_card', 'kpi_reading', 'visit', 'document', 'agreement']));
    expect(Object.keys(counts).filter((table) => ['bank_account', 'case_note', 'recovery', 'decision'].includes(table))).toEqual([]);
    const ended = await makeCase(database.owner, world);
    await database.owner(`set session_replication_role = replica; update assignment set state = 'ended' where id = '${ended.assignmentId}'; set session_replication_role = origin`);
    const after = await acting(database.appUrl, { role: 'consultant', userId: ended.consultantUserId, consultantId: ended.consultantId }, async (query) => [
      (await query('select count(*)::int as n from firm')).rows[0].n, (await query('select count(*)::int as n from plan')).rows[0].n, (await query('select count(*)::int as n from visit')).rows[0].n]);
    expect(after).toEqual([0, 0, 1]);
  });

  test('an officer of a partner headquarters sees the cases of the own group only', async () => {
    const counts = await seen(partner());
    expect(visible(counts, 1)).toEqual([]);
    expect(visible(counts, 0)).toEqual(expect.arrayContaining(['firm', 'application', 'eligibility_check', 'case_note', 'plan', 'agreement', 'tranche', 'visit', 'document', 'event', 'hold']));
  });

  test('officers of the central headquarters see all cases', async () => {
    const counts = await seen(central());
    expect(visible(counts, 1)).toEqual(visible(counts, 0).filter((table) => !['evaluation_assignment', 'supply_relation'].includes(table)));
    expect(visible(counts, 0)).toEqual(expect.arrayContaining(['firm', 'application', 'case_note', 'bank_account', 'recovery']));
  });

  test('a parent company sees released rows of linked firms, without prices', async () => {
    const counts = await seen(parent());
    expect(visible(counts, 1)).toEqual([]);
    expect(visible(counts, 0).sort()).toEqual(['agreement', 'application', 'assessment', 'assignment', 'firm', 'grant_decision', 'kpi_card', 'kpi_reading', 'plan', 'plan_task', 'supply_relation', 'tranche', 'visit']);
    expect(await refusal(acting(database.appUrl, parent(), (query) => query('select amount_won from plan_task')))).toBe('42501');
    expect(await refusal(acting(database.appUrl, parent(), (query) => query('select sales_won from firm')))).toBe('42501');
    await database.owner(`update supply_relation set released_scopes = '{profile}' where firm_id = $1`, [mine.firmId]);
    expect(visible(await seen(parent()), 0).sort()).toEqual(['firm', 'supply_relation']);
    await database.owner(`update supply_relation set ended_on = current_date where firm_id = $1`, [mine.firmId]);
    expect(visible(await seen(parent()), 0)).toEqual(['supply_relation']);
    await database.owner(`update supply_relation set ended_on = null, released_scopes = default where firm_id = $1`, [mine.firmId]);
  });

  test('an evaluator sees a file only after having declared no conflict', async () => {
    const counts = await seen(evaluator());
    expect(visible(counts, 1)).toEqual([]);
    expect(visible(counts, 0)).toEqual(expect.arrayContaining(['application', 'application_version', 'firm', 'document', 'assessment', 'kpi_card']));
    await database.owner(`update evaluation_assignment set conflict_declaration = null, declared_at = null where evaluator_id = $1`, [evaluatorId]);
    expect(visible(await seen(evaluator()), 0).sort()).toEqual(['application', 'evaluation_assignment', 'firm']);
    await database.owner(`update evaluation_assignment set conflict_declaration = 'none', declared_at = now() where evaluator_id = $1`, [evaluatorId]);
  });

  test('an auditor sees everything, a visitor nothing', async () => {
    const all = await seen({ role: 'auditor', userId: world.seniorId });
    expect(visible(all, 1)).toEqual(expect.arrayContaining(['firm', 'application', 'plan', 'agreement', 'bank_account', 'case_note', 'recovery', 'access_log', 'event']));
    const none = await seen({ role: 'public' });
    expect([...visible(none, 0), ...visible(none, 1)]).toEqual([]);
  });
});

describe('who changes which row', () => {
  const changed = (actor: Acting, statement: string, values: unknown[]) => acting(database.appUrl, actor, async (query) => (await query(statement, values)).rowCount);

  test('nobody changes the rows of another firm, and no row moves to another firm', async () => {
    expect(await changed(firm(), `update plan_task set title = 'x' where id = $1`, [theirs.taskId])).toBe(0);
    expect(await changed(firm(), `update plan_task set title = 'x' where id = $1`, [mine.taskId])).toBe(1);
    expect(await changed(consultant(), `update visit set findings = 'x' where id = $1`, [theirs.visitId])).toBe(0);
    expect(await changed(partner(), `update plan_task set status = 'done' where id = $1`, [theirs.taskId])).toBe(0);
    const insert = `insert into plan_task (plan_id, application_id, firm_id, title) values ($1, $2, $3, 'x')`;
    expect(await refusal(changed(firm(), insert, [theirs.planId, theirs.applicationId, theirs.firmId]))).toBe('42501');
    expect(await refusal(changed(firm(), insert, [mine.planId, mine.applicationId, mine.firmId]))).toBe('accepted');
    expect(await refusal(changed(firm(), `update document set application_id = $1 where firm_id = $2`, [theirs.applicationId, theirs.firmId]))).toBe('accepted');
    expect(await refusal(changed(firm(), `update firm set registry_reply = '{}' where id = $1`, [mine.firmId]))).toBe('42501');
  });

  test('a firm cannot write what officers decide, an officer cannot write what the firm stated', async () => {
    const denied = [
      [firm(), `update application set total_score = 100`], [firm(), `update tranche set verified_won = 1`], [firm(), `update agreement set paid_won = 0`],
      [firm(), `update plan set approved_by = null`], [firm(), `update kpi_reading set grade = 'A'`], [firm(), `update settlement set allowed_won = 1`], [firm(), `insert into decision default values`],
      [central(), `update application set current_version_id = null`], [central(), `update kpi_card set firm_signed_at = now()`], [central(), `update completion set report = '{}'`],
      [consultant(), `update assessment_answer set own_level = 5`], [consultant(), `update visit set fee_won = 1`], [consultant(), `update visit set firm_confirmed_at = now()`],
      [{ role: 'admin', duty: 'admin', userId: world.seniorId }, `update application set rank_number = 1`], [{ role: 'admin', duty: 'admin', userId: world.seniorId }, `update grant_decision set amount_won = 1`],
      [{ role: 'auditor', userId: world.seniorId }, `update application set rank_number = 1`], [{ role: 'public' }, `insert into application default values`],
    ] as const;
    for (const [actor, statement] of denied) expect([statement, await refusal(changed(actor, statement, []))]).toEqual([statement, '42501']);
  });

  test('only the representative signs for the firm, only a senior officer for the programme', async () => {
    const versionId = randomUUID();
    await database.owner(`insert into agreement_version (id, agreement_id, application_id, firm_id, number, content, amount_won, hash, effective_on) values ($1, $2, $3, $4, 1, '{}', 30000000, $5, '2026-10-01')`,
      [versionId, mine.agreementId, mine.applicationId, mine.firmId, randomBytes(32)]);
    const sign = (actor: Acting, party: string, duty: string, userId: string) => refusal(changed(actor,
      `insert into agreement_signature (agreement_version_id, agreement_id, application_id, firm_id, party, user_id, signer_name, duty, document_hash) values ($1, $2, $3, $4, $5, $6, 'x', $7, $8)`,
      [versionId, mine.agreementId, mine.applicationId, mine.firmId, party, userId, duty, randomBytes(32)]));
    expect(await sign({ ...firm(), duty: 'helper' }, 'firm', 'representative', mine.memberId)).toBe('42501');
    expect(await sign(firm(), 'firm', 'representative', world.seniorId)).toBe('42501');
    expect(await sign(central(), 'officer', 'senior_officer', world.officerId)).toBe('42501');
    expect(await sign(central('senior_officer'), 'firm', 'representative', world.seniorId)).toBe('42501');
    expect(await sign(firm(), 'firm', 'representative', mine.memberId)).toBe('accepted');
    expect(await sign(central('senior_officer'), 'officer', 'senior_officer', world.seniorId)).toBe('accepted');
  });

  test('an administrator gives grants, but none to himself', async () => {
    const admin = { role: 'admin', duty: 'admin', userId: world.financeId };
    const grant = (userId: string) => refusal(changed(admin, `insert into role_grant (user_id, role, duty) values ($1, 'officer', 'senior_officer')`, [userId]));
    expect(await grant(world.officerId)).toBe('accepted');
    expect(await grant(world.financeId)).toBe('42501');
  });

  test('a notice is written to anybody and read by its receiver alone', async () => {
    const id = randomUUID();
    const insert = `insert into notice (id, kind, recipient_id, path) values ($1, 'x', $2, '/')`;
    await acting(database.appUrl, firm(), (query) => query(insert, [id, world.officerId]), true);
    expect(await changed(firm(), 'select from notice where id = $1', [id])).toBe(0);
    expect(await changed(central(), 'select from notice where id = $1', [id])).toBe(1);
    expect(await changed(central(), 'update notice set read_at = now() where id = $1', [id])).toBe(1);
    expect(await changed({ ...central(), userId: world.seniorId }, 'update notice set read_at = now() where id = $1', [id])).toBe(0);
  });

  test('the number of a bank account is read by the officer who pays, through its function', async () => {
    const [account] = await database.owner<{ id: string }>('select id from bank_account where firm_id = $1', [mine.firmId]);
    const read = (actor: Acting) => changed(actor, 'select * from bank_account_number($1)', [account?.id]);
    expect(await read({ role: 'officer', duty: 'finance_officer', userId: world.financeId })).toBe(1);
    expect(await read(central())).toBe(0);
    expect(await refusal(read(firm()))).toBe('42501');
    expect(await refusal(acting(database.appUrl, firm(), (query) => query('select append_seal($1, null, null, $1)', ['money'])))).toBe('42501');
  });
});

describe('functions that see more than their caller', () => {
  test('search finds firms within the scope of the searcher', async () => {
    const search = (actor: Acting, text: string) => acting(database.appUrl, actor, async (query) => (await query('select firm_id from search_firms($1)', [text])).rows.map((row: { firm_id: string }) => row.firm_id));
    const [name] = await database.owner<{ name: string }>('select name from firm where id = $1', [theirs.firmId]);
    expect(await search(central(), name?.name ?? '')).toEqual([theirs.firmId]);
    expect(await search({ role: 'auditor' }, name?.name ?? '')).toEqual([theirs.firmId]);
    for (const actor of [firm(), consultant(), partner(), parent(), evaluator()]) {
      expect(await search(actor, name?.name ?? '')).toEqual([]);
      expect(await search(actor, 'firm ')).toEqual([mine.firmId]);
    }
    expect(await search(central(), '%')).toEqual([]);
  });

  test('search finds Korean names by a part of two letters', async () => {
    await database.owner(`update firm set name = '가온정밀(주)' where id = $1`, [theirs.firmId]);
    const found = await acting(database.appUrl, central(), async (query) => (await query(`select firm_id from search_firms('정밀')`)).rows);
    expect(found).toEqual([{ firm_id: theirs.firmId }]);
  });

  test('public figures count without showing a row, recipients come with their language', async () => {
    const [figures] = await acting(database.appUrl, { role: 'public' }, async (query) => (await query('select public_outcomes($1) as figures', [world.yearId])).rows);
    expect(figures.figures).toMatchObject({ agreedWon: expect.any(Number), selected: expect.any(Number) });
    const people = await acting(database.appUrl, central(), async (query) => (await query('select user_id, locale, duty from firm_recipients($1)', [mine.firmId])).rows);
    expect(people).toEqual([{ user_id: mine.memberId, locale: 'ko', duty: 'representative' }]);
  });
});
