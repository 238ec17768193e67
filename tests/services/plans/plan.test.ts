import { beforeAll, describe, expect, test } from 'vitest';
import { isAppError } from '#app/domain/errors.ts';
import { approvePlan, returnPlan } from '#app/services/plans/approve-plan.ts';
import { endorsePlan, resendPlan, sendPlanBack } from '#app/services/plans/endorse-plan.ts';
import { getPlanView } from '#app/services/plans/get-plan.ts';
import { addActivities, removeTask, saveTask } from '#app/services/plans/save-task.ts';
import { signPlan } from '#app/services/plans/sign-plan.ts';
import { reopenPlan, startPlan } from '#app/services/plans/start-plan.ts';
import { agreeDiagnosis } from '#tests/factories/assessment.ts';
import { createAdmittedCase, type AdmittedCase } from '#tests/factories/case.ts';
import { contextOf } from '#tests/factories/people.ts';
import { coSignCards, draftPlan, planVersion, submitPlan, taskInput } from '#tests/factories/plan.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let given: AdmittedCase;
const now = '2026-10-20T01:00:00Z';
const firm = () => contextOf(given.firm.representative.actor, now);
const consultant = () => contextOf(given.consultant.actor, now);
const officer = () => contextOf(given.officer.actor, now);
const senior = () => contextOf(given.senior.actor, now);
const view = () => getPlanView(firm(), given.applicationId);

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

async function grantRow() {
  const rows = await database.owner<{ state: string; requested_won: number }>(`select state, requested_won from grant_decision where application_id = $1`, [given.applicationId]);
  return rows.map((row) => ({ state: row.state, requestedWon: Number(row.requested_won) }));
}

describe('before the plan', () => {
  beforeAll(async () => {
    given = await createAdmittedCase(database.owner);
  });

  test('the diagnosis has to be agreed and a quality and a delivery card co-signed', async () => {
    expect(await codeOf(startPlan(firm(), given.applicationId))).toBe('incomplete');
    await agreeDiagnosis(given);
    expect(await codeOf(startPlan(firm(), given.applicationId))).toBe('incomplete');
    await coSignCards(given);
    await Promise.all([startPlan(firm(), given.applicationId), startPlan(consultant(), given.applicationId)]);
    expect((await view()).plan?.state).toBe('draft');
  });

  test('the next step of the chosen areas is offered and becomes tasks with months and a KPI', async () => {
    const { areas } = await view();
    expect(areas.filter((area) => area.isChosen).map((area) => area.code).sort()).toEqual(['A5', 'A7']);
    const first = areas[0]?.activities[0]?.id ?? '';
    expect(await codeOf(addActivities(firm(), { applicationId: given.applicationId, activityCodes: [] }))).toBe('invalid_input');
    await addActivities(firm(), { applicationId: given.applicationId, activityCodes: [first] });
    const { tasks, issues } = await view();
    expect(tasks).toMatchObject([{ areaCode: 'A5', activityCode: first, kpiCode: 'Q1', startMonth: '2026-10', endMonth: '2026-12' }]);
    expect(issues.map((issue) => issue.code)).toEqual(expect.arrayContaining(['owner_missing', 'too_few_tasks', 'delivery_kpi_missing', 'grant_below_min', 'effect_missing']));
    await removeTask(firm(), { applicationId: given.applicationId, taskId: tasks[0]?.id ?? '' });
    expect((await view()).tasks).toEqual([]);
  });
});

describe('the tasks', () => {
  beforeAll(async () => {
    given = await createAdmittedCase(database.owner);
    await agreeDiagnosis(given);
    await coSignCards(given);
    await draftPlan(given);
  });

  test('stay inside the project period and within the grant', async () => {
    expect(await codeOf(saveTask(firm(), taskInput(given, { startMonth: '2026-07' })))).toBe('invalid_input');
    expect(await codeOf(saveTask(firm(), taskInput(given, { startMonth: '2027-03' })))).toBe('invalid_input');
    expect(await codeOf(saveTask(firm(), taskInput(given, { amountWon: 40_000_001 })))).toBe('invalid_input');
    expect(await codeOf(saveTask(firm(), taskInput(given, { budgetCategory: null })))).toBe('invalid_input');
    expect(await codeOf(saveTask(firm(), taskInput(given, { areaCode: 'A99' })))).toBe('invalid_input');
  });

  test('are kept by the one who saved first', async () => {
    const task = (await view()).tasks[0];
    const change = taskInput(given, { taskId: task?.id ?? null, revision: 1, kpiCardId: task?.kpiCardId ?? null });
    await saveTask(firm(), change);
    expect(await codeOf(saveTask(contextOf(given.manager.actor, now), change))).toBe('stale_version');
  });

  test('warn against a system before standard work', async () => {
    const extra = await saveTask(firm(), taskInput(given, { areaCode: 'A9', title: 'MES' }));
    await database.owner(`alter table assessment_answer disable trigger agreed_assessment`);
    await database.owner(`update assessment_answer set confirmed_level = 1 where application_id = $1 and area_code = 'A3'`, [given.applicationId]);
    expect((await view()).issues).toContainEqual(expect.objectContaining({ code: 'digital_before_standard_work', severity: 'warning' }));
    await database.owner(`alter table assessment_answer enable trigger agreed_assessment`);
    await removeTask(firm(), { applicationId: given.applicationId, taskId: extra });
  });

  test('are the firm’s alone to write', async () => {
    expect(await codeOf(saveTask(consultant(), taskInput(given)))).toBe('not_allowed');
    expect(await codeOf(saveTask(officer(), taskInput(given)))).toBe('not_allowed');
  });
});

