import { describe, expect, it } from 'vitest';
import { escalateOverdue } from '#app/services/notices/escalate-overdue.ts';
import { remindKpiReadings } from '#app/services/notices/remind-kpi-readings.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { closeVisitWindows } from '#app/services/visits/close-visit-windows.ts';
import { runSweep } from '#app/jobs/sweep.ts';
import { createConsultant } from '#tests/factories/consultants.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
const at = (day: string) => systemContext(new Date(`${day}T21:10:00Z`), 'test');

async function one(text: string, values: readonly unknown[]): Promise<string> {
  const [row] = await db.owner<{ id: string }>(`${text} returning id`, values);
  if (!row) throw new Error('nothing was made');
  return row.id;
}

async function makeCase() {
  const firm = await createFirm(db.owner);
  const [year] = await db.owner<{ id: string }>('select id from programme_year order by number limit 1');
  const yearId =
    year?.id ??
    (await one(
      `insert into programme_year (stage_id, number, code, label, receipt_prefix, call_opens_at, call_closes_at, selection_closes_on, starts_on, ends_on, quota, budget_won)
       values ($1, 14, 'Y14', '{}', 'IIM-2026', '2026-01-01', '2026-03-01', '2026-04-01', '2026-01-01', '2027-12-31', 100, 1000000000)`,
      [await one(`insert into stage (programme_id, number, name, starts_on, ends_on) values ($1, 3, '{}', '2026-01-01', '2030-12-31')`, [await one(`insert into programme (code, name) values ('iim', '{}')`, [])])],
    ));
  const applicationId = await one(`insert into application (firm_id, programme_year_id, state, receipt_number, submitted_at) values ($1, $2, 'admitted', $3, now())`, [firm.id, yearId, `IIM-${firm.businessNumber}`]);
  return { firm, applicationId, yearId };
}

async function makeLoggedVisit(input: { confirmDueOn: string; told: boolean }) {
  const { firm, applicationId } = await makeCase();
  const consultant = await createConsultant(db.owner);
  const assignmentId = await one(`insert into assignment (application_id, firm_id, consultant_id, state) values ($1, $2, $3, 'active')`, [applicationId, firm.id, consultant.consultantId]);
  const visitId = await one(
    `insert into visit (assignment_id, application_id, firm_id, consultant_id, state, starts_at, ends_at, visit_on, purpose, confirm_due_on, logged_at)
     values ($1, $2, $3, $4, 'logged', '2026-08-03T01:00:00Z', '2026-08-03T08:00:00Z', '2026-08-03', 'x', $5, '2026-08-03T09:00:00Z')`,
    [assignmentId, applicationId, firm.id, consultant.consultantId, input.confirmDueOn],
  );
  const noticeId = await one(`insert into notice (kind, recipient_id, path, subject_type, subject_id, read_at) values ('visit_logged', $1, '/', 'visit', $2, $3)`, [firm.representative.userId, visitId, input.told ? new Date() : null]);
  return { visitId, firm, consultant, noticeId };
}

const stateOf = async (visitId: string) => (await db.owner<{ state: string; confirm_method: string | null }>('select state, confirm_method from visit where id = $1', [visitId]))[0];

