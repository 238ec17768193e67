import type { Duty } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { createConsultant } from '#tests/factories/consultants.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import type { FileDatabase } from '#tests/support/database.ts';

/** Somebody who acts and may be told. */
export type Somebody = Context & { readonly email: string };

/** A person of a kind with the context in which the person acts, on 14 August 2026, 14:30 in Seoul. */
export async function makeSomebody(db: FileDatabase, duty: Duty, options: { name?: string; locale?: 'ko' | 'en' } = {}): Promise<Somebody> {
  const firmDuties: readonly Duty[] = ['representative', 'manager', 'firm_finance', 'shop_floor', 'firm_reader', 'helper'];
  if (duty === 'consultant') {
    const consultant = await createConsultant(db.owner, options);
    return { ...contextOf(consultant.actor, '2026-08-14T05:30:00Z'), email: consultant.email };
  }
  const firmId = firmDuties.includes(duty) ? (await createFirm(db.owner)).id : undefined;
  const person = await createPerson(db.owner, duty, { ...options, ...(firmId ? { firmId } : {}) });
  return { ...contextOf(person.actor, '2026-08-14T05:30:00Z'), email: person.email };
}
