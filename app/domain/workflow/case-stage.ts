import { CASE_STAGE_LABELS, stepNumberOf, type CaseStageName } from '#app/domain/workflow/case-steps.ts';
import type { StoredHoldScope } from '#app/domain/workflow/hold-record.ts';
import { getState, text, type MachineName, type Side, type Text } from '#app/domain/workflow/machine.ts';
import { MACHINES, type StateOf } from '#app/domain/workflow/machines.ts';
import { findNextAction } from '#app/domain/workflow/next-actions.ts';

/** The states of the machines of one case; null or missing where the aggregate does not exist yet. */
export interface CaseStates {
  firm?: StateOf<'firm'> | null;
  application: StateOf<'application'> | null;
  assignment?: StateOf<'assignment'> | null;
  diagnosis?: StateOf<'diagnosis'> | null;
  kpiCard?: StateOf<'kpi_card'> | null;
  plan?: StateOf<'plan'> | null;
  grantDecision?: StateOf<'grant_decision'> | null;
  agreement?: StateOf<'agreement'> | null;
  interimCheck?: StateOf<'interim_check'> | null;
  tranches?: readonly StateOf<'tranche'>[];
  completion?: StateOf<'completion'> | null;
  verification?: StateOf<'verification'> | null;
  settlement?: StateOf<'settlement'> | null;
  recovery?: StateOf<'recovery'> | null;
  membership?: StateOf<'membership'> | null;
  /** Scopes of the active holds. */
  holds?: readonly StoredHoldScope[];
  appealOpen?: boolean;
}

/** Where a case stands and whose turn it is. */
export interface CaseStage {
  stage: CaseStageName;
  /** 1 to 12, null in follow-up and after the end. */
  stepNumber: number | null;
  label: Text;
  publicLabel: Text;
  side: Side;
  /** `<machine>.<transition>`, or null where nobody has to act. */
  nextAction: string | null;
  promiseDays: number | null;
  /** The machine and state that the stage waits for; null where an aggregate must be created first. */
  machine: MachineName | null;
  state: string | null;
  holds: readonly StoredHoldScope[];
  appealOpen: boolean;
}

type Place = Omit<CaseStage, 'label' | 'stepNumber' | 'holds' | 'appealOpen'>;

const GRANTED: readonly string[] = ['approved', 'approved_conditional', 'partial'] satisfies StateOf<'grant_decision'>[];
const OPEN_RECOVERY: readonly string[] = [
  'suspected', 'investigation', 'prior_notice', 'opinion', 'decided_recover', 'demanded', 'instalments', 'overdue', 'referred', 'voluntary_return',
] satisfies StateOf<'recovery'>[];
const TRANCHE_WAITS_FOR_FIRM: readonly string[] = ['claim_open', 'queried'] satisfies StateOf<'tranche'>[];

/** Derives the stage of a case from the states of its machines (peers 6.1). Holds and appeals are badges, never a stage. */
export function deriveCaseStage(states: CaseStates): CaseStage {
  const place = placeOf(states);
  return {
    ...place,
    label: CASE_STAGE_LABELS[place.stage],
    stepNumber: stepNumberOf(place.stage),
    holds: states.holds ?? [],
    appealOpen: states.appealOpen ?? false,
  };
}

function placeOf(states: CaseStates): Place {
  return (
    beforeSelection(states) ?? endOf(states) ?? preparation(states) ?? granting(states) ?? execution(states) ?? afterCompletion(states)
  );
}

function beforeSelection({ firm, application }: CaseStates): Place | null {
  if (application !== null) {
    if (application === 'admitted') return null;
    if (application === 'draft' || application === 'ready_for_sign_off') return at('apply', 'application', application);
    const ended = getState(machineOf('application'), application).terminal === true;
    return at(ended ? 'ended' : 'screen', 'application', application);
  }
  if (firm === 'closed' || firm === 'merged') return at('ended', 'firm', firm);
  if (firm != null && firm !== 'active' && firm !== 'suspended') return at('register', 'firm', firm);
  return waiting('apply', 'firm', 'application.start', text('귀사 차례입니다. 신청서를 작성해 주십시오.', 'Your turn: fill in the application.'));
}

function endOf({ grantDecision, agreement, settlement, recovery, membership }: CaseStates): Place | null {
  if (grantDecision === 'refused') return at('ended', 'grant_decision', grantDecision);
  if (agreement != null && ['declined', 'lapsed', 'offer_withdrawn'].includes(agreement)) return at('ended', 'agreement', agreement);
  if (grantDecision === 'lapsed') return at('ended', 'grant_decision', grantDecision);
  if (agreement === 'terminated' || agreement === 'rescinded') {
    return openSettlement(settlement, recovery) ?? at('ended', 'agreement', agreement);
  }
  if (membership === 'ended') return at('ended', 'membership', membership);
  return membership == null ? null : at('alumni', 'membership', membership);
}

