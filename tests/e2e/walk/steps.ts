import { register, submitApplication, verifyAndSignIn, writeApplication } from './apply.ts';
import { publish, settle, verify } from './finish.ts';
import { claimAdvance, countersign, offerAgreement, payAdvance, signAgreement } from './pay.ts';
import { agreeOnLevels, confirmLevels, decideGrant, endorsePlan, rateOneself, signCards, writePlan } from './plan.ts';
import { acceptAssignment, admit, agreeToConsultant, askForCorrection, assignConsultant, assignEvaluators, correct, evaluate, passEligibility, rank, screen } from './select.ts';
import { EVALUATORS, SENIOR, type Walk } from './walk.ts';
import { complete, letMonthsPass, measure, visit } from './work.ts';

/** The main job in its order; each step ends with its mail and its line in the story of the case. */
export const steps: Readonly<Record<string, (walk: Walk) => Promise<void>>> = {
  'a visitor checks and registers a firm': register,
  'the link of the mail opens the account': verifyAndSignIn,
  'the firm writes its application': writeApplication,
  'the representative sends the application': submitApplication,
  'the officer screens it': screen,
  'the officer asks for a correction': askForCorrection,
  'the firm corrects that field only': correct,
  'the officer sees the change and passes it': passEligibility,
  'two evaluators are asked': assignEvaluators,
  'two evaluators score': evaluate,
  'the officer ranks': rank,
  'the senior officer admits': admit,
  'the officer offers the case to a consultant': assignConsultant,
  'the consultant accepts': acceptAssignment,
  'the firm agrees to its consultant': agreeToConsultant,
  'the firm rates itself': rateOneself,
  'the consultant confirms the levels': confirmLevels,
  'the firm agrees': agreeOnLevels,
  'both sign the KPI cards': signCards,
  'the firm writes and signs its plan': writePlan,
  'the consultant endorses the plan': endorsePlan,
  'the grant is recommended and approved': decideGrant,
  'the agreement is offered': offerAgreement,
  'the representative signs with the number from the mail': signAgreement,
  'another senior officer signs': countersign,
  'the firm claims the advance': claimAdvance,
  'three people pay it': payAdvance,
  'the consultant logs a visit and the firm confirms it': visit,
  'months pass': letMonthsPass,
  'the KPIs are measured': measure,
  'the work is completed and accepted': (walk) => complete(walk, EVALUATORS[0], SENIOR),
  'the values are verified': verify,
  'the grant is settled': settle,
  'the outcome is published': publish,
};
