import { createHash, randomBytes } from 'node:crypto';
import type { Duty } from '#app/domain/accounts/actor.ts';
import { createFundedYear, createGrantReadyCase, createMoneyPeople, type FundedYear, type MoneyPeople } from '#tests/factories/grant.ts';
import type { Owner } from '#tests/factories/owner.ts';
import { createFrozenCard } from '#tests/factories/kpi-card.ts';
import { createPerson, type Person } from '#tests/factories/people.ts';
import { storeDocument } from '#tests/factories/stored-document.ts';
import { uniqueWord } from '#tests/factories/unique.ts';

/** The records of one case that addresses and forms name. */
export interface CaseIds {
  readonly application: string;
  readonly decision: string;
  readonly agreement: string;
  readonly tranche: string;
  readonly visit: string;
  readonly card: string;
  readonly task: string;
  readonly document: string;
  readonly assignment: string;
  readonly notice: string;
  readonly batch: string;
  readonly appeal: string;
  readonly change: string;
  readonly firm: string;
}

/** One firm far into its year, and everybody who works on its case. */
export interface Side {
  /** Words that stand in this case's records and nowhere else. */
  readonly secrets: readonly string[];
  readonly ids: CaseIds;
  readonly organisationId: string;
  /** People who see this case and not the other one. */
  readonly people: Readonly<Partial<Record<Duty, Person>>>;
}

export interface TwoCases {
  readonly own: Side;
  readonly other: Side;
  readonly year: FundedYear;
  /** One person of each duty: those of the own case, and the central staff. */
  readonly people: Readonly<Record<Exclude<Duty, 'visitor' | 'system'>, Person>>;
}

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** Makes two firms of one year with agreement in force, a claim in hand, a logged visit, measured indicators and papers. */
export async function createTwoCases(owner: Owner): Promise<TwoCases> {
  const money = await createMoneyPeople(owner);
  const year = await createFundedYear(owner, money);
  const own = await createSide(owner, year, money);
  const other = await createSide(owner, year, money);
  const staff = { officer: money.officer, senior_officer: money.senior, finance_officer: money.finance, auditor: await createPerson(owner, 'auditor'), admin: await createPerson(owner, 'admin') };
  return { own, other, year, people: { ...own.people, ...staff } as TwoCases['people'] };
}

