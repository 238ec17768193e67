import { createHash, randomBytes } from 'node:crypto';
import { Lucia, TimeSpan, type Adapter, type DatabaseSession, type DatabaseUser } from 'lucia';
import type { Actor } from '#app/domain/accounts/actor.ts';
import { SESSION_LIMITS } from '#app/domain/accounts/session-limits.ts';
import { deleteExpiredSessions, deleteSession, deleteSessionsOfUser, findLiveSession, insertSession, renewSession as renewRow, setSessionExpiry, type SessionRow } from '#db/queries/sessions.ts';
import { asAuth } from '#db/transaction.ts';

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionFacts, { row: SessionRow | null }>;
    DatabaseSessionAttributes: SessionFacts;
    DatabaseUserAttributes: { row: SessionRow | null };
  }
}
interface SessionFacts {
  authLevel: 1 | 2;
  ip: string | null;
  userAgent: string | null;
}

function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}

/**
 * Lucia's adapter over our table. The id in the cookie is the secret, so only its SHA-256 is stored and a stolen
 * dump holds no usable session; the presented id is what goes back to Lucia. One join per validation.
 */
const adapter: Adapter = {
  async getSessionAndUser(id): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const row = await asAuth((tx) => findLiveSession(tx, hashOf(id), SESSION_LIMITS));
    if (!row) return [null, null];
    return [
      { id, userId: row.userId, expiresAt: row.expiresAt, attributes: { authLevel: 1, ip: null, userAgent: null } },
      { id: row.userId, attributes: { row } },
    ];
  },
  async getUserSessions() {
    return []; // only hashes are known; sessions are listed and ended by their public ids
  },
  async setSession(session) {
    const { authLevel, ip, userAgent } = session.attributes;
    await asAuth((tx) => insertSession(tx, { idHash: hashOf(session.id), userId: session.userId, expiresAt: session.expiresAt, authLevel, ip, userAgent: userAgent?.slice(0, 300) ?? null, userAgentHash: userAgent ? hashOf(userAgent) : null }));
  },
  async updateSessionExpiration(id, expiresAt) {
    await asAuth((tx) => setSessionExpiry(tx, hashOf(id), expiresAt));
  },
  async deleteSession(id) {
    await asAuth((tx) => deleteSession(tx, hashOf(id)));
  },
  async deleteUserSessions(userId) {
    await asAuth((tx) => deleteSessionsOfUser(tx, userId));
  },
  async deleteExpiredSessions() {
    await asAuth((tx) => deleteExpiredSessions(tx));
  },
};

function luciaFor(isSecure: boolean) {
  return new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(SESSION_LIMITS.absoluteHours.other, 'h'),
    sessionCookie: { name: isSecure ? '__Host-sid' : 'sid', expires: true, attributes: { secure: isSecure, sameSite: 'lax', path: '/' } },
    getUserAttributes: (attributes) => attributes,
  });
}

const secure = luciaFor(true);
const plain = luciaFor(false);

/** The session id among the cookies; a cookie of another program on this host may hold what cannot be decoded. */
function readId(lucia: typeof secure, cookieHeader: string | null): string | null {
  try {
    return lucia.readSessionCookie(cookieHeader ?? '');
  } catch {
    return null;
  }
}

/** The live session behind a request's cookies, with the person's present role. */
export async function findSession(cookieHeader: string | null, isSecure: boolean): Promise<{ row: SessionRow; actor: Actor } | null> {
  const lucia = isSecure ? secure : plain;
  const id = readId(lucia, cookieHeader);
  if (!id || id.length < 40) return null;
  const { user } = await lucia.validateSession(id);
  const row = user?.row;
  if (!row?.role || !row.duty) return null;
  return { row, actor: { userId: row.userId, role: row.role, duty: row.duty, firmId: row.firmId, consultantId: row.consultantId, organisationId: row.organisationId, name: row.name, locale: row.locale } };
}

const newId = (): string => randomBytes(32).toString('base64url');

export interface Opening {
  readonly userId: string;
  /** 2 only when the person has shown a second factor just now. */
  readonly authLevel?: 1 | 2;
  readonly isSecure: boolean;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly previousCookies: string | null;
}

/** Opens a session after a right password and returns the Set-Cookie header. The one presented before, if any, ends. */
export async function openSession(input: Opening): Promise<string> {
  const lucia = input.isSecure ? secure : plain;
  const previous = readId(lucia, input.previousCookies);
  if (previous) await lucia.invalidateSession(previous);
  const session = await lucia.createSession(input.userId, { authLevel: input.authLevel ?? 1, ip: input.ip, userAgent: input.userAgent }, { sessionId: newId() });
  return lucia.createSessionCookie(session.id).serialize();
}

/**
 * Gives the session of the request a new id after a proof (ASVS 7.2.4) and returns the Set-Cookie header; null when it is
 * gone. Its idle and absolute limits run on.
 */
export async function renewSession(cookieHeader: string | null, isSecure: boolean, authLevel: 1 | 2): Promise<string | null> {
  const lucia = isSecure ? secure : plain;
  const old = readId(lucia, cookieHeader);
  const id = newId();
  if (!old || !(await asAuth((tx) => renewRow(tx, { oldHash: hashOf(old), newHash: hashOf(id), authLevel })))) return null;
  return lucia.createSessionCookie(id).serialize();
}

/** Ends the session of the request and returns the header that clears its cookie. */
export async function closeSession(cookieHeader: string | null, isSecure: boolean): Promise<string> {
  const lucia = isSecure ? secure : plain;
  const id = readId(lucia, cookieHeader);
  if (id) await lucia.invalidateSession(id);
  return lucia.createBlankSessionCookie().serialize();
}

/** Ends all sessions of a person, in the transaction of the change that demands it. */
export { deleteSessionsOfUser };
