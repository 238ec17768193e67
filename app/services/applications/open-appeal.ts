import type { Context } from '#app/domain/accounts/context.ts';
import type { AppealSubject } from '#app/domain/applications/appeal-policy.ts';
import { AppError } from '#app/domain/errors.ts';
import { paths } from '#app/http/paths.ts';
import { readRules, type CaseRules } from '#app/services/applications/open-case.ts';
import { firmPeople, officerPeople, type TellValues } from '#app/services/applications/tell.ts';
import { notify } from '#app/services/notices/notify.ts';
import { findAppeal, listAppealHands, type AppealRow } from '#db/queries/appeals.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { listOfficerRecipients, type RecipientRow } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';

/** An appeal as a use-case works on it. */
export interface OpenAppeal {
  readonly appeal: AppealRow;
  readonly rules: CaseRules;
  readonly subject: AppealSubject;
}

/** What a notice about an appeal needs to know of it. */
export type ToldAppeal = Pick<AppealRow, 'id' | 'applicationId' | 'firmId' | 'firmName' | 'receiptNumber' | 'organisationId' | 'assignedOfficerId'>;

/** Opens an appeal with the people who acted on its case before. Throws AppError not_found. */
export async function openAppeal(tx: ActorTx, ctx: Context, id: string): Promise<OpenAppeal> {
  const appeal = await findAppeal(tx, id);
  if (!appeal) throw new AppError('not_found');
  const isOffice = ctx.actor.role === 'officer' || ctx.actor.role === 'auditor' || ctx.actor.role === 'admin';
  return {
    appeal,
    rules: readRules(await findCaseRules(tx, appeal.applicationId)),
    subject: { firmId: appeal.firmId, organisationId: appeal.organisationId, state: appeal.state, earlierActorIds: isOffice ? await listAppealHands(tx, id) : [] },
  };
}

type Told = 'firm' | 'case_officer' | 'officers' | 'senior_officers';

/** Tells people about an appeal; each gets the page of his or her side. */
export async function tellAppeal(tx: ActorTx, ctx: Context, appeal: ToldAppeal, kind: string, to: readonly Told[], values: TellValues = {}): Promise<void> {
  const office: RecipientRow[] = [];
  const firm: RecipientRow[] = [];
  for (const told of to) {
    if (told === 'firm') firm.push(...(await firmPeople(tx, appeal.firmId)));
    else if (told === 'case_officer') office.push(...(await officerPeople(tx, { ...appeal, id: appeal.applicationId })));
    else office.push(...(await listOfficerRecipients(tx, [told === 'officers' ? 'officer' : 'senior_officer'])));
  }
  const shared = {
    kind, subjectType: 'appeal', subjectId: appeal.id, applicationId: appeal.applicationId, firmId: appeal.firmId,
    values: { firmName: appeal.firmName, ...(appeal.receiptNumber ? { receiptNumber: appeal.receiptNumber } : {}), ...values },
  };
  await notify(tx, ctx, { ...shared, recipients: firm, path: paths.firmAppeal() });
  await notify(tx, ctx, { ...shared, recipients: office.filter((person) => person.duty !== 'partner_officer'), path: paths.officerAppeal(appeal.id) });
}
