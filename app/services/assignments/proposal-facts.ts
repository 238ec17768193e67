import type { ConsultantProfile, FirmNeed, HardLimits } from '#app/domain/assignments/proposal.ts';
import { toConsultingFields } from '#app/domain/assignments/field-names.ts';
import type { CaseRules } from '#app/services/applications/open-case.ts';
import type { CaseHead } from '#db/queries/cases.ts';
import type { PoolMember } from '#db/queries/consultants.ts';

/** Regions from which each region can be reached within a day. */
const NEAR: Readonly<Record<string, readonly string[]>> = {
  '11': ['28', '41'], '26': ['31', '48'], '27': ['47'], '28': ['11', '41'], '12': ['52', '48'], '29': ['46', '52'], '30': ['36', '43', '44'], '31': ['26', '48'], '36': ['30', '43', '44'],
  '41': ['11', '28', '43'], '43': ['30', '36', '44'], '44': ['30', '36', '43'], '46': ['29'], '47': ['27'], '48': ['12', '26', '31'], '51': ['11', '41'], '52': ['12', '44'],
};

/** What the proposal asks about the firm. */
export function needOf(head: CaseHead, pool: readonly PoolMember[]): FirmNeed {
  return {
    firmId: head.firmId,
    fields: toConsultingFields(head.wantedFields),
    ksic: head.ksicCode ?? '',
    region: head.regionCode ?? '',
    nearRegions: NEAR[head.regionCode ?? ''] ?? [],
    language: 'ko',
    pastConsultantIds: pool.filter((member) => member.hasWorkedHere).map((member) => member.id),
  };
}

/** A consultant of the pool as the proposal sees one; a full own capacity counts as a full load. */
export function profileOf(member: PoolMember, head: CaseHead, today: string, limits: HardLimits): ConsultantProfile {
  const isFull = member.liveCount >= member.capacity;
  return {
    consultantId: member.id,
    fields: toConsultingFields(member.fields),
    sectors: member.ksicCodes,
    regions: member.regionCodes,
    languages: member.languages.flatMap((language) => (language === 'ko' || language === 'en' ? [language] : [])),
    liveFirms: isFull ? Math.max(member.liveCount, limits.consultantLoadMax) : member.liveCount,
    certified: member.status === 'active',
    barred: member.status === 'barred' || (member.barredUntil !== null && member.barredUntil >= today),
    pastImprovementPercent: null,
    pastFirms: member.pastFirms,
    conflictFirmIds: member.hardHits.length > 0 ? [head.firmId] : [],
  };
}

/** The limits of the programme year. */
export function limitsOf(rules: CaseRules): HardLimits {
  return { consultantLoadMax: rules.settings.consultantLoadMax };
}
