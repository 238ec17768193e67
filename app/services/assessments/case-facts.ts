import type { Context } from '#app/domain/accounts/context.ts';
import { toHolidaySet, type HolidaySet } from '#app/domain/calendar/holidays.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { AppError } from '#app/domain/errors.ts';
import { parseSettings, type ProgrammeSettings, type PromiseStep } from '#app/domain/programmes/settings.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import type { Decision } from '#app/domain/workflow/decision.ts';
import type { Recipient } from '#app/services/notices/notify.ts';
import { findAdmittedCase, findCaseFacts, type CaseFactsRow } from '#db/queries/case-facts.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { findConsultantRecipient, listFirmRecipients, listOfficerRecipients } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';

/** A case between selection and agreement: facts, the rules it is bound to, and its policy subject. */
export interface CaseFacts extends CaseFactsRow {
  readonly settings: ProgrammeSettings;
  readonly settingsVersionId: string | null;
  readonly holidays: HolidaySet;
  readonly subject: CaseSubject;
}

/** Reads a case for its steps; throws not_found when the actor may not see it. */
export async function getCaseFacts(tx: ActorTx, applicationId: string): Promise<CaseFacts> {
  const facts = await findCaseFacts(tx, applicationId);
  if (!facts) throw new AppError('not_found');
  const rules = await findCaseRules(tx, applicationId);
  return {
    ...facts,
    settings: parseSettings(rules.values ?? {}),
    settingsVersionId: rules.settingsVersionId,
    holidays: toHolidaySet(rules.holidays),
    subject: { firmId: facts.firmId, organisationId: facts.organisationId, assignedConsultantIds: facts.liveConsultantIds, workingConsultantIds: facts.workingConsultantIds },
  };
}

/** The case of the actor's own firm after selection; null before. */
export async function findOwnCase(tx: ActorTx, ctx: Context): Promise<string | null> {
  return ctx.actor.firmId ? findAdmittedCase(tx, ctx.actor.firmId) : null;
}

/** The case of the actor's own firm; throws not_found before selection. */
export async function getOwnCase(tx: ActorTx, ctx: Context): Promise<string> {
  const id = await findOwnCase(tx, ctx);
  if (!id) throw new AppError('not_found');
  return id;
}

/** Turns a refusal of a policy into the error that the page answers with. */
export function assertAllowed(decision: Decision): void {
  if (!decision.allowed) throw new AppError(decision.code);
}

/** The day by which the next side is promised to act, counted in working days from today. */
export function promiseOn(ctx: Context, facts: Pick<CaseFacts, 'settings' | 'holidays'>, step: PromiseStep): string {
  return addWorkingDays(toSeoulDate(ctx.now), facts.settings.promises[step], facts.holidays);
}

/** The people of the firm who are told about steps of its case. */
export function firmPeople(tx: ActorTx, facts: Pick<CaseFacts, 'firmId'>): Promise<Recipient[]> {
  return listFirmRecipients(tx, facts.firmId, ['representative', 'manager']);
}

/** The consultant of the case as recipients (none without an active assignment). */
export async function consultantPeople(tx: ActorTx, facts: Pick<CaseFacts, 'consultant'>): Promise<Recipient[]> {
  const found = facts.consultant ? await findConsultantRecipient(tx, facts.consultant.id) : null;
  return found ? [found] : [];
}

/** Officers who look after the case: those of its group and the Central Headquarters. */
export function officerPeople(tx: ActorTx, facts: Pick<CaseFacts, 'organisationId'>, duties: readonly ('officer' | 'partner_officer' | 'senior_officer')[] = ['officer', 'partner_officer']): Promise<Recipient[]> {
  const wanted = facts.organisationId ? duties : duties.filter((duty) => duty !== 'partner_officer');
  return listOfficerRecipients(tx, wanted, facts.organisationId);
}
