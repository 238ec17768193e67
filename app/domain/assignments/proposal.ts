/** Fields in which a consultant works and a firm asks for help. */
export const consultingFields = ['process', 'management', 'technology', 'smart_factory'] as const;
export type ConsultingField = (typeof consultingFields)[number];

/** What the proposal knows about a consultant. Sectors are KSIC divisions, regions are region codes. */
export interface ConsultantProfile {
  consultantId: string;
  fields: readonly ConsultingField[];
  sectors: readonly string[];
  regions: readonly string[];
  languages: readonly ('ko' | 'en')[];
  liveFirms: number;
  certified: boolean;
  barred: boolean;
  /** Mean improvement of verified KPIs of earlier firms in per cent, and their number. */
  pastImprovementPercent: number | null;
  pastFirms: number;
  /** Firms with a hard conflict (owner, family, vendor) or an earlier objection. */
  conflictFirmIds: readonly string[];
}

export interface FirmNeed {
  firmId: string;
  fields: readonly ConsultingField[];
  ksic: string;
  region: string;
  /** Regions that can be reached within a day, the own one not repeated. */
  nearRegions?: readonly string[];
  language: 'ko' | 'en';
  /** Consultants who worked with this firm before. */
  pastConsultantIds?: readonly string[];
}

export interface AssignmentReason {
  /** Message id `assignments.reason.*`. */
  messageId: string;
  params: Record<string, string | number>;
  points: number;
}

export interface AssignmentScore {
  consultantId: string;
  score: number;
  reasons: AssignmentReason[];
  /** Hard limits that forbid the proposal, as message ids `assignments.block.*`; empty when it is possible. */
  blocks: string[];
}

export type HardLimits = { consultantLoadMax: number };

function reason(name: string, points: number, params: AssignmentReason['params'] = {}): AssignmentReason {
  return { messageId: `assignments.reason.${name}`, params, points };
}

function blocksOf(consultant: ConsultantProfile, firm: FirmNeed, limits: HardLimits): string[] {
  const blocks: string[] = [];
  if (consultant.barred) blocks.push('assignments.block.barred');
  if (!consultant.certified) blocks.push('assignments.block.not_certified');
  if (consultant.liveFirms >= limits.consultantLoadMax) blocks.push('assignments.block.load_full');
  if (consultant.conflictFirmIds.includes(firm.firmId)) blocks.push('assignments.block.conflict');
  if (!consultant.languages.includes(firm.language)) blocks.push('assignments.block.language');
  return blocks;
}

/** Scores a consultant for a firm out of 100 with at least three reasons: field 35, sector 20, region 20, load 15, past results 10. */
export function scoreConsultant(consultant: ConsultantProfile, firm: FirmNeed, limits: HardLimits): AssignmentScore {
  const reasons: AssignmentReason[] = [];
  const matched = firm.fields.filter((field) => consultant.fields.includes(field));
  const fieldPoints = firm.fields.length === 0 ? 0 : Math.round((35 * matched.length) / firm.fields.length);
  if (matched.length > 0) reasons.push(reason('field', fieldPoints, { matched: matched.length, wanted: firm.fields.length, field: matched[0] ?? '' }));
  else reasons.push(reason('field_missing', 0, { wanted: firm.fields.length }));

  if (consultant.sectors.includes(firm.ksic)) reasons.push(reason('sector', 20, { ksic: firm.ksic }));
  else reasons.push(reason('sector_new', consultant.sectors.length >= 4 ? 5 : 0, { ksic: firm.ksic }));

  if (consultant.regions.includes(firm.region)) reasons.push(reason('region', 20, { region: firm.region }));
  else if (firm.nearRegions?.some((region) => consultant.regions.includes(region))) reasons.push(reason('region_near', 12, { region: firm.region }));
  else reasons.push(reason('region_far', 0, { region: firm.region }));

  const free = Math.max(0, limits.consultantLoadMax - consultant.liveFirms);
  const loadPoints = limits.consultantLoadMax === 0 ? 0 : Math.round((15 * free) / limits.consultantLoadMax);
  reasons.push(reason('load', loadPoints, { live: consultant.liveFirms, max: limits.consultantLoadMax }));

  if (firm.pastConsultantIds?.includes(consultant.consultantId)) reasons.push(reason('past_same_firm', 10));
  else if (consultant.pastImprovementPercent !== null && consultant.pastFirms >= 3) {
    const points = Math.max(0, Math.min(10, Math.round(consultant.pastImprovementPercent / 8)));
    reasons.push(reason('past_results', points, { percent: consultant.pastImprovementPercent, firms: consultant.pastFirms }));
  } else reasons.push(reason('past_few', 3, { firms: consultant.pastFirms }));

  if (firm.language !== 'ko' && consultant.languages.includes(firm.language)) reasons.push(reason('language', 0, { language: firm.language }));
  const score = reasons.reduce((sum, entry) => sum + entry.points, 0);
  return { consultantId: consultant.consultantId, score, reasons: reasons.sort((left, right) => right.points - left.points), blocks: blocksOf(consultant, firm, limits) };
}

/** Possible consultants of a firm, best first (equal scores by lower load, then id); blocked ones are left out. */
export function rankConsultants(consultants: readonly ConsultantProfile[], firm: FirmNeed, limits: HardLimits): AssignmentScore[] {
  const load = new Map(consultants.map((consultant) => [consultant.consultantId, consultant.liveFirms]));
  return consultants
    .map((consultant) => scoreConsultant(consultant, firm, limits))
    .filter((entry) => entry.blocks.length === 0)
    .sort((left, right) => right.score - left.score || (load.get(left.consultantId) ?? 0) - (load.get(right.consultantId) ?? 0) || (left.consultantId < right.consultantId ? -1 : 1));
}

/** Proposals for a batch of firms: firms with the fewest possible consultants choose first, and each choice raises the load of the consultant. */
export function proposeBatch(consultants: readonly ConsultantProfile[], firms: readonly FirmNeed[], limits: HardLimits): Map<string, AssignmentScore | null> {
  const pool = new Map(consultants.map((consultant) => [consultant.consultantId, { ...consultant }]));
  const result = new Map<string, AssignmentScore | null>();
  const order = firms
    .map((firm) => ({ firm, options: rankConsultants(consultants, firm, limits).length }))
    .sort((left, right) => left.options - right.options || (left.firm.firmId < right.firm.firmId ? -1 : 1));
  for (const { firm } of order) {
    const best = rankConsultants([...pool.values()], firm, limits)[0] ?? null;
    result.set(firm.firmId, best);
    const chosen = best === null ? undefined : pool.get(best.consultantId);
    if (chosen) chosen.liveFirms += 1;
  }
  return result;
}
