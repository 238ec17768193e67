import type { Actor } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { findDemoActor } from '#db/queries/demo.ts';
import { asAuth } from '#db/transaction.ts';

/** The people of the demonstration, acting at moments of the past. */
export interface Cast {
  /** The context of the person with this address at a moment. Throws RangeError for an address without an account. */
  as(email: string, now: Date): Promise<Context>;
  has(email: string): Promise<boolean>;
}

/** Looks people up once and remembers them. */
export function openCast(): Cast {
  const known = new Map<string, Actor>();
  const find = async (email: string): Promise<Actor | null> => {
    const before = known.get(email);
    if (before) return before;
    const found = await asAuth((tx) => findDemoActor(tx, email), 'demo');
    if (found) known.set(email, found);
    return found;
  };
  return {
    async as(email, now) {
      const actor = await find(email);
      if (!actor) throw new RangeError(`no demo account ${email}`);
      return { actor, now, requestId: 'demo', idempotencyKey: null };
    },
    has: async (email) => (await find(email)) !== null,
  };
}
