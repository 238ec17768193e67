import type { Duty } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { ELIGIBILITY_CHECKLIST } from '#app/domain/applications/eligibility-checklist.ts';
import type { CheckInput } from '#app/services/applications/record-checks.ts';
import type { Owner } from '#tests/factories/owner.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';

/** The moment of the tests: Monday 17 August 2026 was a substitute holiday, so a Tuesday afternoon in Seoul. */
export const NOW = '2026-08-18T05:30:00Z';

/** A new person of the staff, as a context. */
export async function makeStaff(owner: Owner, duty: Duty, options: { organisationId?: string } = {}): Promise<Context & { userId: string }> {
  const person = await createPerson(owner, duty, options);
  return { ...contextOf(person.actor, NOW), userId: person.userId };
}

/** The whole checklist met, apart from the named codes, which fail. */
export function checksOf(failed: readonly string[] = []): CheckInput[] {
  return ELIGIBILITY_CHECKLIST.map((item) => ({ itemCode: item.code, outcome: failed.includes(item.code) ? 'fail' : 'pass', evidence: failed.includes(item.code) ? '국세청 조회에서 휴업으로 나옴' : '' }));
}

/** The code of the AppError a promise ends with, or what it gives. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    const { code } = error as { code?: string };
    if (typeof code === 'string') return code;
    throw error;
  }
}

/** State and due day of an application. */
export async function stateOf(owner: Owner, id: string): Promise<string> {
  const [row] = await owner<{ state: string }>(`select state from application where id = $1`, [id]);
  return row?.state ?? 'none';
}

/** Kinds of the notices about a case, with how many people each reached. */
export async function noticesOf(owner: Owner, id: string): Promise<Record<string, number>> {
  const rows = await owner<{ kind: string; n: number }>(`select kind, count(*)::int as n from notice where application_id = $1 group by kind`, [id]);
  return Object.fromEntries(rows.map((row) => [row.kind, row.n]));
}