describe('from signature to approval', () => {
  beforeAll(async () => {
    given = await createAdmittedCase(database.owner);
    await agreeDiagnosis(given);
    await coSignCards(given);
    await draftPlan(given);
  });

  test('the representative signs, nobody else', async () => {
    const version = await planVersion(given);
    expect(await codeOf(signPlan(contextOf(given.manager.actor, now), { applicationId: given.applicationId, version }))).toBe('not_allowed');
    expect(await codeOf(signPlan(firm(), { applicationId: given.applicationId, version: version + 7 }))).toBe('stale_version');
    await signPlan(firm(), { applicationId: given.applicationId, version });
    expect(await codeOf(saveTask(firm(), taskInput(given)))).toBe('not_your_turn');
  });

  test('the consultant may hand it back, or endorses with opinion and risks', async () => {
    expect(await codeOf(sendPlanBack(consultant(), { applicationId: given.applicationId, version: await planVersion(given), reason: ' ' }))).toBe('reason_required');
    await sendPlanBack(consultant(), { applicationId: given.applicationId, version: await planVersion(given), reason: 'The months overlap.' });
    expect((await view()).plan?.state).toBe('draft');
    await signPlan(firm(), { applicationId: given.applicationId, version: await planVersion(given) });
    expect(await codeOf(endorsePlan(consultant(), { applicationId: given.applicationId, version: await planVersion(given), opinion: 'ok', risks: [' '] }))).toBe('invalid_input');
    await endorsePlan(consultant(), { applicationId: given.applicationId, version: await planVersion(given), opinion: 'Feasible.', risks: ['Turnover'] });
    await resendPlan(consultant(), given.applicationId);
    expect((await view()).plan).toMatchObject({ state: 'submitted', totalWon: 24_000_000, risks: ['Turnover'] });
    expect(await grantRow()).toEqual([{ state: 'submitted', requestedWon: 24_000_000 }]);
  });

  test('an officer returns it twice at most; a changed sum follows into the one grant decision', async () => {
    for (const amountWon of [13_000_000, 14_000_000]) {
      await returnPlan(officer(), { applicationId: given.applicationId, version: await planVersion(given), items: ['Say who checks the log.', ''] });
      await reopenPlan(firm(), { applicationId: given.applicationId, version: await planVersion(given) });
      const task = (await view()).tasks[0];
      await saveTask(firm(), taskInput(given, { taskId: task?.id ?? null, revision: task?.revision ?? 0, kpiCardId: task?.kpiCardId ?? null, amountWon }));
      await submitPlan(given);
      expect(await grantRow()).toEqual([{ state: 'submitted', requestedWon: 12_000_000 + amountWon }]);
    }
    expect(await codeOf(returnPlan(officer(), { applicationId: given.applicationId, version: await planVersion(given), items: ['again'] }))).toBe('limit_exceeded');
    expect(await codeOf(returnPlan(officer(), { applicationId: given.applicationId, version: await planVersion(given), items: [' '] }))).toBe('reason_required');
  });

  test('a senior officer approves once the grant is decided, and version 1 is frozen', async () => {
    const version = await planVersion(given);
    expect(await codeOf(approvePlan(officer(), { applicationId: given.applicationId, version }))).toBe('not_your_turn');
    expect(await codeOf(approvePlan(senior(), { applicationId: given.applicationId, version }))).toBe('incomplete');
    await database.owner(`alter table grant_decision disable trigger check_state`);
    await database.owner(`update grant_decision set state = 'approved', amount_won = requested_won, approved_by = $2 where application_id = $1`, [given.applicationId, given.senior.userId]);
    await database.owner(`alter table grant_decision enable trigger check_state`);
    await approvePlan(senior(), { applicationId: given.applicationId, version });
    const shown = await view();
    expect(shown.plan).toMatchObject({ state: 'approved', approverName: given.senior.actor.name });
    expect(shown.versions).toMatchObject([{ number: 1, totalWon: 26_000_000 }]);
    await expect(database.owner(`update plan_version set total_won = 1 where plan_id = $1`, [shown.plan?.id])).rejects.toThrow();
  });

  test('the same person never signs and approves', async () => {
    await database.owner(`update plan set signed_by = null where application_id = $1`, [given.applicationId]);
    await expect(database.owner(`update plan set signed_by = approved_by where application_id = $1`, [given.applicationId])).rejects.toThrow(/plan_four_eyes/u);
  });
});
