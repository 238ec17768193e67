import type { GrantDecisionState } from '#app/domain/grants/grant-decision-machine.ts';
import type { ActorTx } from '../transaction.ts';

export interface OpenGrant {
  readonly id: string;
  readonly state: GrantDecisionState;
  readonly requestedWon: number;
  readonly amountWon: number | null;
}

/** The grant decision of a case that is neither refused nor lapsed; null when there is none. */
export async function findOpenGrant(tx: ActorTx, applicationId: string): Promise<OpenGrant | null> {
  const row = await tx
    .selectFrom('grant_decision')
    .select(['id', 'state', 'requested_won', 'amount_won'])
    .where('application_id', '=', applicationId)
    .where('state', 'not in', ['refused', 'lapsed'])
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { id: row.id, state: row.state as GrantDecisionState, requestedWon: Number(row.requested_won), amountWon: row.amount_won === null ? null : Number(row.amount_won) } : null;
}

/** Opens the decision on the grant of a case in state `submitted`. */
export async function insertGrantDecision(tx: ActorTx, row: { id: string; applicationId: string; firmId: string; settingsVersionId: string; requestedWon: number; at: Date }): Promise<void> {
  await tx
    .insertInto('grant_decision')
    .values({ id: row.id, application_id: row.applicationId, firm_id: row.firmId, settings_version_id: row.settingsVersionId, requested_won: row.requestedWon, state: 'submitted', state_since: row.at })
    .execute();
}

/** Takes over the sum of a plan that was changed and sent again. Only the system may. */
export async function setRequestedWon(tx: ActorTx, id: string, requestedWon: number): Promise<void> {
  await tx.updateTable('grant_decision').set({ requested_won: requestedWon }).where('id', '=', id).execute();
}
