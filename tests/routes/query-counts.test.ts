import pg from 'pg';
import { beforeAll, expect, test, vi } from 'vitest';
import { createGrantReadyCase } from '#tests/factories/grant.ts';
import { storeDocument } from '#tests/factories/stored-document.ts';
import { useDatabase } from '#tests/support/database.ts';
import { usePortal } from '#tests/support/http.ts';
import { listAddresses, type Address } from './addresses.ts';
import { createTwoCases, type TwoCases } from './two-cases.ts';

const database = useDatabase();
const portal = usePortal();

/** What one page may ask of the database at most: a case page with all its parts needs the most. */
const CEILING = 40;

let cases: TwoCases;
let pages: { readonly address: Address; readonly cookie: string | undefined }[];

beforeAll(async () => {
  cases = await createTwoCases(database.owner);
  pages = await Promise.all(
    listAddresses(portal.build).filter(({ hasLoader, rule }) => hasLoader && rule.loader !== undefined).map(async (address) => {
      const duty = address.rule.loader === 'everybody' ? undefined : address.rule.loader?.find((one) => one in cases.people && !address.rule.closedTo?.includes(one));
      const person = duty && cases.people[duty as keyof TwoCases['people']];
      return { address, cookie: person ? await portal.signedInAs(person) : undefined };
    }),
  );
});

async function countAll(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  for (const { address, cookie } of pages) {
    spy.mockClear();
    await portal.get(address.path(cases.own.ids), cookie ? { cookie } : {});
    counts[address.name] = spy.mock.calls.length;
  }
  spy.mockRestore();
  return counts;
}

/** Six more firms for the same officers, consultant, evaluator and parent company, and a long history of the own case. */
async function growEverything(): Promise<void> {
  const { own } = cases;
  const [before] = await database.owner<{ firm_id: string; consultant_id: string; parent_id: string }>(
    'select s.firm_id, s.consultant_id, r.parent_id from assignment s join supply_relation r on r.firm_id = s.firm_id where s.id = $1', [own.ids.assignment],
  );
  for (let index = 0; index < 6; index += 1) {
    const made = await createGrantReadyCase(database.owner, cases.year, { planState: 'approved', organisationId: own.organisationId });
    await database.owner('update assignment set consultant_id = $2 where application_id = $1', [made.applicationId, before?.consultant_id]);
    await database.owner(`insert into supply_relation (firm_id, parent_id, tier, released_scopes) values ($1, $2, 2, '{profile,totals}')`, [made.firm.id, before?.parent_id]);
    await database.owner(`insert into evaluation_assignment (application_id, firm_id, evaluator_id, conflict_declaration, declared_at, due_on) values ($1, $2, $3, 'none', now(), '2026-12-31')`, [made.applicationId, made.firm.id, own.people.evaluator?.userId]);
  }
  await database.owner(
    `insert into visit (assignment_id, application_id, firm_id, consultant_id, state, number, starts_at, ends_at, visit_on, purpose, findings, next_steps, logged_at, logged_by, confirm_due_on)
     select assignment_id, application_id, firm_id, consultant_id, state, 1 + n, starts_at - n * interval '1 day', ends_at - n * interval '1 day', visit_on - n, purpose, findings, next_steps, logged_at, logged_by, confirm_due_on
     from visit, generate_series(1, 15) n where id = $1`, [own.ids.visit],
  );
  await database.owner(
    `insert into notice (kind, recipient_id, recipient_name, recipient_email, values, path, subject_type, subject_id, application_id, firm_id)
     select kind, recipient_id, recipient_name, recipient_email, values, path, subject_type, subject_id, application_id, firm_id from notice, generate_series(1, 15) where id = $1`, [own.ids.notice],
  );
  for (let index = 0; index < 8; index += 1) {
    await storeDocument(database.owner, { applicationId: own.ids.application, firmId: before?.firm_id ?? '', userId: own.people.representative?.userId ?? '', fileName: `paper ${index}.pdf`, text: `Paper ${index}` });
  }
}

test('no page asks the database more often because there are more rows', async () => {
  await countAll(); // the first request of each page also fills what the process remembers
  const few = await countAll();
  await growEverything();
  const many = await countAll();
  const grown = Object.entries(many).flatMap(([name, count]) => (count > (few[name] ?? 0) ? [`${name}: ${few[name] ?? 0} → ${count}`] : []));
  expect(grown).toEqual([]);
  expect(Object.entries(many).filter(([, count]) => count > CEILING)).toEqual([]);
  expect(Math.max(...Object.values(many)), 'the pages were read at all').toBeGreaterThan(5);
}, 240_000); // every page of every role three times
