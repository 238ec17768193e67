import { HOME_BY_ROLE, roleOf } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { paths } from '#app/http/paths.ts';
import { notify } from '#app/services/notices/notify.ts';
import type { CaseHead } from '#db/queries/cases.ts';
import { doParentsSeeTotals } from '#db/queries/grants.ts';
import { findConsultantRecipient, listFirmRecipients, listOfficerRecipients, listParentRecipients, type RecipientRow } from '#db/queries/recipients.ts';
import { findActiveConsultantId } from '#db/queries/case-consultant.ts';
import type { ActorTx } from '#db/transaction.ts';

/** A side of a case that is told about money. */
export type Told = 'firm' | 'officers' | 'seniors' | 'finance' | 'consultant' | 'parent';

/** Where the notice leads: to the agreement, to one payment, or to one change request. */
export type ToldPlace = { readonly page: 'agreement' } | { readonly page: 'payment'; readonly trancheId: string } | { readonly page: 'change'; readonly changeId: string };

type Head = Pick<CaseHead, 'id' | 'firmId' | 'firmName' | 'receiptNumber' | 'organisationId' | 'assignedOfficerId'>;

/**
 * The people of the named sides, each once, without the person who acts. A parent company is left out where one of the
 * firm's parents has no right to the totals, because these notices name amounts.
 */
export async function listTold(tx: ActorTx, ctx: Pick<Context, 'actor'>, head: Head, sides: readonly Told[]): Promise<RecipientRow[]> {
  const people: RecipientRow[] = [];
  for (const side of sides) people.push(...(await peopleOf(tx, head, side)));
  const seen = new Set<string>(ctx.actor.userId ? [ctx.actor.userId] : []);
  return people.filter((person) => {
    const key = person.userId ?? person.email;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

async function peopleOf(tx: ActorTx, head: Head, side: Told): Promise<RecipientRow[]> {
  switch (side) {
    case 'firm':
      return listFirmRecipients(tx, head.firmId, ['representative', 'manager', 'firm_finance']);
    case 'officers': {
      const all = await listOfficerRecipients(tx, ['officer'], head.organisationId);
      const own = all.filter((person) => person.userId === head.assignedOfficerId);
      return own.length > 0 ? own : all;
    }
    case 'seniors':
      return listOfficerRecipients(tx, ['senior_officer'], head.organisationId);
    case 'finance':
      return listOfficerRecipients(tx, ['finance_officer'], head.organisationId);
    case 'consultant': {
      const consultantId = await findActiveConsultantId(tx, head.id);
      const person = consultantId ? await findConsultantRecipient(tx, consultantId) : null;
      return person ? [person] : [];
    }
    case 'parent':
      return (await doParentsSeeTotals(tx, head.firmId)) ? listParentRecipients(tx, head.firmId) : [];
  }
}

/** Tells the named sides about a step on the money of a case, each with the page of their role. */
export async function tellGrant(tx: ActorTx, ctx: Context, head: Head, kind: string, sides: readonly Told[], place: ToldPlace, values: Record<string, string | number> = {}): Promise<void> {
  const byPath = new Map<string, RecipientRow[]>();
  for (const person of await listTold(tx, ctx, head, sides)) {
    const path = pathFor(person, head.id, place);
    byPath.set(path, [...(byPath.get(path) ?? []), person]);
  }
  for (const [path, recipients] of byPath) {
    await notify(tx, ctx, {
      kind,
      recipients,
      path,
      values: { firmName: head.firmName, ...(head.receiptNumber ? { receiptNumber: head.receiptNumber } : {}), ...values },
      ...subjectOfPlace(place, head.id),
      applicationId: head.id,
      firmId: head.firmId,
    });
  }
}

function subjectOfPlace(place: ToldPlace, applicationId: string): { subjectType: string; subjectId: string } {
  if (place.page === 'payment') return { subjectType: 'tranche', subjectId: place.trancheId };
  return place.page === 'change' ? { subjectType: 'change_request', subjectId: place.changeId } : { subjectType: 'application', subjectId: applicationId };
}

function pathFor(person: RecipientRow, applicationId: string, place: ToldPlace): string {
  switch (roleOf(person.duty)) {
    case 'officer':
      return place.page === 'payment' ? paths.officerPayment(place.trancheId) : place.page === 'change' ? paths.officerChange(place.changeId) : paths.officerAgreement(applicationId);
    case 'firm':
      return place.page === 'payment' ? paths.firmPayment(place.trancheId) : place.page === 'change' ? paths.firmChange(place.changeId) : paths.firmAgreement();
    case 'consultant':
      return paths.consultantFirm(applicationId);
    default:
      return HOME_BY_ROLE[roleOf(person.duty)];
  }
}
