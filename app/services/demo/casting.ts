import { DEMO_CONSULTANTS } from './people.ts';
import { chance, type DemoFirm } from './demo-firms.ts';

/** Firms that never come so far as to have a consultant. */
const WITHOUT: readonly string[] = [
  'draft', 'ready_for_sign_off', 'submitted', 'screening', 'correction_firm2', 'resubmitted', 'ineligible_proposed', 'ineligible', 'eligible', 'evaluation_new', 'evaluation_both_open', 'evaluation_half', 'ranked', 'reserve',
  'rejected', 'withdrawn', 'admitted', 'offer_declined', 'registry_flagged', 'correction_expired', 'late_joiner',
];
const MOST_PER_CONSULTANT = 7;
const FIXED: Readonly<Record<string, string>> = {
  firm_execution: 'consultant@demo.example', consultant_accepted: 'consultant@demo.example', consultant_replaced: 'consultant2@demo.example', offer_open_1: 'consultant@demo.example', offer_open_2: 'consultant2@demo.example', diagnosis_submitted: 'consultant@demo.example', plan_signed: 'consultant@demo.example',
  diagnosis_onsite_done: 'consultant2@demo.example', diagnosis_scheduled: 'consultant2@demo.example', on_hold: 'consultant2@demo.example',
};

/** Which consultant each firm gets: the fixed ones first, then the nearest with room. */
export function castConsultants(firms: readonly DemoFirm[]): Map<string, string> {
  const load = new Map(DEMO_CONSULTANTS.map(({ email }) => [email, 0]));
  const cast = new Map<string, string>();
  const give = (firm: DemoFirm, email: string) => {
    cast.set(firm.slug, email);
    load.set(email, (load.get(email) ?? 0) + 1);
  };
  for (const firm of firms) {
    const email = FIXED[firm.until];
    if (email) give(firm, email);
  }
  for (const firm of firms) {
    if (cast.has(firm.slug) || WITHOUT.includes(firm.until)) continue;
    const free = DEMO_CONSULTANTS.filter(({ email }) => (load.get(email) ?? 0) < MOST_PER_CONSULTANT);
    const near = free.filter((consultant) => consultant.regionCodes.includes(firm.region));
    const [best] = (near.length > 0 ? near : free).toSorted((left, right) => (load.get(left.email) ?? 0) - (load.get(right.email) ?? 0) || chance(firm.slug, left.email) - chance(firm.slug, right.email));
    if (best) give(firm, best.email);
  }
  return cast;
}

/** The officer of a firm; cases of a group that begins its screening lie with its partner officer. */
export function officerOf(firm: DemoFirm, index: number, group: string | null): string {
  if (group === '미래부품추진본부' && ['submitted', 'screening', 'resubmitted', 'ineligible_proposed'].includes(firm.until)) return 'hq@demo.example';
  return index % 5 === 4 ? 'officer2@demo.example' : 'officer@demo.example';
}
