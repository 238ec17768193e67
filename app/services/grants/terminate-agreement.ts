import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { canMoveAgreement } from '#app/domain/grants/agreement-policy.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { interimCheckMachine } from '#app/domain/plans/interim-check-machine.ts';
import { planMachine } from '#app/domain/plans/plan-machine.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { endAssignments } from '#app/services/assignments/end-assignments.ts';
import { paths } from '#app/http/paths.ts';
import { openSettlement } from '#app/services/grants/open-settlement.ts';
import { agreementOf, openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { endAgreement, listUnsentTranches } from '#db/queries/agreement-end.ts';
import { findCaseParts } from '#db/queries/case-states.ts';
import { withActor } from '#db/transaction.ts';

/** Why an agreement ends early. */
export const TERMINATION_CODES = ['firm_request', 'no_progress', 'false_statement', 'misuse', 'closed_business', 'other'] as const;
export type TerminationCode = (typeof TERMINATION_CODES)[number];

export interface Termination {
  readonly applicationId: string;
  readonly code: TerminationCode;
  /** Findings in words; they go into the letter. */
  readonly findings: string;
  /** The firm was told the intention and could answer (not needed at its own request). */
  readonly heard: boolean;
}

/**
 * Ends an agreement early: payments that were not sent are cancelled, the consultant's assignment ends, the plan closes, and the settlement
 * opens for the part done. Throws AppError incomplete before the firm was heard, reason_required, not_your_turn, not_allowed.
 */
export async function terminateAgreement(ctx: Context, input: Termination): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, subject } = open;
      const agreement = agreementOf(head);
      const transition = input.code === 'firm_request' ? 'terminate_on_request' : 'terminate_for_cause';
      assertAllowed(canMoveAgreement(ctx.actor, { ...subject, state: agreement.state }, transition));
      if (transition === 'terminate_for_cause' && !input.heard) throw new AppError('incomplete', { fields: { heard: ['settlements.terminate.heard_missing'] } });
      const reason = input.findings.trim();
      const ids = { applicationId: head.id, firmId: head.firmId };
      await moveState(tx, ctx, agreementMachine, { id: agreement.id, transition, reason, reasonCode: input.code, ...ids, payload: { heard: input.heard } });
      await endAgreement(tx, agreement.id, { at: ctx.now, code: input.code, reason });
      const system = asSystem(ctx);
      for (const tranche of await listUnsentTranches(tx, agreement.id)) {
        if (tranche.state === 'failed') await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition: 'cancel', reason: input.code, ...ids });
        else await moveState(tx, system, trancheMachine, { id: tranche.id, transition: 'cancel', reason: input.code, ...ids });
      }
      await endAssignments(tx, ctx, ids, input.code);
      const parts = await findCaseParts(tx, head.id);
      if (parts?.plan && (parts.plan.state === 'approved' || parts.plan.state === 'amended')) await moveState(tx, system, planMachine, { id: parts.plan.id, transition: 'close', ...ids });
      if (parts?.interimCheck && (parts.interimCheck.state === 'failed' || parts.interimCheck.state === 'rechecked')) {
        await moveState(tx, ctx, interimCheckMachine, { id: parts.interimCheck.id, transition: 'terminate', reason, ...ids });
      }
      const { dueOn } = await openSettlement(tx, ctx, open);
      await tellCase(tx, ctx, head, {
        kind: 'agreement_terminated', to: ['firm', 'consultant', 'officers', 'finance', 'parent'], values: { dueOn, reason }, paths: { firm: paths.firmSettlement(), officer: paths.officerSettlement(head.id) },
        subjectType: 'agreement', subjectId: agreement.id,
      });
    },
    { operation: 'grants.terminate-agreement', content: input },
  );
}
