import type { VisitLog } from '#app/services/visits/log-visit.ts';
import { createConsultant, type Consultant } from './consultants.ts';
import { createFirm, type Firm } from './firms.ts';
import type { Owner } from './owner.ts';
import { createPerson, type Person } from './people.ts';
import { uniqueWord } from './unique.ts';

/** A firm with its people, an admitted application and a consultant who works there. */
export interface ActiveAssignment {
  readonly firm: Firm;
  readonly manager: Person;
  readonly shopFloor: Person;
  readonly helper: Person;
  readonly consultant: Consultant;
  readonly applicationId: string;
  readonly assignmentId: string;
  readonly taskIds: readonly string[];
}

async function one(owner: Owner, text: string, values: readonly unknown[]): Promise<string> {
  const [row] = await owner<{ id: string }>(`${text} returning id`, values);
  if (!row) throw new Error('nothing was made');
  return row.id;
}

async function programmeYear(owner: Owner): Promise<string> {
  const [year] = await owner<{ id: string }>('select id from programme_year order by number desc limit 1');
  if (year) return year.id;
  const programmeId = await one(owner, `insert into programme (code, name) values ('iim', '{}')`, []);
  const stageId = await one(owner, `insert into stage (programme_id, number, name, starts_on, ends_on) values ($1, 3, '{}', '2026-01-01', '2030-12-31')`, [programmeId]);
  return one(
    owner,
    `insert into programme_year (stage_id, number, code, label, receipt_prefix, call_opens_at, call_closes_at, selection_closes_on, starts_on, ends_on, quota, budget_won)
     values ($1, 14, 'Y14', '{"ko":"14","en":"14"}', 'IIM-2026', '2026-01-01', '2026-03-01', '2026-04-01', '2026-01-01', '2027-12-31', 100, 1000000000)`,
    [stageId],
  );
}

/** Makes an active assignment; `days` is what was agreed (25), `consultant` one who has other firms already. */
export async function createActiveAssignment(owner: Owner, options: { readonly days?: number; readonly consultant?: Consultant; readonly tasks?: readonly string[] } = {}): Promise<ActiveAssignment> {
  const firm = await createFirm(owner);
  const consultant = options.consultant ?? (await createConsultant(owner));
  const yearId = await programmeYear(owner);
  const applicationId = await one(owner, `insert into application (firm_id, programme_year_id, state, receipt_number, submitted_at) values ($1, $2, 'admitted', $3, now())`, [firm.id, yearId, `IIM-${uniqueWord()}`]);
  const assignmentId = await one(
    owner,
    `insert into assignment (application_id, firm_id, consultant_id, state, man_days_half, started_on) values ($1, $2, $3, 'active', $4, '2026-06-01')`,
    [applicationId, firm.id, consultant.consultantId, (options.days ?? 25) * 2],
  );
  const planId = await one(owner, `insert into plan (application_id, firm_id, state) values ($1, $2, 'approved')`, [applicationId, firm.id]);
  const taskIds: string[] = [];
  for (const [position, title] of (options.tasks ?? ['Changeover of press 2', 'Defect sheet']).entries()) {
    taskIds.push(await one(owner, `insert into plan_task (plan_id, application_id, firm_id, position, title) values ($1, $2, $3, $4, $5)`, [planId, applicationId, firm.id, position, title]));
  }
  const [manager, shopFloor, helper] = [await createPerson(owner, 'manager', { firmId: firm.id }), await createPerson(owner, 'shop_floor', { firmId: firm.id }), await createPerson(owner, 'helper', { firmId: firm.id })];
  return { firm, manager, shopFloor, helper, consultant, applicationId, assignmentId, taskIds };
}

/** A complete visit log as typed; Tuesday 4 August 2026, 09:30 to 16:00, one day. */
export function visitLogOf(applicationId: string, changes: Partial<VisitLog> = {}): VisitLog {
  return {
    applicationId,
    deviceId: null,
    lateReason: null,
    visitOn: '2026-08-04',
    startTime: '09:30',
    endTime: '16:00',
    placeKind: 'firm',
    placeText: null,
    manDays: null,
    kind: 'coaching',
    purpose: 'Shorter changeover at press 2',
    attendees: 'Lee Seojun (production)\nKim Haneul',
    ceoPresent: true,
    findings: 'Four changeovers filmed and split.',
    promises: '- Repeat at press 3\n- Record five changeovers',
    nextSteps: 'Compare the records.',
    nextVisitOn: '2026-08-18',
    tasks: [],
    ...changes,
  };
}
