import type { Duty } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { PromiseStep } from '#app/domain/programmes/settings.ts';
import { openCase, type OpenCase } from '#app/services/applications/open-case.ts';
import { firmPeople, officerPeople } from '#app/services/applications/tell.ts';
import { findActiveConsultantId } from '#db/queries/case-consultant.ts';
import { findConsultantRecipient, listFirmRecipients, listParentRecipients, type RecipientRow } from '#db/queries/recipients.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { previewNotice } from './notice-text.ts';

type Group = 'firm' | 'representative' | 'parents' | 'officers' | 'consultant';

interface Plan {
  readonly kind: string;
  readonly to: readonly Group[];
  /** Step whose promise gives the date of the letter; without one the letter is not shown, for it would name none. */
  readonly due?: PromiseStep;
}

/** Steps of firms and consultants with the notices that their use-cases send. */
const PLANS = {
  submit_application: { kind: 'application_received_officer', to: ['firm', 'officers'], due: 'screening' },
  ask_sign_off: { kind: 'sign_off_requested', to: ['representative'] },
  answer_correction: { kind: 'application_resubmitted', to: ['officers'], due: 'screening' },
  withdraw_application: { kind: 'application_withdrawn', to: ['firm', 'parents', 'officers'] },
  withdraw_draft: { kind: 'application_withdrawn', to: ['firm', 'parents'] },
  submit_self: { kind: 'diagnosis_self_submitted', to: ['consultant'], due: 'firstVisit' },
  sign_plan: { kind: 'plan_signed', to: ['consultant'], due: 'planReview' },
  log_visit: { kind: 'visit_logged', to: ['firm'] },
} as const satisfies Record<string, Plan>;

export type ToldStep = keyof typeof PLANS;

/** Who will be told when a step is taken, and what they will read. */
export interface ToldBefore {
  readonly people: readonly { readonly name: string; readonly duty: Duty }[];
  readonly letter: { readonly subject: string; readonly paragraphs: readonly string[] } | null;
}

/** The people a step will tell, each once, with the letter in the language of the person who asks. Throws not_found. */
export async function toldBefore(ctx: Context, step: ToldStep, applicationId: string): Promise<ToldBefore> {
  return withActor(ctx, async (tx) => {
    const opened = await openCase(tx, applicationId);
    const plan: Plan = PLANS[step];
    const people: RecipientRow[] = [];
    for (const group of plan.to) people.push(...(await peopleOf(tx, group, opened)));
    const seen = new Set<string>();
    return {
      people: people.filter(({ email }) => !seen.has(email.toLowerCase()) && seen.add(email.toLowerCase())).map(({ name, duty }) => ({ name, duty })),
      letter: letterOf(ctx, plan, opened),
    };
  });
}

async function peopleOf(tx: ActorTx, group: Group, { head }: OpenCase): Promise<RecipientRow[]> {
  switch (group) {
    case 'firm':
      return firmPeople(tx, head.firmId);
    case 'representative':
      return listFirmRecipients(tx, head.firmId, ['representative']);
    case 'parents':
      return listParentRecipients(tx, head.firmId);
    case 'officers':
      return officerPeople(tx, head);
    case 'consultant': {
      const id = await findActiveConsultantId(tx, head.id);
      const consultant = id ? await findConsultantRecipient(tx, id) : null;
      return consultant ? [consultant] : [];
    }
  }
}

function letterOf(ctx: Context, plan: Plan, { head, rules }: OpenCase): ToldBefore['letter'] {
  if (!plan.due) return null;
  const { dueOn } = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.promises[plan.due], rules.holidays);
  const { subject, paragraphs } = previewNotice(plan.kind, { firmName: head.firmName, dueOn, ...(head.receiptNumber ? { receiptNumber: head.receiptNumber } : {}) }, ctx.actor.locale);
  return { subject, paragraphs };
}
