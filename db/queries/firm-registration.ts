import type { ActorTx } from '../transaction.ts';

/** Number of the firm in which a person holds a role now; null without one. */
export async function findGrantedFirmNumber(tx: ActorTx, userId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('role_grant as g')
    .innerJoin('firm as f', 'f.id', 'g.firm_id')
    .select('f.business_number')
    .where('g.user_id', '=', userId)
    .where('g.revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.business_number ?? null;
}

/** Keeps which texts a new person accepted, each on its own row with time and address. */
export async function insertAccountConsents(tx: ActorTx, input: { userId: string; consentTextIds: readonly string[]; at: Date; ip: string | null }): Promise<void> {
  if (input.consentTextIds.length === 0) return;
  await tx
    .insertInto('application_consent')
    .values(input.consentTextIds.map((id) => ({ user_id: input.userId, consent_text_id: id, is_given: true, given_at: input.at, ip: input.ip })))
    .execute();
}

/** Result code of the self-check that the firm brought along when it registered. */
export async function findEligibilityCode(tx: ActorTx, firmId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('event')
    .select('payload')
    .where('firm_id', '=', firmId)
    .where('machine', '=', 'firm')
    .where('action', '=', 'start')
    .orderBy('recorded_at')
    .executeTakeFirst();
  const payload = row?.payload;
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return null;
  const code = payload['eligibilityCode'];
  return typeof code === 'string' ? code : null;
}
