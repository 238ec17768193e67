import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMoveFirm, canReadFirmRegister, canRecheckFirm } from '#app/domain/firms/firm-policy.ts';
import { recordView } from '#app/services/applications/add-note.ts';
import { findRegistryFacts, listFirmCases, listFirmEvents, type FirmCaseLine, type FirmEventLine, type RegistryFacts } from '#db/queries/firm-register.ts';
import { listFirmPeople, type FirmPerson, type FirmRow } from '#db/queries/firms.ts';
import { withActor } from '#db/transaction.ts';
import { openFirm } from './firm-subject.ts';

const STEPS = ['verify_by_document', 'refuse', 'suspend', 'lift_suspension', 'close'] as const;

export type FirmStep = (typeof STEPS)[number];

export interface FirmPage {
  readonly firm: FirmRow;
  readonly registry: RegistryFacts;
  readonly people: readonly FirmPerson[];
  readonly cases: readonly FirmCaseLine[];
  readonly events: readonly FirmEventLine[];
  /** What the reader may do with the registration. */
  readonly steps: readonly FirmStep[];
  readonly mayRecheck: boolean;
}

/** A firm as the register shows it; the look is recorded. Throws AppError not_found, not_allowed. */
export async function getFirmPage(ctx: Context, firmId: string): Promise<FirmPage> {
  if (!canReadFirmRegister(ctx.actor).allowed) throw new AppError('not_allowed');
  return withActor(ctx, async (tx) => {
    const { firm, subject } = await openFirm(tx, firmId);
    const registry = await findRegistryFacts(tx, firmId);
    if (!registry) throw new AppError('not_found');
    const people = await listFirmPeople(tx, firmId);
    await recordView(tx, ctx, { applicationId: null, firmId, page: 'officer_firm', rowCount: people.length });
    return {
      firm,
      registry,
      people,
      cases: await listFirmCases(tx, firmId),
      events: await listFirmEvents(tx, firmId),
      steps: STEPS.filter((step) => canMoveFirm(ctx.actor, subject, step).allowed),
      mayRecheck: canRecheckFirm(ctx.actor).allowed,
    };
  });
}
