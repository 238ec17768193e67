import type { DemoFirm } from './demo-firms.ts';
import { askSignOff, attachPapers, register, submit, withdraw, writeForm } from './stages/apply.ts';
import { accept, decline, offer } from './stages/assign.ts';
import { askCorrection, check, confirmRejection, correct, decide, declare, inviteEvaluators, note, pass, pickUp, proposeRejection, rank, score } from './stages/select.ts';
import type { Step } from './walk.ts';

/** The story of a firm, and how many days ago its last step was. */
export interface Script {
  readonly steps: readonly Step[];
  readonly restDays: number;
}

/** The story of a firm up to the state in which it stands. Throws RangeError for an unknown one. */
export function scriptOf(firm: DemoFirm, passwordHash: string): Script {
  const begun = [register(passwordHash), writeForm(), attachPapers];
  const sent = [...begun, submit];
  const screened = [...sent, pickUp, check(), note, pass];
  const evaluated = [...screened, inviteEvaluators, declare('evaluator'), declare('evaluator2'), score('evaluator', 0.82), score('evaluator2', 0.8)];
  const selected = [...evaluated, rank('admitted'), decide('admitted')];
  const scripts: Readonly<Record<string, () => Script>> = {
    draft: () => ({ steps: [register(passwordHash), writeForm('part')], restDays: 4 }),
    ready_for_sign_off: () => ({ steps: [...begun, askSignOff], restDays: 1 }),
    submitted: () => ({ steps: sent, restDays: 2 }),
    screening: () => ({ steps: [...sent, pickUp, check('some')], restDays: 5 }),
    correction_firm2: () => ({ steps: [...sent, pickUp, check('some'), askCorrection], restDays: 2 }),
    resubmitted: () => ({ steps: [...sent, pickUp, askCorrection, correct], restDays: 1 }),
    ineligible_proposed: () => ({ steps: [...sent, pickUp, proposeRejection], restDays: 1 }),
    ineligible: () => ({ steps: [...sent, pickUp, proposeRejection, confirmRejection], restDays: 40 }),
    eligible: () => ({ steps: screened, restDays: 3 }),
    evaluation_new: () => ({ steps: [...screened, inviteEvaluators], restDays: 2 }),
    evaluation_both_open: () => ({ steps: [...screened, inviteEvaluators, declare('evaluator'), declare('evaluator2'), score('evaluator', 0.7, false)], restDays: 4 }),
    evaluation_half: () => ({ steps: [...screened, inviteEvaluators, declare('evaluator'), declare('evaluator2'), score('evaluator2', 0.78)], restDays: 6 }),
    ranked: () => ({ steps: [...evaluated, rank('admitted')], restDays: 2 }),
    reserve: () => ({ steps: [...screened, inviteEvaluators, declare('evaluator'), declare('evaluator2'), score('evaluator', 0.66), score('evaluator2', 0.68), rank('reserve'), decide('reserve')], restDays: 25 }),
    rejected: () => ({ steps: [...screened, inviteEvaluators, declare('evaluator'), declare('evaluator2'), score('evaluator', 0.5), score('evaluator2', 0.52), rank('rejected'), decide('rejected')], restDays: 5 }),
    withdrawn: () => ({ steps: [...sent, pickUp, withdraw], restDays: 60 }),
    admitted: () => ({ steps: selected, restDays: 3 }),
    offer_open_1: () => ({ steps: [...selected, offer()], restDays: 1 }),
    offer_open_2: () => ({ steps: [...selected, offer()], restDays: 2 }),
    offer_declined: () => ({ steps: [...selected, offer('consultant3@demo.example'), decline('consultant3@demo.example')], restDays: 1 }),
  };
  const found = scripts[firm.until] ?? (() => ({ steps: [...selected, offer(), accept], restDays: 5 }));
  return found();
}
