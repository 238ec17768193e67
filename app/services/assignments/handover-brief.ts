import { findHandoverBrief, type HandoverBrief } from '#db/queries/handovers.ts';
import { listCards } from '#db/queries/kpi-cards.ts';
import { findPlan, listTasks } from '#db/queries/plans.ts';
import type { AssignmentRow } from '#db/queries/assignments.ts';
import type { ActorTx } from '#db/transaction.ts';

/** Everything a successor needs at the beginning: who was there before and what was passed on, the baseline, the open tasks, the visits so far. */
export interface ShownBrief extends HandoverBrief {
  readonly cards: readonly { readonly id: string; readonly name: { readonly ko: string; readonly en: string }; readonly unit: string; readonly decimals: number; readonly baseline: number | null; readonly target: number | null; readonly state: string }[];
  readonly openTasks: readonly { readonly id: string; readonly title: string; readonly ownerName: string | null; readonly endMonth: string | null; readonly progressPercent: number; readonly status: string }[];
  readonly doneTasks: number;
}

/** The hand-over brief of an own assignment; null when it follows nobody or has not been accepted. */
export async function briefOf(tx: ActorTx, applicationId: string, assignment: Pick<AssignmentRow, 'id' | 'state' | 'replacesId'>): Promise<ShownBrief | null> {
  if (assignment.replacesId === null || assignment.state === 'offered') return null;
  const brief = await findHandoverBrief(tx, assignment.id);
  if (!brief) return null;
  const plan = await findPlan(tx, applicationId);
  const tasks = plan ? await listTasks(tx, plan.id) : [];
  const isOpen = (status: string) => status !== 'done' && status !== 'dropped';
  return {
    ...brief,
    cards: (await listCards(tx, applicationId)).map((card) => ({ id: card.id, name: card.definition.name, unit: card.definition.unit, decimals: card.definition.decimals, baseline: card.baselineValue, target: card.targetValue, state: card.state })),
    openTasks: tasks.filter((task) => isOpen(task.status)).map(({ id, title, ownerName, endMonth, progressPercent, status }) => ({ id, title, ownerName, endMonth, progressPercent, status })),
    doneTasks: tasks.filter((task) => task.status === 'done').length,
  };
}
