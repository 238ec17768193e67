import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { verify } from '#db/verify.ts';
import { useDatabase } from '#tests/support/database.ts';
import { acting, type Case, makeCase, makeWorld, refusal, type World } from './world.ts';

const database = useDatabase();
let world: World;
let made: Case;

beforeAll(async () => {
  world = await makeWorld(database.owner);
  made = await makeCase(database.owner, world);
});

const append = (query: pg.Client['query'], actor: string | null, machine: string | null, id = randomUUID()) =>
  query(`insert into event (id, machine, subject_type, subject_id, action, actor_id, actor_role, actor_duty, payload) values ($1, $2, 'visit', $3, 'log', $4, 'firm', 'manager', '{"a": 1}')`, [id, machine, made.visitId, actor]);

describe('the record of events', () => {
  test('chains are complete after many transactions at once', async () => {
    const actor = { role: 'firm', duty: 'manager', userId: made.memberId, firmId: made.firmId };
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          acting(database.appUrl, actor, async (query) => {
            await append(query, made.memberId, index % 2 ? 'tranche' : 'visit');
            await append(query, made.memberId, index % 3 ? 'visit' : 'tranche');
          }, index !== 7),
        ),
      );
    }
    const result = await verify(database.ownerUrl);
    expect(result.findings.filter((finding) => /chain|sealed/.test(finding.rule))).toEqual([]);
    const money = await database.owner<{ count: string; last: string }>(`select count(*)::text as count, max(number)::text as last from record_seal where chain = 'money'`);
    expect(money[0]?.count).toBe(money[0]?.last);
  });

  test('refuses update, delete and truncate even for the owner', async () => {
    for (const statement of [`update event set action = 'x'`, 'delete from event', 'truncate event cascade', 'delete from record_seal']) {
      expect(await refusal(database.owner(statement))).toBe('IP002');
    }
  });

  test('cannot be written in the name of somebody else', async () => {
    const actor = { role: 'firm', duty: 'manager', userId: made.memberId, firmId: made.firmId };
    expect(await refusal(acting(database.appUrl, actor, (query) => append(query, world.officerId, 'visit')))).toBe('42501');
    expect(await refusal(acting(database.appUrl, actor, (query) => append(query, null, 'visit')))).toBe('accepted');
  });

  test('shows a changed row, a lost row and a cut tail to the verifier', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()] as const;
    await database.owner(`insert into event (id, subject_type, subject_id, action, actor_role, actor_duty, machine) select unnest($1::uuid[]), 'x', $2, 'x', 'worker', 'system', 'recovery'`, [[...ids], made.firmId]);
    const damage = async (...statements: string[]) => {
      const client = new pg.Client({ connectionString: database.ownerUrl });
      await client.connect();
      await client.query(`set session_replication_role = replica`);
      for (const statement of statements) await client.query(statement);
      await client.end();
      return (await verify(database.ownerUrl)).findings.filter((finding) => /chain/.test(finding.rule)).map((finding) => finding.detail);
    };
    const changed = await damage(`update event set reason_text = 'other' where id = '${ids[0]}'`);
    expect(changed.some((detail) => detail.includes(ids[0]) && detail.includes('hash'))).toBe(true);
    const mended = await damage(`update event set reason_text = null where id = '${ids[0]}'`);
    expect(mended).toEqual([]);
    const [seal] = await database.owner<{ number: string }>(`select number::text from record_seal where event_id = $1`, [ids[1]]);
    const lost = await damage(`create temp table kept as select * from record_seal where event_id = '${ids[1]}'`, `delete from record_seal where event_id = '${ids[1]}'`);
    expect(lost.some((detail) => detail.includes(`money ${Number(seal?.number) + 1}`) && detail.includes('missing'))).toBe(true);
    const cut = await damage(`delete from record_seal where chain = 'money' and number >= ${seal?.number}`);
    expect(cut.some((detail) => detail.startsWith('money ends at'))).toBe(true);
  });
});

describe('the places of consultants', () => {
  test('follow the assignments, and a counter that does not is found', async () => {
    const places = async () => (await verify(database.ownerUrl)).findings.filter((finding) => finding.rule === 'places of consultants');
    expect(await places()).toEqual([]);
    await database.owner(`update consultant set live_count = live_count + 1 where id = $1`, [made.consultantId]);
    expect(await places()).toHaveLength(1);
    await database.owner(`update consultant set live_count = live_count - 1 where id = $1`, [made.consultantId]);
  });
});

