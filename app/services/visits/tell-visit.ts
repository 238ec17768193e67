import type { Context } from '#app/domain/accounts/context.ts';
import type { VisitSide } from '#app/domain/visits/planned-visit.ts';
import { paths } from '#app/http/paths.ts';
import { notify, type Recipient } from '#app/services/notices/notify.ts';
import { findConsultantRecipient, listFirmRecipients, listOfficerRecipients } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';

/** What a notice about a visit says of it. */
export interface ToldVisit {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly firmName: string | null;
  readonly organisationId: string | null;
  readonly consultantId: string;
  readonly consultantName: string | null;
  readonly visitOn: string;
}

type Values = Record<string, string | number>;

async function send(tx: ActorTx, ctx: Context, visit: ToldVisit, kind: string, recipients: readonly Recipient[], path: string, values: Values): Promise<void> {
  await notify(tx, ctx, {
    kind,
    recipients,
    path,
    values: { firmName: visit.firmName ?? '-', consultantName: visit.consultantName ?? '-', visitOn: visit.visitOn, ...values },
    subjectType: 'visit',
    subjectId: visit.id,
    applicationId: visit.applicationId,
    firmId: visit.firmId,
  });
}

/** Tells those who answer for the firm. */
export async function tellFirm(tx: ActorTx, ctx: Context, visit: ToldVisit, kind: string, values: Values): Promise<void> {
  await send(tx, ctx, visit, kind, await listFirmRecipients(tx, visit.firmId, ['representative', 'manager']), paths.firmVisit(visit.id), values);
}

/** Tells the consultant whose visit it is. */
export async function tellConsultant(tx: ActorTx, ctx: Context, visit: ToldVisit, kind: string, values: Values): Promise<void> {
  const consultant = await findConsultantRecipient(tx, visit.consultantId);
  await send(tx, ctx, visit, kind, consultant ? [consultant] : [], paths.consultantVisit(visit.id), values);
}

/** Tells the officers of the case's group. */
export async function tellOfficers(tx: ActorTx, ctx: Context, visit: ToldVisit, kind: string, values: Values): Promise<void> {
  await send(tx, ctx, visit, kind, await listOfficerRecipients(tx, ['officer'], visit.organisationId), paths.officerVisits(visit.applicationId, { visit: visit.id }), values);
}

/** Tells the firm and the consultant. */
export async function tellBothSides(tx: ActorTx, ctx: Context, visit: ToldVisit, kind: string, values: Values): Promise<void> {
  await tellFirm(tx, ctx, visit, kind, values);
  await tellConsultant(tx, ctx, visit, kind, values);
}

/** Tells the side that did not act. */
export async function tellOtherSide(tx: ActorTx, ctx: Context, visit: ToldVisit, acted: VisitSide, kind: string, values: Values): Promise<void> {
  if (acted === 'firm') await tellConsultant(tx, ctx, visit, kind, values);
  else await tellFirm(tx, ctx, visit, kind, values);
}
