import { createHash } from 'node:crypto';
import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import type { BilingualText } from '#app/domain/formats/text.ts';
import { MACHINES } from '#app/domain/workflow/machines.ts';
import { previewNotice } from '#app/services/notices/notice-text.ts';
import { listConsentsOf } from '#db/queries/consents.ts';
import { insertAccess } from '#db/queries/documents.ts';
import { getOwnAccount, listOwnDeeds, listOwnFiles, listOwnGrants, listOwnLookUps, listOwnNotices, listOwnSignIns, RECORDS_MAX, type OwnAccountRow } from '#db/queries/own-records.ts';
import type { NoticeValues } from '#db/queries/notices.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { listOwnSessions } from './own-sessions.ts';

/** Everything the portal keeps about the signed-in person as a person; what belongs to the firm stays with the firm. */
export interface OwnRecords {
  readonly account: OwnAccountRow;
  readonly grants: readonly { readonly duty: string; readonly grantedAt: Date; readonly revokedAt: Date | null }[];
  readonly consents: readonly { readonly code: string; readonly version: string; readonly title: BilingualText; readonly isGiven: boolean; readonly at: Date; readonly textHash: string; readonly ip: string | null }[];
  readonly sessions: readonly { readonly createdAt: Date; readonly lastSeenAt: Date; readonly userAgent: string | null }[];
  readonly signIns: readonly { readonly at: Date; readonly outcome: string; readonly ip: string | null; readonly userAgent: string | null }[];
  readonly notices: readonly { readonly at: Date; readonly kind: string; readonly values: unknown; readonly readAt: Date | null }[];
  readonly files: readonly { readonly at: Date; readonly fileName: string; readonly kind: string; readonly bytes: number; readonly sha256: string; readonly removedAt: Date | null }[];
  /** `label` is the name of the step in the workflow; null for what is no step. */
  readonly deeds: readonly { readonly at: Date; readonly machine: string | null; readonly action: string; readonly toState: string | null; readonly subjectType: string; readonly subjectId: string; readonly label: BilingualText | null }[];
  readonly lookUps: readonly { readonly at: Date; readonly kind: string; readonly subjectType: string; readonly reason: string | null }[];
}

function labelOf(deed: { machine: string | null; action: string; toState: string | null }): BilingualText | null {
  const machine = MACHINES.find((entry) => entry.name === deed.machine);
  return machine?.transitions.find((entry) => entry.name === deed.action && (deed.toState === null || entry.to === deed.toState))?.label ?? null;
}

async function read(tx: ActorTx, ctx: Context, userId: string, kind: 'view' | 'export'): Promise<Omit<OwnRecords, 'sessions'>> {
  const records = {
    account: await getOwnAccount(tx, userId),
    grants: await listOwnGrants(tx, userId),
    consents: (await listConsentsOf(tx, userId)).map(({ code, version, title, isGiven, givenAt, textHash, ip }) => ({ code, version, title, isGiven, at: givenAt, textHash, ip })),
    signIns: await listOwnSignIns(tx, userId),
    notices: await listOwnNotices(tx, userId),
    files: await listOwnFiles(tx, userId),
    deeds: (await listOwnDeeds(tx, userId)).map((deed) => ({ ...deed, label: labelOf(deed) })),
    lookUps: await listOwnLookUps(tx, userId),
  };
  await insertAccess(tx, { userId, role: ctx.actor.role, duty: ctx.actor.duty, kind, subjectType: 'own_records', subjectId: userId, firmId: ctx.actor.firmId, applicationId: null, rowCount: records.deeds.length + records.notices.length, reason: null, requestId: ctx.requestId });
  return records;
}

/** The own records for reading. Throws not_signed_in. */
export async function getOwnRecords(ctx: Context, kind: 'view' | 'export' = 'view'): Promise<OwnRecords> {
  const { userId } = ctx.actor;
  if (!userId) throw new AppError('not_signed_in');
  const sessions = (await listOwnSessions(ctx)).map(({ createdAt, lastSeenAt, userAgent }) => ({ createdAt, lastSeenAt, userAgent }));
  return { ...(await withActor(ctx, (tx) => read(tx, ctx, userId, kind))), sessions };
}

/** What a notice was about, in the language of the reader. */
export function subjectOfNotice(notice: OwnRecords['notices'][number], locale: 'ko' | 'en'): string {
  return previewNotice(notice.kind, notice.values as NoticeValues, locale).subject;
}

/** The own records as a JSON file for other programs, with the hash of its bytes. Throws not_signed_in. */
export async function exportOwnRecords(ctx: Context): Promise<{ content: string; fileName: string; hash: string }> {
  const records = await getOwnRecords(ctx, 'export');
  const content = `${JSON.stringify({ format: 'industry-innovation-portal/own-records', version: 1, exportedAt: ctx.now, rowsPerKindAtMost: RECORDS_MAX, ...records }, null, 2)}\n`;
  return { content, fileName: `own-records-${toSeoulDate(ctx.now)}.json`, hash: createHash('sha256').update(content).digest('hex') };
}
