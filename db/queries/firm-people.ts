import type { ActorTx } from '../transaction.ts';

/** How a person can be reached; null when the actor may not see it. */
export async function findPersonContact(tx: ActorTx, userId: string): Promise<{ name: string; email: string; phone: string | null; jobTitle: string | null } | null> {
  const row = await tx.selectFrom('app_user').select(['name', 'email', 'phone', 'job_title']).where('id', '=', userId).executeTakeFirst();
  return row ? { name: row.name, email: row.email, phone: row.phone, jobTitle: row.job_title } : null;
}
