import type { Context } from '#app/domain/accounts/context.ts';
import type { CivilDate } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { listLiveAssignments } from '#db/queries/agreement-end.ts';
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
  /** The assignment that is being handed over. */
  handing(): Promise<string>;
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

/** How often the number of steps done is written; the last few may be told again after a kill. */
const STEPS_COUNTED = 4;
const DONE_BEFORE: readonly string[] = ['transition_not_allowed', 'not_your_turn', 'conflict', 'duplicate_firm', 'stale_version'];

/**
 * Walks a case step by step. The number of steps done is kept beside the data, so that a start that was killed goes on;
 * the last steps may have happened without being counted, and are then refused and passed over.
 * Returns how many steps were told now.
 */
export async function walkCase(walk: Walk, cast: Cast, clock: DemoClock): Promise<number> {
  const { firm } = walk;
  const keeper = (await cast.as('officer@demo.example', clock.now)).actor.userId ?? '';
  const key = { userId: keeper, businessNumber: firm.businessNumber };
  const caseIds = new Map<string, string>();
  const before = await asWorker((tx) => findStepsDone(tx, key), 'demo');
  if (before === null) {
    // Counts are swept after some weeks; a firm without one that is there was finished long ago.
    if (await asWorker((tx) => findDemoCase(tx, firm.businessNumber), 'demo')) return 0;
    await asWorker((tx) => keepStepsDone(tx, key, 0), 'demo');
  }
  const first = before ?? 0;
  for (let index = first; index < walk.steps.length; index += 1) {
    const step = walk.steps[index];
    const at = walk.times[index];
    if (!step || !at) break;
    try {
      await step.run(sceneOf(walk, cast, clock, at, caseIds));
    } catch (error) {
      const isRepeated = before !== null && index < first + STEPS_COUNTED && error instanceof AppError && DONE_BEFORE.includes(error.code);
      if (!isRepeated) throw new Error(`${firm.name}: ${step.name} on ${toSeoulDate(at)} failed: ${describe(error)}`, { cause: error });
    }
    const isLast = index + 1 === walk.steps.length;
    if (isLast || (index + 1) % STEPS_COUNTED === 0) await asWorker((tx) => keepStepsDone(tx, key, index + 1), 'demo');
  }
  return walk.steps.length - first;
}

function describe(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? error.message : String(error);
  return [error.code, JSON.stringify(error.fields ?? {}), JSON.stringify(error.details ?? {})].join(' ');
}

function sceneOf(walk: Walk, cast: Cast, clock: DemoClock, at: Date, caseIds: Map<string, string>): Scene {
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
    const known = caseIds.get(firm.businessNumber);
    if (known) return known;
    const found = await asWorker((tx) => findDemoCase(tx, firm.businessNumber), 'demo');
    if (!found?.applicationId) throw new RangeError(`${firm.name} has no case`);
    caseIds.set(firm.businessNumber, found.applicationId);
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
    handing: async () => (await asWorker(async (tx) => listLiveAssignments(tx, await caseId()), 'demo')).find((entry) => entry.state === 'handover')?.id ?? '',
    parts: async () => {
      const id = await caseId();
      const parts = await asWorker((tx) => findCaseParts(tx, id), 'demo');
      if (!parts) throw new RangeError(`${firm.name} has no case`);
      return parts;
    },
  };
}
