import type { Context } from '#app/domain/accounts/context.ts';
import { reachOf } from '#app/domain/assignments/former-access.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { deriveCaseStage, type CaseStage, type CaseStates } from '#app/domain/workflow/case-stage.ts';
import { clockOfOffer } from '#app/services/assignments/offer-clock.ts';
import { briefOf } from '#app/services/assignments/handover-brief.ts';
import { recordView } from '#app/services/applications/add-note.ts';
import { readCaseAnswers } from '#app/services/applications/case-answers.ts';
import { openCase, readRules } from '#app/services/applications/open-case.ts';
import { findCaseMute } from '#app/services/notices/mute-case.ts';
import { listConsultantFirms } from '#db/queries/assignments.ts';
import { findCurrentRules } from '#db/queries/case-settings.ts';
import { listStatesForConsultant } from '#db/queries/case-views.ts';
import { listCaseDocuments } from '#db/queries/cases.ts';
import { listCaseEvents } from '#db/queries/events.ts';
import { listFirmRecipients } from '#db/queries/recipients.ts';
import { withActor } from '#db/transaction.ts';

/** What a consultant reads of the form before accepting. */
const OFFER_SECTIONS = ['company', 'need'];

/** The home of a consultant: offers with their clock, then the own firms with stage and next step. */
export async function listMyFirms(ctx: Context) {
  const { consultantId } = ctx.actor;
  if (ctx.actor.duty !== 'consultant' || consultantId === null) throw new AppError('not_allowed');
  return withActor(ctx, async (tx) => {
    const rules = readRules(await findCurrentRules(tx));
    const rows = await listConsultantFirms(tx, consultantId, toSeoulDate(ctx.now));
    const own = rows.filter((row) => row.state !== 'offered' && row.state !== 'ended');
    const states = await listStatesForConsultant(tx, own.map((row) => row.applicationId));
    return {
      offers: rows.filter((row) => row.state === 'offered').map((row) => ({ ...row, clock: clockOfOffer(row, ctx.now, rules) })),
      firms: own.map((row) => ({ ...row, stage: stageOf(states.get(row.applicationId)) })),
      former: rows.filter((row) => row.state === 'ended' && reachOf(row, toSeoulDate(ctx.now)) === 'read'),
      today: toSeoulDate(ctx.now),
    };
  });
}

/** One firm as its consultant sees it; reading is recorded. Throws AppError not_found without a live assignment. */
export async function getMyFirm(ctx: Context, applicationId: string) {
  const { consultantId } = ctx.actor;
  if (ctx.actor.duty !== 'consultant' || consultantId === null) throw new AppError('not_allowed');
  return withActor(ctx, async (tx) => {
    const { head, rules } = await openCase(tx, applicationId);
    const assignment = (await listConsultantFirms(tx, consultantId, toSeoulDate(ctx.now))).find((row) => row.applicationId === head.id);
    const stage = stageOf((await listStatesForConsultant(tx, [head.id])).get(head.id));
    if (!assignment || !stage) throw new AppError('not_found');
    const isOffer = assignment.state === 'offered';
    const result = {
      head,
      assignment,
      clock: isOffer ? clockOfOffer(assignment, ctx.now, rules) : null,
      stage,
      sections: (await readCaseAnswers(tx, head, [])).sections.filter((section) => !isOffer || OFFER_SECTIONS.includes(section.id)),
      documents: isOffer ? [] : await listCaseDocuments(tx, head.id),
      // Before accepting, a consultant needs no names and addresses of people.
      people: isOffer ? [] : (await listFirmRecipients(tx, head.firmId)).map(({ name, email, duty }) => ({ name, email, duty })),
      brief: await briefOf(tx, head.id, assignment),
      events: isOffer ? [] : await listCaseEvents(tx, head.id, 30),
      isMuted: await findCaseMute(tx, ctx, applicationId),
      today: toSeoulDate(ctx.now),
    };
    await recordView(tx, ctx, { applicationId: head.id, firmId: head.firmId, page: 'consultant_firm' });
    return result;
  });
}

function stageOf(states: CaseStates | undefined): CaseStage | null {
  return states ? deriveCaseStage(states) : null;
}
