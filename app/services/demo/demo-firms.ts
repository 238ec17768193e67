import content from '#db/seeds/demo-firms.json' with { type: 'json' };

/** Words of a trade: what its firms are made of and what a consultant works on there. */
export interface DemoTheme {
  readonly machine: string;
  readonly line: string;
  readonly cause: string;
  /** Content of visits, in order. */
  readonly works: readonly string[];
}

/** An invented firm of the demonstration. Every name, number and text is fictitious. */
export interface DemoFirm {
  readonly slug: string;
  readonly name: string;
  readonly nameEn: string;
  /** Ten digits of the series 999-81 with a valid check digit; no tax office has the code 999. */
  readonly businessNumber: string;
  readonly representative: string;
  readonly contact: string;
  readonly position: string;
  readonly theme: string;
  readonly ksic: string;
  readonly region: string;
  readonly rootTechnologies: readonly string[];
  readonly address: string;
  readonly postalCode: string;
  readonly foundedOn: string;
  readonly form: string;
  readonly size: string;
  readonly product: string;
  readonly employees: number;
  /** Last year first. */
  readonly salesWon: readonly number[];
  readonly parent: string | null;
  readonly tier: string | null;
  readonly tier1: string | null;
  readonly parentShare: number | null;
  readonly fields: readonly string[];
  readonly grantWon: number;
  readonly problem: string;
  readonly wish: string;
  readonly commitment: string;
  /** Before, target, after: process defects and deliveries in per cent, and a third KPI of the trade. */
  readonly kpi: { readonly q: readonly number[]; readonly d: readonly number[]; readonly third: readonly (string | number)[] };
  /** Where the firm stands today, a key of the scripts. */
  readonly until: string;
}

/** The firms in the order in which they apply. */
export const DEMO_FIRMS: readonly DemoFirm[] = content.firms;

const themes: Readonly<Record<string, DemoTheme>> = content.themes;

/** The words of a firm's trade. Throws for an unknown trade. */
export function themeOf(firm: DemoFirm): DemoTheme {
  const theme = themes[firm.theme];
  if (!theme) throw new RangeError(`unknown trade ${firm.theme}`);
  return theme;
}

/** The two demo accounts that belong to firms; the representatives of all others are `<slug>@firms.example`. */
const ACCOUNTS: Readonly<Record<string, string>> = { gaon: 'firm@demo.example', dasom: 'firm2@demo.example' };

/** Address of the firm's representative. */
export function emailOf(firm: DemoFirm): string {
  return ACCOUNTS[firm.slug] ?? `${firm.slug}@firms.example`;
}

/** A number between 0 and 1 that is always the same for the same words. */
export function chance(...words: readonly (string | number)[]): number {
  let hash = 2_166_136_261;
  for (const character of words.join('|')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 4_294_967_296;
}

/** An entry of a list that is always the same for the same words. */
export function pick<T>(list: readonly T[], ...words: readonly (string | number)[]): T {
  const found = list[Math.floor(chance(...words) * list.length)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
}
