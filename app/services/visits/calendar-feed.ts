import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { writeCalendar } from '#app/domain/visits/calendar-file.ts';
import { getT } from '#app/i18n/catalogue.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { dropCalendarFeed, findCalendarFeed, putCalendarFeed, readCalendarFeed } from '#db/queries/calendar-feeds.ts';
import { withActor } from '#db/transaction.ts';

/** Form of the secret part of an address: 32 random bytes. */
export const CALENDAR_SECRET = /^[A-Za-z0-9_-]{43}$/;

function ownId(ctx: Context): string {
  if (ctx.actor.duty !== 'consultant' || ctx.actor.consultantId === null) throw new AppError('not_allowed');
  return ctx.actor.consultantId;
}

/** Whether the consultant has a calendar address, and since when. */
export async function getOwnCalendar(ctx: Context): Promise<{ createdAt: Date } | null> {
  const consultantId = ownId(ctx);
  return withActor(ctx, (tx) => findCalendarFeed(tx, consultantId));
}

/** Makes a new secret for the consultant's calendar; an earlier one stops to work. Only its hash is kept, so it is told once. */
export async function makeCalendarAddress(ctx: Context): Promise<{ secret: string }> {
  const consultantId = ownId(ctx);
  const secret = randomBytes(32).toString('base64url');
  await withActor(ctx, async (tx) => {
    await putCalendarFeed(tx, { consultantId, secretHash: hashOf(secret), by: ctx.actor.userId, at: ctx.now });
    await recordEvent(tx, ctx, { machine: null, subjectType: 'consultant', subjectId: consultantId, action: 'make_calendar_address' });
  });
  return { secret };
}

/** Ends the consultant's calendar address. Throws not_found without one. */
export async function revokeCalendarAddress(ctx: Context): Promise<null> {
  const consultantId = ownId(ctx);
  return withActor(ctx, async (tx) => {
    if (!(await dropCalendarFeed(tx, consultantId))) throw new AppError('not_found');
    await recordEvent(tx, ctx, { machine: null, subjectType: 'consultant', subjectId: consultantId, action: 'revoke_calendar_address' });
    return null;
  });
}

/** The calendar file under a secret: proposed and agreed visits with firm name and place, nothing of persons. Throws not_found. */
export async function readCalendar(ctx: Context, secret: string): Promise<string> {
  if (!CALENDAR_SECRET.test(secret)) throw new AppError('not_found');
  const visits = await withActor(ctx, (tx) => readCalendarFeed(tx, hashOf(secret)));
  if (!visits) throw new AppError('not_found');
  const t = getT('ko');
  return writeCalendar({
    name: t('visits.calendar.name'),
    domain: 'visits.portal',
    entries: visits.map((visit) => ({
      id: visit.id,
      sequence: visit.version,
      changedAt: visit.changedAt,
      startsAt: visit.startsAt,
      endsAt: visit.endsAt,
      title: t(visit.state === 'planned' ? 'visits.calendar.proposed' : 'visits.calendar.agreed', { firmName: visit.firmName }),
      place: visit.place ?? (visit.placeKind === 'remote' ? t('visits.place.remote') : null),
      isTentative: visit.state === 'planned',
    })),
  });
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
