import type { Context } from '#app/domain/accounts/context.ts';
import { addDays, daysBetween } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { paths } from '#app/http/paths.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { forEachRow } from '#app/services/workflow/each-case.ts';
import { findAssignment } from '#db/queries/assignments.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { hasReminder, listPastDue, type DueCase, type DueKind } from '#db/queries/due-cases.ts';
import { findConsultantRecipient, listFirmRecipients, type RecipientRow } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';
import { notify } from './notify.ts';

/** Where the reader does what is due; what the firm owes in money has letters of its own. */
const PAGES: Readonly<Partial<Record<DueKind, string>>> = {
  draft: paths.firmApplication(),
  correction: paths.firmApplication(),
  assignment_offer: paths.consultant(),
  assignment_answer: paths.firmConsultant(),
  agreement_offer: paths.firmAgreement(),
  interim_report: paths.firmInterim(),
  settlement_answer: paths.firmSettlement(),
  change_answer: paths.firmChanges(),
};

/** The largest number of days that the settings allow for a reminder. */
const FARTHEST = 120;

/**
 * Daily rule: reminds of a last day that comes near, on the days before it that the settings of the programme year name, each
 * once. Returns how many people's steps were reminded of.
 */
export async function remindDeadlines(ctx: Context): Promise<number> {
  const today = toSeoulDate(ctx.now);
  let reminded = 0;
  for (const kind of Object.keys(PAGES) as DueKind[]) {
    const soon = addDays(today, FARTHEST + 1);
    reminded += await forEachRow(ctx, (tx, page) => listPastDue(tx, kind, soon, { ...page, from: today }), (tx, row) => remind(tx, ctx, kind, row, today));
  }
  return reminded;
}

async function remind(tx: ActorTx, ctx: Context, kind: DueKind, row: DueCase, today: string): Promise<boolean> {
  const { settings } = readRules(await findCaseRules(tx, row.applicationId));
  const left = daysBetween(today, row.dueOn);
  const step = Math.min(...settings.reminderDays.filter((days) => left <= days));
  // A step that began within the days was announced just now.
  if (!Number.isFinite(step) || toSeoulDate(row.since) >= addDays(row.dueOn, -step)) return false;
  if (await hasReminder(tx, { applicationId: row.applicationId, dueOn: row.dueOn, step })) return false;
  const head = await findCaseHead(tx, row.applicationId);
  const recipients = await peopleOf(tx, kind, row);
  if (!head || recipients.length === 0) return false;
  await notify(tx, ctx, {
    kind: 'deadline_near',
    recipients,
    path: PAGES[kind] ?? paths.firm(),
    values: { firmName: head.firmName, dueOn: row.dueOn, count: left, step },
    subjectType: 'application',
    subjectId: row.applicationId,
    applicationId: row.applicationId,
    firmId: row.firmId,
  });
  return true;
}

async function peopleOf(tx: ActorTx, kind: DueKind, row: DueCase): Promise<RecipientRow[]> {
  if (kind !== 'assignment_offer') return listFirmRecipients(tx, row.firmId, ['representative', 'manager']);
  const offer = await findAssignment(tx, row.id);
  const consultant = offer ? await findConsultantRecipient(tx, offer.consultantId) : null;
  return consultant ? [consultant] : [];
}
