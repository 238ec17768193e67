import { appealMachine } from '#app/domain/applications/appeal-machine.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { diagnosisMachine } from '#app/domain/assessments/diagnosis-machine.ts';
import { firmMachine } from '#app/domain/firms/firm-machine.ts';
import { membershipMachine } from '#app/domain/firms/membership-machine.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { changeRequestMachine } from '#app/domain/grants/change-request-machine.ts';
import { grantDecisionMachine } from '#app/domain/grants/grant-decision-machine.ts';
import { recoveryMachine } from '#app/domain/grants/recovery-machine.ts';
import { settlementMachine } from '#app/domain/grants/settlement-machine.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { completionMachine } from '#app/domain/outcomes/completion-machine.ts';
import { kpiCardMachine } from '#app/domain/outcomes/kpi-card-machine.ts';
import { readingMachine } from '#app/domain/outcomes/reading-machine.ts';
import { verificationMachine } from '#app/domain/outcomes/verification-machine.ts';
import { interimCheckMachine } from '#app/domain/plans/interim-check-machine.ts';
import { planMachine } from '#app/domain/plans/plan-machine.ts';
import { wrongdoingReportMachine } from '#app/domain/reports/wrongdoing-report-machine.ts';
import { followUpRequestMachine } from '#app/domain/visits/follow-up-request-machine.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { holdMachine } from '#app/domain/workflow/hold-machine.ts';
import { MACHINE_NAMES, type Machine, type MachineName } from '#app/domain/workflow/machine.ts';

/** Every machine by its name, with its literal state names. */
export const machines = {
  firm: firmMachine,
  application: applicationMachine,
  assignment: assignmentMachine,
  diagnosis: diagnosisMachine,
  kpi_card: kpiCardMachine,
  reading: readingMachine,
  plan: planMachine,
  grant_decision: grantDecisionMachine,
  agreement: agreementMachine,
  change_request: changeRequestMachine,
  tranche: trancheMachine,
  visit: visitMachine,
  interim_check: interimCheckMachine,
  completion: completionMachine,
  verification: verificationMachine,
  settlement: settlementMachine,
  recovery: recoveryMachine,
  appeal: appealMachine,
  hold: holdMachine,
  membership: membershipMachine,
  follow_up_request: followUpRequestMachine,
  wrongdoing_report: wrongdoingReportMachine,
} as const satisfies Record<MachineName, Machine>;

/** Every machine, in the order of a case. */
export const MACHINES: readonly Machine[] = MACHINE_NAMES.map((name): Machine => machines[name]);

/** The state names of one machine. */
export type StateOf<N extends MachineName> = Extract<keyof (typeof machines)[N]['states'], string>;
