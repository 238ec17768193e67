import type { Duty } from '#app/domain/accounts/actor.ts';
import type { PromiseStep, StepPromises } from '#app/domain/programmes/settings.ts';
import type { MachineName, Side } from '#app/domain/workflow/machine.ts';
import { MACHINES } from '#app/domain/workflow/machines.ts';
import type { StepTime } from '#db/queries/step-times.ts';

/** The promises of a case in the order in which it meets them, each with the state whose clock measures it. */
const MEASURED: readonly { readonly step: PromiseStep; readonly machine: MachineName; readonly state: string }[] = [
  { step: 'screening', machine: 'application', state: 'screening' },
  { step: 'correctionAnswer', machine: 'application', state: 'correction_requested' },
  { step: 'evaluation', machine: 'application', state: 'evaluation' },
  { step: 'assignmentAccept', machine: 'assignment', state: 'offered' },
  { step: 'firstVisit', machine: 'diagnosis', state: 'onsite_scheduled' },
  { step: 'planReview', machine: 'plan', state: 'submitted' },
  { step: 'grantDecision', machine: 'grant_decision', state: 'review' },
  { step: 'offerSign', machine: 'agreement', state: 'offered' },
  { step: 'claimCheck', machine: 'tranche', state: 'submitted' },
  { step: 'approvedToPaid', machine: 'tranche', state: 'queued' },
  { step: 'changeRequest', machine: 'change_request', state: 'submitted' },
  { step: 'interimCheck', machine: 'interim_check', state: 'self_reported' },
  { step: 'completionInspection', machine: 'completion', state: 'submitted' },
  { step: 'verification', machine: 'verification', state: 'evidence_review' },
  { step: 'settlementReview', machine: 'settlement', state: 'accountant_review' },
  { step: 'appeal', machine: 'appeal', state: 'review' },
];

/** Decisions that end a step, and the transition that takes each. */
const DECISIONS = [
  { decision: 'eligibility', machine: 'application', transition: 'pass_eligibility' },
  { decision: 'ineligible', machine: 'application', transition: 'confirm_ineligible' },
  { decision: 'selection', machine: 'application', transition: 'admit' },
  { decision: 'consultant', machine: 'assignment', transition: 'propose' },
  { decision: 'plan', machine: 'plan', transition: 'approve' },
  { decision: 'grant', machine: 'grant_decision', transition: 'approve' },
  { decision: 'payment', machine: 'tranche', transition: 'approve' },
  { decision: 'transfer', machine: 'tranche', transition: 'order_payment' },
  { decision: 'change', machine: 'change_request', transition: 'approve' },
  { decision: 'completion', machine: 'completion', transition: 'accept' },
  { decision: 'settlement', machine: 'settlement', transition: 'draft_result' },
  { decision: 'appeal', machine: 'appeal', transition: 'uphold' },
] as const satisfies readonly { decision: string; machine: MachineName; transition: string }[];

export type YearDecision = (typeof DECISIONS)[number]['decision'];

export interface YearStep {
  readonly step: PromiseStep;
  readonly side: Side;
  readonly promiseDays: number;
  /** Null until five cases of the year have passed the step. */
  readonly medianDays: number | null;
  readonly keptPercent: number | null;
  readonly cases: number;
}

function machineOf(name: MachineName) {
  return MACHINES.find((machine) => machine.name === name);
}

/** Promised working days of a year beside those that its cases really took; whose turn it is comes from the machines. */
export function listYearSteps(promises: StepPromises, times: readonly StepTime[]): YearStep[] {
  return MEASURED.map(({ step, machine, state }) => {
    const time = times.find((entry) => entry.machine === machine && entry.state === state);
    return { step, side: machineOf(machine)?.states[state]?.side ?? 'none', promiseDays: promises[step], medianDays: time?.medianDays ?? null, keptPercent: time?.inPromisePercent ?? null, cases: time?.n ?? 0 };
  });
}

/** Who takes each decision, as the machines allow it. */
export function listDeciders(): { decision: YearDecision; duties: Duty[] }[] {
  return DECISIONS.map(({ decision, machine, transition }) => {
    const transitions = machineOf(machine)?.transitions.filter((entry) => entry.name === transition) ?? [];
    return { decision, duties: [...new Set(transitions.flatMap((entry) => entry.by))].filter((duty) => duty !== 'system') };
  });
}
