import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canTransition, findTransition, type Machine } from '#app/domain/workflow/machine.ts';
import { lockAggregate, setAggregateState } from '#db/queries/workflow.ts';
import type { ActorTx } from '#db/transaction.ts';
import { keepClock } from './keep-clock.ts';
import { recordEvent } from './record-event.ts';

export interface Move {
  readonly id: string;
  /** Name of the transition in the machine's table. */
  readonly transition: string;
  readonly reason?: string | undefined;
  readonly reasonCode?: string | undefined;
  /** Version the actor has seen; another one is a lost race. */
  readonly expectedVersion?: number | undefined;
  readonly applicationId?: string | null;
  readonly firmId?: string | null;
  readonly payload?: Record<string, unknown>;
}

/**
 * Makes one transition of one aggregate: locks its row, checks the table, the duty, the version and the reason,
 * moves it and appends the event. Throws AppError not_found, transition_not_allowed, not_your_turn, stale_version
 * or reason_required. Guards that need more than the state are the calling use-case's.
 */
export async function moveState<S extends string>(tx: ActorTx, ctx: Context, machine: Machine<S>, move: Move): Promise<{ from: S; to: S; version: number }> {
  const current = await lockAggregate(tx, machine.name, move.id);
  if (!current) throw new AppError('not_found');
  const from = current.state as S;
  if (move.expectedVersion !== undefined && move.expectedVersion !== current.version) throw new AppError('stale_version');
  const decision = canTransition(machine, { from, name: move.transition, duty: ctx.actor.duty });
  if (!decision.allowed) throw new AppError(decision.code);
  if (findTransition(machine, move.transition, from)?.reasonRequired && !move.reason?.trim()) throw new AppError('reason_required');
  if (!(await setAggregateState(tx, machine.name, move.id, { to: decision.to, version: current.version, at: ctx.now }))) throw new AppError('stale_version');
  await recordEvent(tx, ctx, {
    machine: machine.name,
    subjectType: machine.name,
    subjectId: move.id,
    applicationId: move.applicationId ?? null,
    firmId: move.firmId ?? null,
    action: move.transition,
    from,
    to: decision.to,
    reason: move.reason ?? null,
    reasonCode: move.reasonCode ?? null,
    payload: move.payload ?? {},
    versionBefore: current.version,
    versionAfter: current.version + 1,
  });
  if (move.applicationId && move.firmId) {
    await keepClock(tx, { machine: machine.name, subjectId: move.id, applicationId: move.applicationId, firmId: move.firmId, state: decision.to, spec: machine.states[decision.to], at: ctx.now });
  }
  return { from, to: decision.to as S, version: current.version + 1 };
}