describe('frozen content', () => {
  test('is refused any change once it was submitted, scored, frozen or claimed', async () => {
    const refused = async (statement: string, values: unknown[]) => expect(await refusal(database.owner(statement, values))).toBe('IP002');
    await refused(`update application_version set answers = '{"a": 1}' where id = $1`, [made.versionId]);
    await database.owner(`update kpi_card set frozen_at = now(), target_value = 2, baseline_value = 4 where id = $1`, [made.cardId]);
    await refused(`update kpi_card set target_value = 3 where id = $1`, [made.cardId]);
    await refused(`update kpi_card set definition_code = 'Q2' where id = $1`, [made.cardId]);
    await refused(`delete from kpi_card where id = $1`, [made.cardId]);
    const [assignment] = await database.owner<{ id: string }>(`insert into evaluation_assignment (application_id, firm_id, evaluator_id) values ($1, $2, $3) returning id`, [made.applicationId, made.firmId, world.officerId]);
    const [score] = await database.owner<{ id: string }>(
      `insert into evaluation_score (evaluation_assignment_id, application_id, evaluator_id, score_sheet_id, total, submitted_at) select $1, $2, $3, id, 80, now() from score_sheet limit 1 returning id`,
      [assignment?.id, made.applicationId, world.officerId]);
    await refused(`update evaluation_score set total = 90 where id = $1`, [score?.id]);
    await database.owner(`insert into assessment_answer (assessment_id, application_id, firm_id, area_code) values ($1, $2, $3, 'A1')`, [made.assessmentId, made.applicationId, made.firmId]);
    await database.owner(`set session_replication_role = replica; update assessment set state = 'agreed' where id = '${made.assessmentId}'; update visit set state = 'fee_claimed' where id = '${made.visitId}'; set session_replication_role = origin`);
    await refused(`update assessment_answer set own_level = 5 where assessment_id = $1`, [made.assessmentId]);
    await refused(`update visit set man_days_half = 4 where id = $1`, [made.visitId]);
  });

  test('a frozen card takes a new baseline only as a new version', async () => {
    const other = await makeCase(database.owner, world);
    await database.owner(`set session_replication_role = replica; update kpi_card set state = 'rebaseline_requested', frozen_at = now(), baseline_value = 4 where id = '${other.cardId}'; set session_replication_role = origin`);
    expect(await refusal(database.owner(`update kpi_card set baseline_value = 5, state = 'frozen', version = version + 1 where id = $1`, [other.cardId]))).toBe('IP002');
    expect(await refusal(database.owner(`update kpi_card set baseline_value = 5, baseline_version = baseline_version + 1, state = 'frozen', version = version + 1 where id = $1`, [other.cardId]))).toBe('accepted');
  });
});

describe('visits and advisers', () => {
  const plan = (one: Case, from: string, to: string, state = 'planned') =>
    refusal(database.owner(`insert into visit (assignment_id, application_id, firm_id, consultant_id, starts_at, ends_at, visit_on, purpose, state) values ($1, $2, $3, $4, $5, $6, '2040-01-01', 'x', $7)`,
      [one.assignmentId, one.applicationId, one.firmId, one.consultantId, from, to, state]));

  test('one consultant is never at two places, also at two firms', async () => {
    const first = await makeCase(database.owner, world);
    const second = await makeCase(database.owner, world, { consultantId: first.consultantId });
    expect(await plan(first, '2040-01-01T09:00Z', '2040-01-01T12:00Z')).toBe('accepted');
    expect(await plan(second, '2040-01-01T11:59Z', '2040-01-01T13:00Z')).toBe('23P01');
    expect(await plan(second, '2040-01-01T12:00Z', '2040-01-01T13:00Z')).toBe('accepted');
    expect(await plan(second, '2040-01-01T09:30Z', '2040-01-01T10:00Z', 'cancelled')).toBe('accepted');
    const both = await Promise.all([plan(first, '2040-02-01T09:00Z', '2040-02-01T12:00Z'), plan(second, '2040-02-01T10:00Z', '2040-02-01T11:00Z')]);
    expect(both.sort()).toEqual(['23P01', 'accepted']);
  });

  test('a child row never names another firm than its case', async () => {
    const other = await makeCase(database.owner, world);
    expect(await refusal(database.owner(`insert into plan_task (plan_id, application_id, firm_id, title) values ($1, $2, $3, 'x')`, [made.planId, made.applicationId, other.firmId]))).toBe('23503');
  });

  test('who advises a firm does not evaluate it, and the other way round', async () => {
    const one = await makeCase(database.owner, world);
    const evaluate = (evaluator: string) => refusal(database.owner(`insert into evaluation_assignment (application_id, firm_id, evaluator_id) values ($1, $2, $3)`, [one.applicationId, one.firmId, evaluator]));
    expect(await evaluate(one.consultantUserId)).toBe('IP006');
    const two = await makeCase(database.owner, world);
    expect(await refusal(database.owner(`insert into evaluation_assignment (application_id, firm_id, evaluator_id) values ($1, $2, $3)`, [two.applicationId, two.firmId, one.consultantUserId]))).toBe('accepted');
    expect(await refusal(database.owner(`insert into assignment (application_id, firm_id, consultant_id, role, state) values ($1, $2, $3, 'management', 'active')`, [two.applicationId, two.firmId, one.consultantId]))).toBe('IP006');
  });
});
