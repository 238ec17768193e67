import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import { roleOf } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import type { CaseAgreement, OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import { paths } from '#app/http/paths.ts';
import { readRules, type CaseRules } from '#app/services/applications/open-case.ts';
import { notify } from '#app/services/notices/notify.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { findConflictDeclaration, findFirmCaseId, findOutcomeCase } from '#db/queries/outcome-case.ts';
import { findConsultantRecipient, listEvaluatorRecipients, listFirmRecipients, listOfficerRecipients, listParentRecipients, type RecipientRow } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';

/** The facts on which the policies of this area decide. */
export interface OutcomeSubject extends CaseSubject {
  readonly advisorUserIds: readonly string[];
  readonly conflictDeclared: boolean | null;
}

/** A case as the use-cases from the interim check to the settlement work on it. */
export interface OpenOutcomeCase {
  readonly head: OutcomeCase;
  readonly rules: CaseRules;
  readonly subject: OutcomeSubject;
}

/** Opens a case. Throws AppError not_found when there is none or the actor may not see it. */
export async function openOutcomeCase(tx: ActorTx, ctx: Context, applicationId: string): Promise<OpenOutcomeCase> {
  const head = await findOutcomeCase(tx, applicationId);
  if (!head) throw new AppError('not_found');
  const { actor } = ctx;
  const isEvaluator = actor.role === 'evaluator' && actor.userId !== null;
  const conflictDeclared = isEvaluator ? await findConflictDeclaration(tx, applicationId, actor.userId ?? '') : null;
  return {
    head,
    rules: readRules(await findCaseRules(tx, applicationId)),
    subject: {
      firmId: head.firmId,
      organisationId: head.organisationId,
      assignedConsultantIds: head.consultantIds,
      workingConsultantIds: head.workingConsultantIds,
      evaluatorUserIds: isEvaluator && conflictDeclared === false && actor.userId ? [actor.userId] : [],
      advisorUserIds: head.advisorUserIds,
      conflictDeclared,
    },
  };
}

/** The agreement of a case. Throws AppError transition_not_allowed when there is none in or after force. */
export function agreementOf(head: OutcomeCase): CaseAgreement {
  if (!head.agreement) throw new AppError('transition_not_allowed');
  return head.agreement;
}

/** The case that the pages of the firm show. Throws AppError not_found before the firm was admitted. */
export async function openFirmCase(tx: ActorTx, ctx: Context): Promise<OpenOutcomeCase> {
  const id = ctx.actor.firmId ? await findFirmCaseId(tx, ctx.actor.firmId) : null;
  if (!id) throw new AppError('not_found');
  return openOutcomeCase(tx, ctx, id);
}

/** Who is told about a change of a case. */
export type Told = 'firm' | 'consultant' | 'officers' | 'senior_officers' | 'finance' | 'evaluators' | 'parent';

/** Where each kind of reader goes; without an entry the page of the case. */
export type ToldPaths = Partial<Record<Role, string>>;

const FIRM_DUTIES: readonly Duty[] = ['representative', 'manager', 'firm_finance'];

async function peopleOf(tx: ActorTx, head: OutcomeCase, told: Told): Promise<RecipientRow[]> {
  switch (told) {
    case 'firm':
      return listFirmRecipients(tx, head.firmId, FIRM_DUTIES);
    case 'consultant': {
      const found: RecipientRow[] = [];
      for (const id of head.workingConsultantIds) {
        const person = await findConsultantRecipient(tx, id);
        if (person) found.push(person);
      }
      return found;
    }
    case 'officers': {
      const all = await listOfficerRecipients(tx, ['officer'], head.organisationId);
      const own = all.filter((person) => person.userId === head.assignedOfficerId);
      return own.length > 0 ? own : all;
    }
    case 'senior_officers':
      return listOfficerRecipients(tx, ['senior_officer']);
    case 'finance':
      return listOfficerRecipients(tx, ['finance_officer']);
    case 'evaluators':
      return listEvaluatorRecipients(tx, head.id);
    case 'parent':
      return listParentRecipients(tx, head.firmId);
  }
}

/** Tells the named sides of a case, each with the page of its role. */
export async function tellCase(
  tx: ActorTx,
  ctx: Context,
  head: OutcomeCase,
  notice: { kind: string; to: readonly Told[]; values?: Record<string, string | number>; paths?: ToldPaths; subjectType: string; subjectId: string },
): Promise<void> {
  const byPath = new Map<string, RecipientRow[]>();
  for (const told of notice.to) {
    for (const person of await peopleOf(tx, head, told)) {
      const path = notice.paths?.[roleOf(person.duty)] ?? homeOf(roleOf(person.duty), head.id);
      byPath.set(path, [...(byPath.get(path) ?? []), person]);
    }
  }
  for (const [path, recipients] of byPath) {
    await notify(tx, ctx, {
      kind: notice.kind,
      recipients,
      path,
      values: { firmName: head.firmName, ...notice.values },
      subjectType: notice.subjectType,
      subjectId: notice.subjectId,
      applicationId: head.id,
      firmId: head.firmId,
    });
  }
}

function homeOf(role: Role, applicationId: string): string {
  switch (role) {
    case 'officer':
      return paths.officerOutcome(applicationId);
    case 'consultant':
      return paths.consultantFirm(applicationId);
    case 'evaluator':
      return paths.evaluatorApplication(applicationId);
    case 'parent':
      return paths.parent();
    default:
      return paths.firm();
  }
}
