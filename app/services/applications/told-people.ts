import type { Context } from '#app/domain/accounts/context.ts';
import type { Duty } from '#app/domain/accounts/actor.ts';
import { addDays, laterDate } from '#app/domain/calendar/civil-date.ts';
import { deadlineAfterDays, deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { OpenCase } from '#app/services/applications/open-case.ts';
import { officerPeople } from '#app/services/applications/tell.ts';
import { previewNotice } from '#app/services/notices/notice-text.ts';
import { listFirmRecipients, listOfficerRecipients, listParentRecipients, type RecipientRow } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';

/** Who will be told when a step is taken, and what they will read, in the reader's own language here. */
export interface ToldPreview {
  readonly people: readonly { name: string; duty: Duty }[];
  readonly letter: { readonly subject: string; readonly paragraphs: readonly string[] } | null;
}

type Step = 'request_correction' | 'pass_eligibility' | 'propose_ineligible' | 'return_to_screening' | 'confirm_ineligible' | 'assign_evaluators' | 'rank' | 'admit' | 'put_on_reserve' | 'reject';

interface Plan {
  readonly kind: string;
  readonly to: readonly ('firm' | 'parent' | 'senior' | 'officer')[];
  readonly values: Record<string, string | number>;
}

const STEPS: readonly Step[] = ['request_correction', 'pass_eligibility', 'propose_ineligible', 'return_to_screening', 'confirm_ineligible', 'assign_evaluators', 'rank', 'admit', 'put_on_reserve', 'reject'];

function planOf(step: Step, today: string, { head, rules }: OpenCase): Plan {
  const { settings, holidays } = rules;
  const inDays = (days: number) => deadlineAfterDays(today, days, holidays).dueOn;
  const inWorkingDays = (days: number) => deadlineAfterWorkingDays(today, days, holidays).dueOn;
  switch (step) {
    case 'request_correction':
      return { kind: 'correction_requested', to: ['firm'], values: { dueOn: inDays(settings.correctionDays), count: '○' } };
    case 'pass_eligibility':
      return { kind: 'eligibility_passed', to: ['firm'], values: { dueOn: head.selectionClosesOn } };
    case 'propose_ineligible':
      return { kind: 'ineligible_proposed', to: ['senior'], values: { dueOn: inWorkingDays(3) } };
    case 'return_to_screening':
      return { kind: 'screening_returned', to: ['officer'], values: { dueOn: inWorkingDays(settings.promises.screening) } };
    case 'confirm_ineligible':
      return { kind: 'application_ineligible', to: ['firm'], values: { dueOn: inDays(settings.appealDays) } };
    case 'assign_evaluators':
      return { kind: 'evaluation_assigned', to: [], values: { dueOn: inWorkingDays(settings.promises.evaluation) } };
    case 'rank':
      return { kind: 'application_ranked', to: ['senior'], values: { dueOn: inWorkingDays(5) } };
    case 'admit':
      return { kind: 'application_admitted', to: ['firm', 'parent', 'officer'], values: { dueOn: inWorkingDays(15) } };
    case 'put_on_reserve':
      return { kind: 'application_reserved', to: ['firm', 'officer'], values: { dueOn: laterDate(head.selectionClosesOn, addDays(today, 90)) } };
    case 'reject':
      return { kind: 'application_rejected', to: ['firm', 'parent', 'officer'], values: { dueOn: inDays(settings.appealDays) } };
  }
}

/** The previews of every step the actor may take now. */
export async function previewTold(tx: ActorTx, ctx: Context, opened: OpenCase, steps: readonly string[]): Promise<Partial<Record<Step, ToldPreview>>> {
  const today = toSeoulDate(ctx.now);
  const plans = STEPS.filter((step) => steps.includes(step)).map((step) => [step, planOf(step, today, opened)] as const);
  if (plans.length === 0) return {};
  const people: Record<'firm' | 'parent' | 'senior' | 'officer', RecipientRow[]> = {
    firm: await listFirmRecipients(tx, opened.head.firmId, ['representative', 'manager']),
    parent: await listParentRecipients(tx, opened.head.firmId),
    senior: await listOfficerRecipients(tx, ['senior_officer']),
    officer: await officerPeople(tx, opened.head),
  };
  const base = { firmName: opened.head.firmName, receiptNumber: opened.head.receiptNumber ?? '' };
  return Object.fromEntries(
    plans.map(([step, plan]) => {
      const { subject, paragraphs } = previewNotice(plan.kind, { ...base, ...plan.values }, ctx.actor.locale);
      return [step, { people: plan.to.flatMap((group) => people[group]).map(({ name, duty }) => ({ name, duty })), letter: { subject, paragraphs } }];
    }),
  );
}
