import { pledgeContribution, recordContribution } from '#app/services/partners/record-contribution.ts';
import { listContributions } from '#db/queries/contributions.ts';
import { findDemoYear, findOrganisationId } from '#db/queries/demo-cases.ts';
import { asWorker } from '#db/transaction.ts';
import type { Cast } from './cast.ts';
import type { DemoClock } from './demo-clock.ts';
import { DEMO_ORGANISATIONS } from './people.ts';
import { DEMO_YEAR } from './seed-base.ts';

/** Share of a pledge that was paid in, in two parts. */
const PARTS = [0.6, 0.3];

/** Pledges of the parent companies and what they paid in so far; what is there already stays. */
export async function seedFunds(clock: DemoClock, cast: Cast): Promise<void> {
  const programmeYearId = await asWorker((tx) => findDemoYear(tx, DEMO_YEAR), 'demo');
  const known = await asWorker((tx) => listContributions(tx, programmeYearId), 'demo');
  for (const [index, organisation] of DEMO_ORGANISATIONS.entries()) {
    const { pledgedWon } = organisation;
    if (pledgedWon === undefined) continue;
    const organisationId = await asWorker((tx) => findOrganisationId(tx, organisation.kind, organisation.name), 'demo');
    const before = known.find((entry) => entry.organisationId === organisationId);
    const contributionId =
      before?.id ??
      (await pledgeContribution(await cast.as('finance@demo.example', clock.at(342, 11, index)), { organisationId, programmeYearId, pledgedWon, use: 'any', purpose: '2·3차 협력사의 제조 현장 개선', signedOn: clock.on(343) })).contributionId;
    let received = before?.receivedWon ?? 0;
    for (const [number, part] of PARTS.entries()) {
      const amountWon = Math.round((pledgedWon * part) / 1_000_000) * 1_000_000;
      const due = PARTS.slice(0, number + 1).reduce((sum, share) => sum + Math.round((pledgedWon * share) / 1_000_000) * 1_000_000, 0);
      if (received >= due) continue;
      await recordContribution(await cast.as('finance@demo.example', clock.at(number === 0 ? 335 : 180, 14, index)), { contributionId, amountWon, reference: `FUND-${DEMO_YEAR}-${index}-${number + 1}`, allocate: true });
      received += amountWon;
    }
  }
}