async function createSide(owner: Owner, year: FundedYear, money: MoneyPeople): Promise<Side> {
  const word = uniqueWord();
  const secrets = [`Werk-${word}`];
  const one = async (text: string, values: readonly unknown[]): Promise<string> => {
    const [row] = await owner<{ id: string }>(`${text} returning id`, values);
    if (!row) throw new Error(`Nothing was made: ${text.slice(0, 60)}`);
    return row.id;
  };
  const organisationId = await one(`insert into organisation (kind, is_contributing, name) values ('partner_hq', false, $1)`, [`Headquarters ${uniqueWord()}`]);
  const parentId = await one(`insert into organisation (kind, is_contributing, name) values ('parent_company', true, $1)`, [`Parent ${uniqueWord()}`]);
  const made = await createGrantReadyCase(owner, year, { planState: 'approved', organisationId });
  const { firm, consultant, applicationId } = made;
  secrets.push(firm.businessNumber, `${firm.businessNumber.slice(0, 3)}-${firm.businessNumber.slice(3, 5)}-${firm.businessNumber.slice(5)}`, firm.representative.email);
  await owner('update firm set name = $2, representative_name = $3 where id = $1', [firm.id, `Werk-${word}`, `Head of Werk-${word}`]);
  await owner('update plan set summary = $2 where application_id = $1', [applicationId, `Summary of Werk-${word}`]);
  const scope = [applicationId, firm.id] as const;
  const person = (duty: Duty, options: Parameters<typeof createPerson>[2] = {}): Promise<Person> => createPerson(owner, duty, options);
  const people: Partial<Record<Duty, Person>> = {
    representative: firm.representative,
    consultant,
    partner_officer: await person('partner_officer', { organisationId }),
    parent_manager: await person('parent_manager', { organisationId: parentId }),
    evaluator: await person('evaluator'),
  };
  for (const duty of ['manager', 'firm_finance', 'shop_floor', 'firm_reader', 'helper'] as const) people[duty] = await person(duty, { firmId: firm.id });
  await owner(`insert into supply_relation (firm_id, parent_id, tier, released_scopes) values ($1, $2, 2, '{profile,totals}')`, [firm.id, parentId]);
  await owner(`insert into evaluation_assignment (application_id, firm_id, evaluator_id, conflict_declaration, declared_at, due_on) values ($1, $2, $3, 'none', now(), $4)`, [...scope, people.evaluator?.userId, day(10)]);

  await owner('delete from grant_decision where id = $1', [made.decisionId]);
  await owner(
    `insert into grant_decision (id, application_id, firm_id, state, settings_version_id, requested_won, recommended_won, amount_won, proposed_by, proposed_at, approved_by, approved_at)
     values ($1, $2, $3, 'approved', $4, 30000000, 30000000, 30000000, $5, now(), $6, now())`,
    [made.decisionId, ...scope, year.settingsId, money.officer.userId, money.senior.userId],
  );
  const agreement = await one(
    `insert into agreement (application_id, firm_id, grant_decision_id, state, number, amount_won, starts_on, ends_on, in_force_at, accepted_at, countersigned_at)
     values ($1, $2, $3, 'in_force', $4, 30000000, $5, $6, now(), now(), now())`,
    [...scope, made.decisionId, `A-${word}`, day(-60), day(200)],
  );
  const version = await one(`insert into agreement_version (agreement_id, application_id, firm_id, number, content, amount_won, hash, effective_on) values ($1, $2, $3, 1, '{}', 30000000, $4, $5)`, [agreement, ...scope, randomBytes(32), day(-60)]);
  await owner('update agreement set current_version_id = $2 where id = $1', [agreement, version]);
  await owner(`insert into budget_line (agreement_version_id, agreement_id, application_id, firm_id, category, title, basis, proof, amount_won) values ($1, $2, $3, $4, 'equipment', $5, 'Quote', 'Invoice', 30000000)`, [version, agreement, ...scope, `Line of Werk-${word}`]);
  const batch = await one(`insert into payment_batch (number, total_won, row_count, content_hash, created_by) values ($1, 10000000, 1, $2, $3)`, [`B-${word}`, createHash('sha256').update(word).digest(), money.finance.userId]);
  const tranche = await one(
    `insert into tranche (agreement_id, application_id, firm_id, state, number, kind, planned_won, requested_won, requested_at, requested_by, note, due_on) values ($1, $2, $3, 'submitted', 1, 'advance', 10000000, 10000000, now(), $4, $5, $6)`,
    [agreement, ...scope, firm.representative.userId, `Claim of Werk-${word}`, day(5)],
  );
  const change = await one(
    `insert into change_request (agreement_id, application_id, firm_id, state, kind, base_version_number, values_before, values_after, reason, cause_on, requested_by, submitted_at, signed_by)
     values ($1, $2, $3, 'submitted', 'other', 1, '{"text": null}', $4, $5, $6, $7, now(), $7)`,
    [agreement, ...scope, JSON.stringify({ text: `Change of Werk-${word}` }), `Reason of Werk-${word}`, day(-3), firm.representative.userId],
  );
  const [assigned] = await owner<{ id: string }>('select id from assignment where application_id = $1', [applicationId]);
  const assignment = assigned?.id ?? '';
  const visit = await one(
    `insert into visit (assignment_id, application_id, firm_id, consultant_id, state, number, starts_at, ends_at, visit_on, purpose, findings, next_steps, logged_at, logged_by, confirm_due_on)
     values ($1, $2, $3, $4, 'logged', 1, now() - interval '3 days', now() - interval '3 days' + interval '2 hours', (now() - interval '3 days')::date, $5, $6, 'More of it', now(), $7, $8)`,
    [assignment, ...scope, consultant.consultantId, `Purpose of Werk-${word}`, `Findings of Werk-${word}`, consultant.userId, day(5)],
  );
  await owner(`update kpi_card set product_scope = $2 where application_id = $1`, [applicationId, `Scope of Werk-${word}`]);
  const card = await createFrozenCard(owner, { applicationId, firm, consultant }, { code: 'P1' });
  const [task] = await owner<{ id: string }>(`update plan_task set title = $2 where application_id = $1 returning id`, [applicationId, `Task of Werk-${word}`]);
  const notice = await one(`insert into notice (kind, recipient_id, recipient_name, recipient_email, values, path, subject_type, subject_id, application_id, firm_id) values ('visit_logged', $1, 'x', $2, $3, '/firm', 'visit', $4, $5, $6)`, [
    firm.representative.userId, firm.representative.email, JSON.stringify({ firm: `Werk-${word}`, name: `Werk-${word}` }), visit, ...scope,
  ]);
  const appeal = await one(
    `insert into appeal (application_id, firm_id, state, against_machine, against_id, against_state, against_decided_at, summary, grounds, filed_by, due_on) values ($1, $2, 'filed', 'grant_decision', $3, 'refused', now(), $4, $5, $6, $7)`,
    [...scope, made.decisionId, `Appeal of Werk-${word}`, `Grounds of Werk-${word}`, firm.representative.userId, day(20)],
  );
  const document = await storeDocument(owner, { applicationId, firmId: firm.id, userId: firm.representative.userId, fileName: `Werk-${word}.pdf`, text: `Paper of Werk-${word}` });
  return { secrets, organisationId, people, ids: { application: applicationId, decision: made.decisionId, agreement, tranche, visit, card, task: task?.id ?? '', document, assignment, notice, batch, appeal, change, firm: firm.id } };
}
