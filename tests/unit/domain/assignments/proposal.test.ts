import { describe, expect, it } from 'vitest';
import { proposeBatch, rankConsultants, scoreConsultant } from '#app/domain/assignments/proposal.ts';
import type { ConsultantProfile, FirmNeed } from '#app/domain/assignments/proposal.ts';

const consultant = (consultantId: string, over: Partial<ConsultantProfile> = {}): ConsultantProfile => ({
  consultantId, fields: ['process'], sectors: ['25'], regions: ['41'], languages: ['ko'], liveFirms: 2, certified: true, barred: false,
  pastImprovementPercent: 40, pastFirms: 5, conflictFirmIds: [], ...over,
});
const firm = (firmId: string, over: Partial<FirmNeed> = {}): FirmNeed => ({ firmId, fields: ['process'], ksic: '25', region: '41', language: 'ko', ...over });
const limits = { consultantLoadMax: 8 };

describe('consultant proposal', () => {
  it('gives at least three reasons', () => {
    const score = scoreConsultant(consultant('a'), firm('f'), limits);
    expect(score.reasons.length).toBeGreaterThanOrEqual(3);
    expect(score.score).toBe(35 + 20 + 20 + 11 + 5);
    expect(scoreConsultant(consultant('b', { fields: [], sectors: [], regions: [], pastFirms: 0, pastImprovementPercent: null }), firm('f'), limits).reasons).toHaveLength(5);
  });

  it('prefers the better fit and never breaks a hard limit', () => {
    const ranked = rankConsultants(
      [
        consultant('far', { regions: ['48'] }),
        consultant('near'),
        consultant('full', { liveFirms: 8 }),
        consultant('barred', { barred: true }),
        consultant('conflict', { conflictFirmIds: ['f'] }),
        consultant('new', { certified: false }),
      ],
      firm('f'),
      limits,
    );
    expect(ranked.map((entry) => entry.consultantId)).toEqual(['near', 'far']);
    expect(scoreConsultant(consultant('k'), firm('f', { language: 'en' }), limits).blocks).toEqual(['assignments.block.language']);
  });

  it('keeps the load limit over a batch', () => {
    const firms = ['1', '2', '3'].map((id) => firm(id));
    const result = proposeBatch([consultant('a', { liveFirms: 6 })], firms, limits);
    expect([...result.values()].filter((entry) => entry !== null)).toHaveLength(2);
    expect(result.size).toBe(3);
  });
});
