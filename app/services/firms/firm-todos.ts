import type { FirmState } from '#app/domain/firms/firm-machine.ts';
import type { CaseStage } from '#app/domain/workflow/case-stage.ts';
import type { CaseParts } from '#db/queries/case-states.ts';

/** Pages of the firm to which a step leads; the names are those of the address builders. */
export type FirmPage = 'application' | 'review' | 'consultant' | 'assessment' | 'plan' | 'agreement' | 'payments' | 'visits' | 'kpis' | 'interim' | 'completion' | 'settlement' | 'changes';

/** One thing the firm does in a case; texts are `firms.todo.<name>`. */
export interface FirmTodo {
  readonly name: 'application' | 'sign_application' | 'correction' | 'consultant' | 'assessment' | 'baseline' | 'plan' | 'agreement' | 'claim' | 'visits' | 'readings' | 'interim' | 'completion' | 'verification' | 'settlement' | 'change';
  readonly page: FirmPage;
  /** `now`: the firm has to act; `later`: not open yet; `waiting`: somebody else works on it. */
  readonly status: 'now' | 'done' | 'waiting' | 'later';
}

type Status = FirmTodo['status'];

interface Situation {
  readonly parts: CaseParts | null;
  readonly stage: CaseStage;
  readonly completedPercent: number;
  readonly firmState: FirmState;
  readonly callOpen: boolean;
  /** Visits that wait for the firm's answer. */
  readonly visitsWaiting?: number;
}

/** Status of an aggregate: nothing yet, one of the states in which the firm acts, one in which it is over, else somebody else. */
function statusOf(state: string | null | undefined, now: readonly string[], done: readonly string[]): Status {
  if (state === null || state === undefined) return 'later';
  return now.includes(state) ? 'now' : done.includes(state) ? 'done' : 'waiting';
}

/** What the firm does from application to settlement, in order, with what is due now. */
export function listTodos({ parts, stage, firmState, callOpen, visitsWaiting = 0 }: Situation): FirmTodo[] {
  if (!parts) return callOpen && (firmState === 'active' || firmState === 'verified') ? [{ name: 'application', page: 'application', status: 'now' }] : [];
  const application = parts.application.state;
  const todos: FirmTodo[] = [];
  const add = (name: FirmTodo['name'], page: FirmPage, status: Status) => todos.push({ name, page, status });
  add('application', 'application', application === 'draft' ? 'now' : 'done');
  if (application === 'ready_for_sign_off') add('sign_application', 'review', 'now');
  if (application === 'correction_requested') add('correction', 'application', 'now');
  if (stage.stage === 'ended') return todos;
  if (application === 'admitted') add('consultant', 'consultant', statusOf(parts.assignment?.state, ['accepted'], ['active', 'handover', 'ended']));
  add('assessment', 'assessment', statusOf(parts.diagnosis?.state ?? (parts.assignment?.state === 'active' ? 'not_started' : null), ['not_started', 'self_in_progress', 'validated'], ['agreed', 'superseded']));
  if (parts.kpiCards.length > 0) add('baseline', 'kpis', parts.kpiCards.some((card) => card.state === 'draft' || card.state === 'co_signed') ? 'now' : 'done');
  if (visitsWaiting > 0) add('visits', 'visits', 'now');
  add('plan', 'plan', parts.diagnosis?.state === 'agreed' && !parts.plan ? 'now' : statusOf(parts.plan?.state, ['draft', 'returned'], ['approved', 'amended', 'closed']));
  add('agreement', 'agreement', statusOf(parts.agreement?.state, ['offered'], ['in_force', 'on_hold', 'completed', 'terminated', 'rescinded']));
  const asked = parts.openChanges.some((change) => change.state === 'queried');
  if (asked) add('change', 'changes', 'now');
  if (parts.tranches.length > 0) {
    const states = parts.tranches.map((tranche) => tranche.state);
    add('claim', 'payments', states.some((state) => state === 'claim_open' || state === 'queried') ? 'now' : states.every((state) => state === 'paid' || state === 'reconciled') ? 'done' : 'waiting');
  }
  if (parts.interimCheck) add('interim', 'interim', statusOf(parts.interimCheck.state, ['scheduled', 'passed_with_actions', 'remedy'], ['passed', 'terminated']));
  if (parts.completion) add('completion', 'completion', statusOf(parts.completion.state, ['due', 'returned'], ['accepted']));
  if (parts.verification) add('verification', 'kpis', statusOf(parts.verification.state, ['window_open', 'queried'], ['verified', 'adjusted', 'not_verified', 'closed']));
  if (!asked && parts.openChanges.length > 0) add('change', 'changes', parts.openChanges.some((change) => change.state === 'draft') ? 'now' : 'waiting');
  add('settlement', 'settlement', statusOf(parts.settlement?.state, ['opened', 'queried', 'draft_result', 'refund_due'], ['closed']));
  return todos;
}
