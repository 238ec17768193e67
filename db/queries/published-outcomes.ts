import type { ActorTx } from '../transaction.ts';

/** Headline figures of the last programme year with a published survey; `surveyed` of `participants` is their coverage. */
export interface PublishedOutcome {
  readonly yearNumber: number;
  readonly participants: number;
  readonly surveyed: number;
  readonly improvementPercent: number;
  readonly financialEffectWon: number | null;
  readonly newJobs: number | null;
}

const MEASURES = { participants: 'actualFirms', surveyed: 'surveyedFirms', improvement: 'improvementPercent', effect: 'financialEffectWon', jobs: 'hiredPeople' } as const;

/** The last year for which improvement, participants and surveyed firms were all published; null when there is none. */
export async function findPublishedOutcome(tx: ActorTx): Promise<PublishedOutcome | null> {
  const rows = await tx
    .selectFrom('outcome_published')
    .select(['programme_year_number', 'measure', 'value'])
    .where('scope', '=', 'year')
    .where('mark', '=', 'found')
    .where('measure', 'in', Object.values(MEASURES))
    .where('value', 'is not', null)
    .orderBy('programme_year_number', 'desc')
    .execute();
  const years = [...new Set(rows.flatMap((row) => row.programme_year_number ?? []))];
  for (const yearNumber of years) {
    const of = (measure: string) => {
      const row = rows.find((entry) => entry.programme_year_number === yearNumber && entry.measure === measure);
      return row?.value == null ? null : Number(row.value);
    };
    const participants = of(MEASURES.participants);
    const surveyed = of(MEASURES.surveyed);
    const improvementPercent = of(MEASURES.improvement);
    if (participants && surveyed && surveyed <= participants && improvementPercent !== null) {
      return { yearNumber, participants, surveyed, improvementPercent, financialEffectWon: of(MEASURES.effect), newJobs: of(MEASURES.jobs) };
    }
  }
  return null;
}
