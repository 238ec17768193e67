import { HOME_BY_ROLE, roleOf } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { paths } from '#app/http/paths.ts';
import { notify } from '#app/services/notices/notify.ts';
import { listFirmRecipients, listOfficerRecipients, listParentRecipients, type RecipientRow } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';

/** What a notice about a case needs to know of it. */
export interface ToldCase {
  readonly id: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly organisationId: string | null;
  readonly assignedOfficerId?: string | null;
}

export type TellValues = Record<string, string | number>;

/** People of the firm who are told about decisions on its case. */
export function firmPeople(tx: ActorTx, firmId: string): Promise<RecipientRow[]> {
  return listFirmRecipients(tx, firmId, ['representative', 'manager']);
}

/** The officer in charge, or all officers of the case's group while nobody is. */
export async function officerPeople(tx: ActorTx, subject: ToldCase): Promise<RecipientRow[]> {
  const all = await listOfficerRecipients(tx, ['officer', 'partner_officer'], subject.organisationId);
  const own = all.filter((person) => person.userId === subject.assignedOfficerId);
  return own.length > 0 ? own : all.filter((person) => person.duty === 'officer');
}

/** Sends one kind of notice about a case to people, each with the page of their role. */
export async function tell(tx: ActorTx, ctx: Context, subject: ToldCase, kind: string, people: readonly RecipientRow[], values: TellValues = {}, firmPath: string | null = null): Promise<void> {
  const byPath = new Map<string, RecipientRow[]>();
  for (const person of people) {
    const path = (roleOf(person.duty) === 'firm' ? firmPath : null) ?? pathFor(person, subject.id);
    byPath.set(path, [...(byPath.get(path) ?? []), person]);
  }
  for (const [path, recipients] of byPath) {
    await notify(tx, ctx, {
      kind,
      recipients,
      path,
      values: { firmName: subject.firmName, ...(subject.receiptNumber ? { receiptNumber: subject.receiptNumber } : {}), ...values },
      subjectType: 'application',
      subjectId: subject.id,
      applicationId: subject.id,
      firmId: subject.firmId,
    });
  }
}

/** Tells the firm and the parent companies linked to it; `firmPath` is the page of the firm where its home is not meant. */
export async function tellFirmSide(tx: ActorTx, ctx: Context, subject: ToldCase, kind: string, values: TellValues, withParent = false, firmPath: string | null = null): Promise<void> {
  const people = [...(await firmPeople(tx, subject.firmId)), ...(withParent ? await listParentRecipients(tx, subject.firmId) : [])];
  await tell(tx, ctx, subject, kind, people, values, firmPath);
}

function pathFor(person: RecipientRow, applicationId: string): string {
  switch (roleOf(person.duty)) {
    case 'officer':
      return paths.officerApplication(applicationId);
    case 'consultant':
      return paths.consultant();
    case 'evaluator':
      return paths.evaluatorApplication(applicationId);
    default:
      return HOME_BY_ROLE[roleOf(person.duty)];
  }
}
