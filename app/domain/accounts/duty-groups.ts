import type { Duty } from '#app/domain/accounts/actor.ts';

/** People who write for the firm; only the representative signs. */
export const FIRM_WRITERS = ['representative', 'manager'] as const satisfies readonly Duty[];

/** People who keep the firm's accounts and answer questions about money. */
export const FIRM_BOOKKEEPERS = ['representative', 'firm_finance'] as const satisfies readonly Duty[];

/** Officers who screen applications: the Central Headquarters, and partner headquarters for their own group. */
export const SCREENING_OFFICERS = ['officer', 'partner_officer'] as const satisfies readonly Duty[];