function preparation({ assignment, diagnosis, kpiCard, plan, grantDecision }: CaseStates): Place | null {
  if (plan === 'approved' || plan === 'amended' || plan === 'closed') return null;
  if (assignment == null || ['declined', 'expired', 'cancelled', 'ended'].includes(assignment)) {
    return waiting('match', 'officer', 'assignment.propose', text('담당자 차례입니다. 컨설턴트를 찾고 있습니다.', 'The officer’s turn: a consultant is being chosen.'));
  }
  if (assignment !== 'active' && assignment !== 'handover') return at('match', 'assignment', assignment);
  if (diagnosis == null) {
    // The round of diagnosis is made when the firm opens it, so nothing keeps the firm from beginning.
    return waiting('diagnose', 'firm', 'diagnosis.open', text('귀사 차례입니다. 자가진단을 시작해 주십시오.', 'Your turn: begin the self-assessment.'));
  }
  if (diagnosis !== 'agreed' && diagnosis !== 'superseded') return at('diagnose', 'diagnosis', diagnosis);
  if (plan == null) {
    if (kpiCard === 'draft') return at('plan', 'kpi_card', kpiCard);
    return waiting('plan', 'firm', 'plan.start', text('귀사 차례입니다. 컨설턴트와 함께 연간 실행계획을 작성해 주십시오.', 'Your turn: write the annual action plan with the consultant.'));
  }
  if (plan === 'submitted' && grantDecision != null && !GRANTED.includes(grantDecision)) {
    return at('decide', 'grant_decision', grantDecision);
  }
  return at('plan', 'plan', plan);
}

function granting({ grantDecision, agreement }: CaseStates): Place | null {
  if (grantDecision == null && agreement == null) {
    return waiting('decide', 'officer', 'grant_decision.submit', text('담당자 차례입니다. 지원금 결정을 준비하고 있습니다.', 'The officer’s turn: the grant decision is being prepared.'));
  }
  if (grantDecision != null && !GRANTED.includes(grantDecision)) return at('decide', 'grant_decision', grantDecision);
  if (agreement == null) {
    return waiting('contract', 'officer', 'agreement.draft', text('담당자 차례입니다. 협약서를 준비하고 있습니다.', 'The officer’s turn: the agreement is being prepared.'));
  }
  return ['in_force', 'on_hold', 'completed'].includes(agreement) ? null : at('contract', 'agreement', agreement);
}

function execution({ agreement, completion, interimCheck, tranches }: CaseStates): Place | null {
  if (agreement === 'completed' || completion === 'accepted') return null;
  if (agreement === 'on_hold') return at('execute', 'agreement', agreement);
  if (completion != null && completion !== 'not_due' && completion !== 'due') return at('complete', 'completion', completion);
  if (completion === 'due') return at('execute', 'completion', completion);
  const claim = (tranches ?? []).find((state) => TRANCHE_WAITS_FOR_FIRM.includes(state));
  if (interimCheck != null && interimCheck !== 'passed' && interimCheck !== 'terminated') {
    const waitsForFirm = getState(machineOf('interim_check'), interimCheck).side === 'firm';
    if (waitsForFirm || claim === undefined) return at('execute', 'interim_check', interimCheck);
  }
  if (claim !== undefined) return at('execute', 'tranche', claim);
  return waiting('execute', 'firm', 'visit.propose', text('수행 중입니다. 다음 방문과 지급신청, 점검 일정을 확인해 주십시오.', 'Work is under way: see the next visit, payment request and check.'));
}

function afterCompletion({ agreement, verification, settlement, recovery }: CaseStates): Place {
  if (agreement === 'completed') return at('ended', 'agreement', agreement);
  const verifying = verification != null && ['window_open', 'data_in', 'evidence_review', 'queried', 'disputed'].includes(verification);
  if (verifying) return at('verify', 'verification', verification);
  const settling = openSettlement(settlement, recovery);
  if (settling !== null) return settling;
  if (verification != null && verification !== 'closed') return at('verify', 'verification', verification);
  return settlement == null
    ? waiting('settle', 'officer', 'settlement.schedule', text('담당자 차례입니다. 정산을 준비하고 있습니다.', 'The officer’s turn: the settlement is being prepared.'))
    : at('settle', 'settlement', settlement);
}

function openSettlement(settlement: CaseStates['settlement'], recovery: CaseStates['recovery']): Place | null {
  if (recovery != null && OPEN_RECOVERY.includes(recovery)) return at('settle', 'recovery', recovery);
  if (settlement != null && settlement !== 'not_open' && settlement !== 'closed') return at('settle', 'settlement', settlement);
  return null;
}

function machineOf(name: MachineName) {
  const machine = MACHINES.find((candidate) => candidate.name === name);
  if (machine === undefined) throw new Error(`no machine ${name}`);
  return machine;
}

function at(stage: CaseStageName, machine: MachineName, state: string): Place {
  const spec = getState(machineOf(machine), state);
  const nextAction = stage === 'ended' ? null : findNextAction(machine, state);
  return { stage, machine, state, side: spec.side, publicLabel: spec.publicLabel, nextAction, promiseDays: spec.promiseDays ?? null };
}

function waiting(stage: CaseStageName, side: Side, nextAction: string, publicLabel: Text): Place {
  return { stage, machine: null, state: null, side, nextAction, publicLabel, promiseDays: null };
}
