import type { Context } from '#app/domain/accounts/context.ts';
import { LIVE_APPLICATION_STATES } from '#app/domain/applications/application-states.ts';
import { addMonths } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { firmMachine } from '#app/domain/firms/firm-machine.ts';
import { canMoveFirm } from '#app/domain/firms/firm-policy.ts';
import { assertAllowed, readRules } from '#app/services/applications/open-case.ts';
import { forEachRow } from '#app/services/workflow/each-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findCurrentRules } from '#db/queries/case-settings.ts';
import { hasLiveCase, hasOpenAgreement, hasOverdueRecovery, listEndedRestrictions, setRestriction } from '#db/queries/firm-register.ts';
import { withActor } from '#db/transaction.ts';
import { openFirm, tellFirm } from './firm-subject.ts';

/**
 * Restricts a firm until a day: it starts and submits no application, is not selected and gets no consultant. Throws
 * AppError reason_required, not_your_turn, or invalid_input beside `untilOn` for a day that is not to come or lies
 * beyond the longest restriction of the year's rules.
 */
export async function restrictFirm(ctx: Context, input: { firmId: string; untilOn: string; reason: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { firm, subject } = await openFirm(tx, input.firmId);
      assertAllowed(canMoveFirm(ctx.actor, subject, 'suspend'));
      const today = toSeoulDate(ctx.now);
      const { settings } = readRules(await findCurrentRules(tx));
      if (input.untilOn <= today) throw new AppError('invalid_input', { fields: { untilOn: ['firms.office.until_past'] } });
      if (input.untilOn > addMonths(today, settings.restrictionYearsMax * 12)) throw new AppError('invalid_input', { fields: { untilOn: ['firms.office.until_too_far'] } });
      await moveState(tx, ctx, firmMachine, { id: firm.id, transition: 'suspend', reason: input.reason, firmId: firm.id, payload: { untilOn: input.untilOn } });
      await setRestriction(tx, firm.id, { until: input.untilOn, reason: input.reason.trim() });
      await tellFirm(tx, ctx, firm, 'firm_restricted', { dueOn: input.untilOn, reason: input.reason.trim() }, true);
    },
    { operation: 'firms.restrict', content: input },
  );
}

/** Ends a restriction before its day. Throws AppError not_your_turn, or recovery_overdue while money is owed. */
export async function liftRestriction(ctx: Context, input: { firmId: string; reason: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { firm, subject } = await openFirm(tx, input.firmId);
      assertAllowed(canMoveFirm(ctx.actor, subject, 'lift_suspension'));
      if (await hasOverdueRecovery(tx, firm.id)) throw new AppError('invalid_input', { fields: { '': ['firms.office.recovery_overdue'] } });
      await moveState(tx, ctx, firmMachine, { id: firm.id, transition: 'lift_suspension', reason: input.reason.trim() || undefined, firmId: firm.id });
      await setRestriction(tx, firm.id, null);
      await tellFirm(tx, ctx, firm, 'firm_restriction_lifted', {}, true);
    },
    { operation: 'firms.lift', content: input },
  );
}

/** Daily rule: restrictions whose last day is over end, unless the firm owes money. Returns how many ended. */
export function endRestrictions(ctx: Context): Promise<number> {
  const today = toSeoulDate(ctx.now);
  return forEachRow(
    ctx,
    (tx, page) => listEndedRestrictions(tx, today, page),
    async (tx, { id, name }) => {
      if (await hasOverdueRecovery(tx, id)) return false;
      await moveState(tx, ctx, firmMachine, { id, transition: 'lift_suspension', firmId: id });
      await setRestriction(tx, id, null);
      await tellFirm(tx, ctx, { id, name }, 'firm_restriction_lifted', {}, true);
      return true;
    },
  );
}

/** Closes a registration for good; its number is free again. Throws AppError reason_required, or invalid_input while an application or agreement runs. */
export async function closeFirm(ctx: Context, input: { firmId: string; reason: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { firm, subject } = await openFirm(tx, input.firmId);
      assertAllowed(canMoveFirm(ctx.actor, subject, 'close'));
      if (await hasLiveCase(tx, firm.id, LIVE_APPLICATION_STATES)) throw new AppError('invalid_input', { fields: { '': ['firms.office.case_live'] } });
      if (await hasOpenAgreement(tx, firm.id)) throw new AppError('invalid_input', { fields: { '': ['firms.office.agreement_open'] } });
      await moveState(tx, ctx, firmMachine, { id: firm.id, transition: 'close', reason: input.reason, firmId: firm.id });
      await tellFirm(tx, ctx, firm, 'firm_closed', { reason: input.reason.trim() }, true);
    },
    { operation: 'firms.close', content: input },
  );
}