describe('the daily rules', () => {
  it('counts a visit as not disputed after its period, tells both sides, and records it', async () => {
    const { visitId, firm, consultant } = await makeLoggedVisit({ confirmDueOn: '2026-08-10', told: true });
    expect(await closeVisitWindows(at('2026-08-09'))).toBe(0);
    expect((await stateOf(visitId))?.state).toBe('logged');
    expect(await closeVisitWindows(at('2026-08-10'))).toBe(1);
    expect(await stateOf(visitId)).toEqual({ state: 'not_disputed', confirm_method: 'silence' });
    const told = await db.owner(`select recipient_id from notice where kind = 'visit_not_disputed' and subject_id = $1`, [visitId]);
    expect(told.map((row) => row['recipient_id']).sort()).toEqual([firm.representative.userId, consultant.userId].sort());
    expect(await db.owner(`select 1 from event where subject_id = $1 and action = 'close_window' and actor_duty = 'system'`, [visitId])).toHaveLength(1);
    expect(await closeVisitWindows(at('2026-08-11'))).toBe(0);
  });

  it('does not hold silence against a firm that was never told', async () => {
    const { visitId } = await makeLoggedVisit({ confirmDueOn: '2026-08-10', told: false });
    await closeVisitWindows(at('2026-08-20'));
    expect((await stateOf(visitId))?.state).toBe('logged');
  });

  it('asks a firm once a month for missing readings, before the fifth working day', async () => {
    const { firm, applicationId, yearId } = await makeCase();
    const settings = { grantMinWon: 20_000_000, grantMaxWon: 40_000_000, advanceCapPercent: 70 };
    const settingsId = await one(`insert into settings_version (programme_year_id, version, values, valid_from) values ($1, 1, $2, '2026-01-01')`, [yearId, settings]);
    const approver = await createPerson(db.owner, 'senior_officer');
    const decisionId = await one(
      `insert into grant_decision (application_id, firm_id, settings_version_id, state, requested_won, amount_won, approved_by) values ($1, $2, $3, 'approved', 20000000, 20000000, $4)`,
      [applicationId, firm.id, settingsId, approver.userId],
    );
    await one(`insert into agreement (application_id, firm_id, grant_decision_id, state, amount_won, starts_on, ends_on) values ($1, $2, $3, 'in_force', 20000000, '2026-06-01', '2027-05-31')`, [applicationId, firm.id, decisionId]);
    const [definition] = await db.owner<{ code: string }>('select code from kpi_definition limit 1');
    await one(`insert into kpi_card (application_id, firm_id, definition_code, state, unit, better) values ($1, $2, $3, 'frozen', '%', 'lower')`, [applicationId, firm.id, definition?.code]);
    expect(await remindKpiReadings(at('2026-08-19'))).toBe(0);
    expect(await remindKpiReadings(at('2026-08-02'))).toBe(1);
    expect(await remindKpiReadings(at('2026-08-03'))).toBe(0);
    const [notice] = await db.owner<{ values: Record<string, unknown> }>(`select values from notice where kind = 'kpi_due' and application_id = $1`, [applicationId]);
    expect(notice?.values).toMatchObject({ month: '2026-07', count: 1, dueOn: '2026-08-07' });
  });

  it('reports overdue work to officers once, three working days late, and leaves cases on hold alone', async () => {
    await createPerson(db.owner, 'officer');
    const late = await makeCase();
    const held = await makeCase();
    for (const { applicationId, firm } of [late, held]) {
      await one(`insert into clock_segment (machine, subject_id, application_id, firm_id, state, side, due_on) values ('application', $1, $1, $2, 'screening', 'officer', '2026-08-05')`, [applicationId, firm.id]);
    }
    await one(`insert into hold (firm_id, application_id, state, scope, cause_code) values ($1, $2, 'active', 'all', 'inspection')`, [held.firm.id, held.applicationId]);
    expect(await escalateOverdue(at('2026-08-06'))).toBe(0);
    expect(await escalateOverdue(at('2026-08-09'))).toBe(1);
    expect(await escalateOverdue(at('2026-08-10'))).toBe(0);
    expect(await db.owner(`select 1 from notice where kind = 'deadline_overdue' and subject_id = $1`, [late.applicationId])).not.toHaveLength(0);
  });

  it('sweeps sessions and keys that are over, and keeps those that live', async () => {
    const person = await createPerson(db.owner, 'officer');
    for (const [byte, hours] of [[1, -1], [2, 1]]) {
      await db.owner(`insert into session (id_hash, user_id, expires_at) values (sha256($1::bytea), $2, now() + make_interval(hours => $3))`, [Buffer.from([byte ?? 0]), person.userId, hours]);
    }
    await db.owner(`insert into idempotency (key, user_id, operation, request_hash, created_at) values ('old', $1, 'x', 'x', now() - interval '91 days')`, [person.userId]);
    expect(await runSweep(new Date())).toMatchObject({ sessions: 1, keys: 1 });
    expect(await db.owner('select 1 from session where user_id = $1', [person.userId])).toHaveLength(1);
  });
});
