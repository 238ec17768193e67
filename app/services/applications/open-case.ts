import type { Context } from '#app/domain/accounts/context.ts';
import type { ApplicationSubject } from '#app/domain/applications/application-policy.ts';
import { toHolidaySet, type HolidaySet } from '#app/domain/calendar/holidays.ts';
import { AppError } from '#app/domain/errors.ts';
import { defaultSettings, parseSettings, type ProgrammeSettings } from '#app/domain/programmes/settings.ts';
import type { Decision } from '#app/domain/workflow/decision.ts';
import { findCaseRules, type StoredRules } from '#db/queries/case-settings.ts';
import { findCaseHead, type CaseHead } from '#db/queries/cases.ts';
import type { ActorTx } from '#db/transaction.ts';

/** The rules of a case: settings of its programme year and the calendar. */
export interface CaseRules {
  readonly settings: ProgrammeSettings;
  readonly settingsVersionId: string | null;
  readonly holidays: HolidaySet;
}

/** A case as a use-case works on it. */
export interface OpenCase {
  readonly head: CaseHead;
  readonly rules: CaseRules;
  readonly subject: ApplicationSubject;
}

/** Reads stored settings and holidays; without stored settings the defaults hold. */
export function readRules(stored: StoredRules): CaseRules {
  return {
    settings: stored.values ? parseSettings(stored.values) : defaultSettings,
    settingsVersionId: stored.settingsVersionId,
    holidays: toHolidaySet(stored.holidays),
  };
}

/** The head and rules of a case. Throws AppError not_found when there is none or the actor may not see it. */
export async function openCase(tx: ActorTx, applicationId: string): Promise<OpenCase> {
  const head = await findCaseHead(tx, applicationId);
  if (!head) throw new AppError('not_found');
  const rules = readRules(await findCaseRules(tx, applicationId));
  return { head, rules, subject: { firmId: head.firmId, organisationId: head.organisationId, state: head.state } };
}

/** Throws the refusal of a policy as AppError. */
export function assertAllowed(decision: Decision): void {
  if (!decision.allowed) throw new AppError(decision.code);
}

/** The person who acts; staff use-cases never run without one. */
export function userIdOf(ctx: Context): string {
  if (ctx.actor.userId === null) throw new AppError('not_signed_in');
  return ctx.actor.userId;
}
