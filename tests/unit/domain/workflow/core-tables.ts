import type { Duty } from '#app/domain/accounts/actor.ts';
import type { MachineName } from '#app/domain/workflow/machine.ts';

/** Short names for duties, as the tables of the process description use them. */
const CODES: Readonly<Record<string, readonly Duty[]>> = {
  FR: ['representative'],
  FM: ['representative', 'manager'],
  FF: ['representative', 'firm_finance'],
  HP: ['helper'],
  CO: ['consultant'],
  OF: ['officer'],
  PO: ['officer', 'partner_officer'],
  SO: ['senior_officer'],
  FN: ['finance_officer'],
  SYS: ['system'],
};

/** One line per move: `from,from > to  name  duties`; `-` is creation. Written from the process, not from the code. */
const TABLES: Partial<Record<MachineName, string>> = {
  application: `
    - > draft  start  FM HP
    draft > ready_for_sign_off  request_sign_off  FM
    ready_for_sign_off > draft  return_to_draft  FR
    ready_for_sign_off > submitted  submit  FR
    submitted > draft  reopen  FR
    submitted,resubmitted > screening  pick_up  PO SYS
    screening > correction_requested  request_correction  PO
    correction_requested > resubmitted  answer_correction  FR
    correction_requested,draft,ready_for_sign_off > expired  expire  SYS
    screening > eligible  pass_eligibility  PO
    screening > ineligible_proposed  propose_ineligible  PO
    ineligible_proposed > screening  return_to_screening  SO
    ineligible_proposed > ineligible  confirm_ineligible  SO
    eligible > evaluation  assign_evaluators  OF
    evaluation > ranked  rank  OF SYS
    ranked,reserve > admitted  admit  SO
    ranked > reserve  put_on_reserve  SO
    ranked > rejected  reject  SO
    reserve > returned_unassessed  return_unassessed  SYS
    eligible,evaluation > returned_unassessed  return_unassessed  SO
    draft,ready_for_sign_off,submitted,screening,correction_requested,resubmitted,ineligible_proposed,eligible,evaluation,ranked,reserve,admitted > withdrawn  withdraw  FR
    rejected > evaluation  reopen_on_appeal  SO SYS
    ineligible > eligible  reopen_on_appeal  SO SYS`,
  assignment: `
    - > proposed  propose  PO SYS
    proposed > conflict_check  check_conflicts  SYS
    conflict_check > conflict_found  find_conflict  SYS
    conflict_found > proposed  choose_another  PO
    conflict_found > offered  waive_conflict  SO
    conflict_check > offered  offer  SYS
    offered > accepted  accept  CO
    offered > declined  decline  CO
    offered > expired  expire  SYS
    accepted > objected  object  FR
    objected > cancelled  uphold_objection  PO
    objected > active  overrule_objection  PO
    accepted > active  agree  FR
    accepted > active  activate  SYS
    active > handover  replace  PO
    handover > ended  complete_handover  SYS
    active,handover > ended  end  SO SYS
    proposed,conflict_check,conflict_found,offered,accepted,objected > cancelled  cancel  SYS`,
  plan: `
    - > draft  start  FM CO
    draft > firm_signed  sign  FR
    firm_signed > draft  send_back  CO
    firm_signed > endorsed  endorse  CO
    endorsed > submitted  send  SYS
    submitted > returned  return  PO
    returned > draft  reopen  FM
    submitted > approved  approve  SO
    approved,amended > amended  amend  SYS
    approved,amended > closed  close  SYS
    draft,firm_signed,endorsed,submitted,returned > closed  abandon  SYS`,
  agreement: `
    - > drafting  draft  OF SYS
    drafting > offered  offer  OF
    offered > accepted  accept  FR
    offered > declined  decline  FR
    offered > lapsed  lapse  SYS
    offered > offer_withdrawn  withdraw_offer  SO
    accepted > countersigned  countersign  SO
    countersigned > conditions_pending  await_conditions  SYS
    countersigned,conditions_pending > in_force  put_in_force  OF SYS
    conditions_pending > in_force  waive_conditions  SO
    in_force > on_hold  hold  SO SYS
    on_hold > in_force  lift  SO SYS
    in_force > in_force  apply_change  SYS
    in_force > completed  complete  SYS
    in_force,on_hold > terminated  terminate_on_request  SO
    in_force,on_hold > terminated  terminate_for_cause  SO
    in_force,on_hold > rescinded  rescind  SO`,
  tranche: `
    - > planned  plan  OF SYS
    planned > claim_open  open_claim  SYS
    claim_open > submitted  claim  FR
    submitted > queried  query  PO
    queried > submitted  answer  FF
    submitted > verified  verify  OF
    verified > level1  recommend  OF
    level1 > level2  approve  SO
    level2 > queued  order_payment  FN
    queued > sent  send_to_bank  FN
    sent > paid  confirm_paid  FN SYS
    sent > failed  fail  FN SYS
    failed > queued  resend  FN
    failed > cancelled  cancel  SO
    paid > reconciled  reconcile  FN
    planned,claim_open,submitted,queried,verified,level1,level2,queued > held  hold  SO SYS
    held > planned  lift_to_planned  SO SYS
    held > claim_open  lift_to_claim_open  SO SYS
    held > submitted  lift_to_submitted  SO SYS
    held > queried  lift_to_queried  SO SYS
    held > verified  lift_to_verified  SO SYS
    held > level1  lift_to_level1  SO SYS
    held > level2  lift_to_level2  SO SYS
    held > queued  lift_to_queued  SO SYS
    planned,claim_open,submitted,queried,verified,level1,level2,queued,held > cancelled  cancel  SO SYS
    paid,reconciled > reversed  reverse  SO FN
    reversed,paid > recovered  recover  FN`,
  visit: `
    - > planned  propose  FM CO
    planned > confirmed  confirm  FM CO
    planned,confirmed > cancelled  cancel  FM CO SYS
    confirmed > no_show  report_no_show  FM CO
    checked_in > no_show  report_no_show  CO
    planned,confirmed > planned  propose_other  FM CO
    confirmed > checked_in  check_in  CO
    -,confirmed,checked_in > logged  log  CO
    -,confirmed,checked_in > late_logged  log_late  CO
    logged,late_logged > firm_confirmed  countersign  FM
    logged,late_logged > not_disputed  close_window  SYS
    logged,late_logged > disputed  dispute  FM
    disputed > logged  amend  CO
    disputed > void  uphold_dispute  OF
    firm_confirmed,not_disputed > accepted  accept  OF SYS
    accepted > fee_claimed  claim_fee  CO
    no_show > fee_claimed  claim_no_show_fee  CO
    fee_claimed > fee_paid  pay_fee  FN`,
};

/** The expected moves of one machine: `from|name|duty` → to. */
export function expectedMoves(machine: MachineName): Map<string, string> {
  const moves = new Map<string, string>();
  for (const line of (TABLES[machine] ?? '').split('\n').map((row) => row.trim()).filter(Boolean)) {
    const [path = '', name = '', codes = ''] = line.split(/ {2,}/);
    const [froms = '', to = ''] = path.split(' > ');
    for (const from of froms.split(',')) {
      for (const duty of codes.split(' ').flatMap((code) => CODES[code] ?? [])) moves.set(`${from}|${name}|${duty}`, to);
    }
  }
  return moves;
}

/** The machines that have a literal table. */
export const CORE_MACHINES = Object.keys(TABLES) as MachineName[];
