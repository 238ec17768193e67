import type { Context } from '#app/domain/accounts/context.ts';
import { canAnswerConsultant } from '#app/domain/assignments/assignment-policy.ts';
import { refuseObjection } from '#app/domain/assignments/objection-window.ts';
import { readRuler } from '#app/domain/calendar/ruler.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { firmIdOf } from '#app/services/applications/firm-draft.ts';
import { openCase } from '#app/services/applications/open-case.ts';
import { isHeld } from '#app/services/workflow/assert-not-held.ts';
import { findAdmittedCase } from '#db/queries/case-facts.ts';
import { hasObjected, listFirmConsultants } from '#db/queries/firm-consultant.ts';
import { withActor } from '#db/transaction.ts';

/** The consultant of the firm's case: who it is, why, and what the firm may answer until when. Throws AppError not_allowed for others. */
export async function getFirmConsultant(ctx: Context) {
  const firmId = firmIdOf(ctx);
  return withActor(ctx, async (tx) => {
    const applicationId = await findAdmittedCase(tx, firmId);
    if (applicationId === null) return { current: null, former: [], firm: null, answer: null };
    const { head, rules } = await openCase(tx, applicationId);
    const all = await listFirmConsultants(tx, applicationId);
    const isFormer = (state: string) => state === 'ended' || state === 'cancelled';
    const current = all.find((row) => row.state === 'accepted' || row.state === 'objected') ?? all.find((row) => !isFormer(row.state)) ?? null;
    const today = toSeoulDate(ctx.now);
    const promised = rules.settings.assignmentObjectionDays;
    const ruler = current?.state === 'accepted' ? readRuler({ since: toSeoulDate(current.stateSince), today, promisedDays: promised, holidays: rules.holidays }) : null;
    return {
      current,
      former: all.filter((row) => row.id !== current?.id),
      firm: { regionName: head.regionName, ksicCode: head.ksicCode, ksicName: head.ksicName },
      answer: current?.state === 'accepted' && ruler
        ? {
            mayAgree: canAnswerConsultant(ctx.actor, current, 'agree').allowed,
            isHeld: await isHeld(tx, { firmId, applicationId }, 'assign'),
            refusal: refuseObjection({ hasObjected: await hasObjected(tx, applicationId), dueOn: current.dueOn, today }),
            clock: { used: ruler.used, promise: promised },
          }
        : null,
    };
  });
}
