import { createConsultant, type Consultant } from './consultants.ts';
import { createFirm, type Firm } from './firms.ts';
import type { Owner } from './owner.ts';
import { createPerson, type Person } from './people.ts';
import settings from '#db/seeds/settings-2026.json' with { type: 'json' };
import { randomBytes } from 'node:crypto';
import { uniqueWord } from './unique.ts';

/** An admitted application with an active consultant, and the people around it. */
export interface AdmittedCase {
  readonly applicationId: string;
  readonly firm: Firm;
  readonly manager: Person;
  readonly consultant: Consultant;
  readonly officer: Person;
  readonly senior: Person;
}

/** Figures of the application as they lie in its submitted version. */
const INDICATORS = {
  indicator_process_defect: { numerator: 5474, denominator: 70180, fromMonth: '2026-05', toMonth: '2026-07', scope: 'Steering shafts', source: 'Daily reports' },
  indicator_delivery: { numerator: 137, denominator: 150, fromMonth: '2026-05', toMonth: '2026-07', scope: 'All orders', source: 'Shipping book' },
};

/** Inserts a case as it stands after selection and matching, past the use-cases before it. */
export async function createAdmittedCase(owner: Owner): Promise<AdmittedCase> {
  const firm = await createFirm(owner);
  const consultant = await createConsultant(owner);
  const one = async (text: string, values: readonly unknown[]) => {
    const [row] = await owner<{ id: string }>(`${text} returning id`, values);
    if (!row) throw new Error('The row was not made.');
    return row.id;
  };
  const [last] = await owner<{ number: number }>('select coalesce(max(number), 300) + 1 as number from programme_year');
  const number = Math.max(301, last?.number ?? 301);
  const programmeId = await one(`insert into programme (code, name) values ($1, '{"ko":"시험","en":"Test"}')`, [uniqueWord()]);
  const stageId = await one(`insert into stage (programme_id, number, name, starts_on, ends_on) values ($1, 1, '{"ko":"1","en":"1"}', '2020-01-01', '2035-01-01')`, [programmeId]);
  const yearId = await one(
    `insert into programme_year (stage_id, number, code, label, receipt_prefix, status, call_opens_at, call_closes_at, selection_closes_on, starts_on, ends_on, quota, budget_won, question_set_id, roadmap_version)
     select $1, $2, $3, '{"ko":"시험 차년도","en":"Test year"}', $4, 'running', '2026-07-01', '2026-08-14', '2026-09-30', '2026-08-01', '2027-07-31', 100, 4000000000,
       (select id from question_set where code = 'application' order by version desc limit 1), '2026.1'`,
    [stageId, number, `c${uniqueWord()}`, `CAS-${2000 + number}`],
  );
  const settingsId = await one(`insert into settings_version (programme_year_id, version, values, valid_from) values ($1, 1, $2, '2026-07-01')`, [yearId, JSON.stringify(settings)]);
  const applicationId = await one(
    `insert into application (firm_id, programme_year_id, state, settings_version_id, submitted_at, receipt_number) values ($1, $2::uuid, 'admitted', $3, '2026-08-10', take_receipt_number($2::uuid))`,
    [firm.id, yearId, settingsId],
  );
  await owner(
    `insert into application_version (application_id, firm_id, number, question_set_id, answers, hash, received_at)
     select $1, $2, 1, (select id from question_set where code = 'application' order by version desc limit 1), $3, $4, '2026-08-10'`,
    [applicationId, firm.id, JSON.stringify(INDICATORS), randomBytes(32)],
  );
  await owner(`insert into assignment (application_id, firm_id, consultant_id, state, started_on) values ($1, $2, $3, 'active', '2026-09-20')`, [applicationId, firm.id, consultant.consultantId]);
  return {
    applicationId,
    firm,
    consultant,
    manager: await createPerson(owner, 'manager', { firmId: firm.id }),
    officer: await createPerson(owner, 'officer'),
    senior: await createPerson(owner, 'senior_officer'),
  };
}
