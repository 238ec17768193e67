/** Whether the holder of an account is the firm or its representative; legal-form marks and spaces do not count. */
export function holderMatches(holder: string, firm: { name: string; representative: string | null }): boolean {
  const bare = (text: string) => text.normalize('NFKC').replace(/\(주\)|주식회사|유한회사|\(유\)|co\.?,? ?ltd\.?|inc\.?/giu, '').replace(/[\s().,·]/gu, '').toLowerCase();
  const given = bare(holder);
  return given !== '' && [firm.name, firm.representative ?? ''].some((name) => bare(name) !== '' && given.includes(bare(name)));
}
