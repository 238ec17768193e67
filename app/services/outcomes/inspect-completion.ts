import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { completionMachine } from '#app/domain/outcomes/completion-machine.ts';
import { canMoveCompletion } from '#app/domain/outcomes/completion-policy.ts';
import type { Inspection } from '#app/domain/outcomes/completion-record.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findCompletion, patchCompletion } from '#db/queries/completions.ts';
import { withActor } from '#db/transaction.ts';

/** Points of the inspection sheet; each is answered, a failed one with its finding. */
export const INSPECTION_ITEMS = ['tasks', 'kpis', 'evidence', 'assets', 'spending', 'safety'] as const;
export type InspectionItem = (typeof INSPECTION_ITEMS)[number];

export interface InspectionInput {
  readonly applicationId: string;
  readonly mode: 'site' | 'documents' | 'video';
  readonly items: Readonly<Partial<Record<InspectionItem, { readonly ok: boolean | null; readonly note: string }>>>;
  readonly text: string;
}

/**
 * Sends the inspection of a completion report. The inspector never advised the firm, and the consultant's opinion has to be there.
 * Throws AppError four_eyes, conflict, incomplete (no opinion yet), invalid_input (point not answered), not_your_turn, transition_not_allowed.
 */
export async function inspectCompletion(ctx: Context, input: InspectionInput): Promise<void> {
  const fields: FieldErrors = {};
  for (const code of INSPECTION_ITEMS) {
    const item = input.items[code];
    if (item?.ok == null) fields[`items.${code}.ok`] = ['errors.field.choose'];
    else if (!item.ok && !item.note.trim()) fields[`items.${code}.note`] = ['settlements.completion.finding_missing'];
  }
  await withActor(
    ctx,
    async (tx) => {
      const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const completion = await findCompletion(tx, head.id);
      if (!completion) throw new AppError('not_found');
      assertAllowed(canMoveCompletion(ctx.actor, { ...subject, state: completion.state }, 'inspect'));
      if (!completion.opinion) throw new AppError('incomplete', { fields: { text: ['settlements.completion.opinion_missing'] } });
      if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
      const inspection: Inspection = {
        items: INSPECTION_ITEMS.map((code) => ({ code, ok: input.items[code]?.ok ?? false, note: input.items[code]?.note.trim() ?? '' })),
        text: input.text.trim(),
      };
      await moveState(tx, ctx, completionMachine, {
        id: completion.id, transition: 'inspect', applicationId: head.id, firmId: head.firmId, payload: { mode: input.mode, failed: inspection.items.filter((item) => !item.ok).map((item) => item.code) },
      });
      // How it was inspected is an officer's column; for an evaluator it stays with the findings in the record.
      await patchCompletion(tx, completion.id, { inspected_by: userIdOf(ctx), inspected_at: ctx.now, inspection, ...(ctx.actor.role === 'officer' ? { inspection_mode: input.mode } : {}) });
      await tellCase(tx, ctx, head, { kind: 'completion_inspected', to: ['senior_officers'], paths: { officer: paths.officerCompletion(head.id) }, subjectType: 'completion', subjectId: completion.id });
    },
    { operation: 'outcomes.inspect-completion', content: input },
  );
}

/** Sends a report back with the points to correct. Throws AppError reason_required, invalid_input without a point, not_your_turn. */
export async function returnCompletion(ctx: Context, input: { applicationId: string; items: readonly string[]; reason: string }): Promise<void> {
  const items = input.items.map((item) => item.trim()).filter(Boolean);
  if (items.length === 0) throw new AppError('invalid_input', { fields: { items: ['settlements.completion.items_missing'] } });
  await withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const completion = await findCompletion(tx, head.id);
      if (!completion) throw new AppError('not_found');
      assertAllowed(canMoveCompletion(ctx.actor, { ...subject, state: completion.state }, 'return'));
      const dueOn = deadlineAfterDays(toSeoulDate(ctx.now), rules.settings.correctionDays, rules.holidays).dueOn;
      await moveState(tx, ctx, completionMachine, { id: completion.id, transition: 'return', reason: input.reason, applicationId: head.id, firmId: head.firmId, payload: { items } });
      await patchCompletion(tx, completion.id, { return_items: items, due_on: dueOn });
      await tellCase(tx, ctx, head, {
        kind: 'completion_returned', to: ['firm', 'consultant'], values: { dueOn }, paths: { firm: paths.firmCompletion(), consultant: paths.consultantCompletion(head.id) }, subjectType: 'completion', subjectId: completion.id,
      });
    },
    { operation: 'outcomes.return-completion', content: input },
  );
}
