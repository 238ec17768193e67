import type { Context } from '#app/domain/accounts/context.ts';
import type { CivilDate } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { findCaseParts, type CaseParts } from '#db/queries/case-states.ts';
import { findDemoCase, findStepsDone, keepStepsDone } from '#db/queries/demo-cases.ts';
import { asWorker } from '#db/transaction.ts';
import type { Cast } from './cast.ts';
import type { DemoClock } from './demo-clock.ts';
import { emailOf, themeOf, type DemoFirm, type DemoTheme } from './demo-firms.ts';
import type { Timed } from './schedule.ts';

/** Who acts in a step: one of the people of the case, or the address of somebody else. */
export type Player = 'firm' | 'consultant' | 'officer' | 'senior' | 'senior2' | 'finance' | 'evaluator' | 'evaluator2' | (string & {});

/** A moment in the life of one case. */
export interface Scene {
  readonly firm: DemoFirm;
  readonly theme: DemoTheme;
  readonly clock: DemoClock;
  readonly at: Date;
  readonly on: CivilDate;
  /** Address of the consultant of the case. */
  readonly consultant: string | null;
  as(player: Player): Promise<Context>;
  /** The id of the case. Throws RangeError before there is one. */
  caseId(): Promise<string>;
  parts(): Promise<CaseParts>;
}

/** One step of a case: one or a few use-cases in the names of their actors. */
export interface Step extends Timed {
  readonly name: string;
  run(scene: Scene): Promise<void>;
}

/** A case with everything that is decided about it beforehand. */
export interface Walk {
  readonly firm: DemoFirm;
  readonly consultant: string | null;
  readonly officer: string;
  readonly steps: readonly Step[];
  readonly times: readonly Date[];
}

const DONE_BEFORE: readonly string[] = ['transition_not_allowed', 'not_your_turn', 'conflict', 'duplicate_firm', 'stale_version'];

/**
 * Walks a case step by step. The number of steps done is kept beside the data, so that a start that was killed goes on;
 * the step it was killed in may have happened without being counted, and is then refused and passed over.
 */
export async function walkCase(walk: Walk, cast: Cast, clock: DemoClock): Promise<void> {
  const { firm } = walk;
  const keeper = (await cast.as('officer@demo.example', clock.now)).actor.userId ?? '';
  const key = { userId: keeper, businessNumber: firm.businessNumber };
  const before = await asWorker((tx) => findStepsDone(tx, key), 'demo');
  for (let index = before ?? 0; index < walk.steps.length; index += 1) {
    const step = walk.steps[index];
    const at = walk.times[index];
    if (!step || !at) break;
    try {
      await step.run(sceneOf(walk, cast, clock, at));
    } catch (error) {
      const isRepeated = index === before && error instanceof AppError && DONE_BEFORE.includes(error.code);
      if (!isRepeated) throw new Error(`${firm.name}: ${step.name} on ${toSeoulDate(at)} failed: ${describe(error)}`, { cause: error });
    }
    await asWorker((tx) => keepStepsDone(tx, key, index + 1), 'demo');
  }
}

function describe(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? error.message : String(error);
  return [error.code, JSON.stringify(error.fields ?? {}), JSON.stringify(error.details ?? {})].join(' ');
}

function sceneOf(walk: Walk, cast: Cast, clock: DemoClock, at: Date): Scene {
  const { firm } = walk;
  const emails: Readonly<Record<string, string | null>> = {
    firm: emailOf(firm),
    consultant: walk.consultant,
    officer: walk.officer,
    senior: 'approver@demo.example',
    senior2: 'approver2@demo.example',
    finance: 'finance@demo.example',
    evaluator: 'evaluator@demo.example',
    evaluator2: 'evaluator2@demo.example',
  };
  const caseId = async () => {
    const found = await asWorker((tx) => findDemoCase(tx, firm.businessNumber), 'demo');
    if (!found?.applicationId) throw new RangeError(`${firm.name} has no case`);
    return found.applicationId;
  };
  return {
    firm,
    theme: themeOf(firm),
    clock,
    at,
    on: toSeoulDate(at),
    consultant: walk.consultant,
    as: (player) => cast.as(emails[player] ?? player, at),
    caseId,
    parts: async () => {
      const id = await caseId();
      const parts = await asWorker((tx) => findCaseParts(tx, id), 'demo');
      if (!parts) throw new RangeError(`${firm.name} has no case`);
      return parts;
    },
  };
}
