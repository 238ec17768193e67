import { AppError } from '#app/domain/errors.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import type { FirmState } from '#app/domain/firms/firm-machine.ts';
import type { FirmSubject } from '#app/domain/firms/firm-policy.ts';
import { paths } from '#app/http/paths.ts';
import type { TellValues } from '#app/services/applications/tell.ts';
import { notify } from '#app/services/notices/notify.ts';
import { findFirm, type FirmRow } from '#db/queries/firms.ts';
import { listFirmRecipients, listOfficerRecipients } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';

/** A firm of the register with the facts its policy asks for. Throws AppError not_found. */
export async function openFirm(tx: ActorTx, firmId: string): Promise<{ firm: FirmRow; subject: FirmSubject }> {
  const firm = await findFirm(tx, firmId);
  if (!firm) throw new AppError('not_found');
  return { firm, subject: { firmId: firm.id, state: firm.state as FirmState } };
}

interface ToldFirm {
  readonly id: string;
  readonly name: string;
}

/** Tells the people of a firm, and officers when asked for, what became of its registration. */
export async function tellFirm(tx: ActorTx, ctx: Context, firm: ToldFirm, kind: string, values: TellValues, withOfficers: boolean): Promise<void> {
  const shared = { kind, values: { firmName: firm.name, ...values }, subjectType: 'firm', subjectId: firm.id, firmId: firm.id };
  await notify(tx, ctx, { ...shared, recipients: await listFirmRecipients(tx, firm.id, ['representative', 'manager']), path: paths.firm() });
  if (withOfficers) await notify(tx, ctx, { ...shared, recipients: await listOfficerRecipients(tx, ['officer']), path: paths.officerFirm(firm.id) });
}
