import type { z } from 'zod';
import type { Context } from '#app/domain/accounts/context.ts';
import type { Received } from '#app/services/documents/receive-file.ts';
import { agreeVisit, proposeOtherTime } from './answer-plan.ts';
import { cancelVisit } from './cancel-visit.ts';
import { reportNoShow } from './report-no-show.ts';
import type { agreeInput, cancelInput, moveInput, noShowInput } from './visit-input.ts';

type PlanChange = z.output<typeof agreeInput> | z.output<typeof moveInput> | z.output<typeof cancelInput> | z.output<typeof noShowInput>;

/** Does what a form says about a planned visit, for both sides, and returns the message that answers it. */
export async function changePlan(ctx: Context, visitId: string, given: PlanChange, photos: readonly Received[] = []) {
  const { version } = given;
  switch (given.intent) {
    case 'agree':
      await agreeVisit(ctx, { visitId, version });
      return 'visits.flash.agreed' as const;
    case 'move':
      await proposeOtherTime(ctx, { visitId, version, visitOn: given.visitOn, startTime: given.startTime, endTime: given.endTime });
      return 'visits.flash.moved' as const;
    case 'cancel':
      await cancelVisit(ctx, { visitId, version, code: given.code, reason: given.reason });
      return 'visits.flash.cancelled' as const;
    case 'no_show':
      await reportNoShow(ctx, { visitId, version, note: given.note }, photos);
      return 'visits.flash.no_show' as const;
  }
}
