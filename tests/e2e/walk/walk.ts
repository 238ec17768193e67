import type { Page } from '@playwright/test';
import { isState, getState, type Machine } from '#app/domain/workflow/machine.ts';
import { machines } from '#app/domain/workflow/machines.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, queryDatabase } from '#tests/support/e2e.ts';
import { expectMail } from './mail.ts';
import type { Locale } from './texts.ts';

export const OFFICER = 'officer@demo.example';
export const SENIOR = 'approver@demo.example';
export const SECOND_SENIOR = 'approver2@demo.example';
export const FINANCE = 'finance@demo.example';
export const EVALUATORS = ['evaluator@demo.example', 'evaluator2@demo.example'] as const;

interface WalkSetup {
  readonly locale: Locale;
  /** The visitor's window, later the firm's. */
  readonly firm: Page;
  readonly openAs: (email: string) => Promise<Page>;
  /** Whether each page is looked at by axe, wide and narrow. */
  readonly axe: boolean;
  readonly scripts: boolean;
  /** Walks side by side have different numbers, so that no two of them meet the same consultant at the same hour. */
  readonly number: number;
}

/** One way through the main job: the people's windows and what is known about their case. */
export class Walk {
  readonly locale: Locale;
  readonly number: number;
  readonly firm: Page;
  readonly email: string;
  readonly password = 'Nine-lathes-and-1-press';
  readonly businessNumber: string;
  readonly firmName: string;
  readonly problems: string[] = [];
  applicationId = '';
  receiptNumber = '';
  consultantEmail = '';
  readonly #setup: WalkSetup;
  readonly #windows = new Map<string, Page>();
  readonly #looked = new Set<string>();

  constructor(setup: WalkSetup, businessNumber: string) {
    this.#setup = setup;
    this.locale = setup.locale;
    this.number = setup.number;
    this.firm = setup.firm;
    this.businessNumber = businessNumber;
    this.firmName = setup.locale === 'ko' ? `한빛가람 ${businessNumber.slice(5)}` : `Garam Works ${businessNumber.slice(5)}`;
    this.email = `walk-${businessNumber}@firm.example`;
  }

  /** The window of a person of the programme, signed in at its first use. */
  async as(email: string): Promise<Page> {
    const known = this.#windows.get(email);
    if (known) return known;
    const page = await this.#setup.openAs(email);
    this.#windows.set(email, page);
    return page;
  }

  /** Goes to a page, waits until it works and looks at it. */
  async open(page: Page, path: string): Promise<void> {
    const answer = await page.goto(path);
    expect(answer?.status(), `status of ${path}`).toBeLessThan(400);
    await this.look(page);
  }

  /** Waits until the scripts of the page have started; with axe, checks it once in each width. */
  async look(page: Page): Promise<void> {
    if (!this.#setup.scripts) return;
    await page.waitForFunction(() => Object.keys(document.querySelector('footer') ?? {}).some((key) => key.startsWith('__reactFiber')));
    if (!this.#setup.axe) return;
    const { pathname, search } = new URL(page.url());
    const forms = await page.locator('form[id]').evaluateAll((all) => all.map((form) => form.id.replace(/[0-9a-f]{8}-.*|-[0-9a-f]{8}$/, '')).join());
    const seen = `${pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':id')}${search && '?'} ${forms}`;
    if (this.#looked.has(seen)) return;
    this.#looked.add(seen);
    await page.setViewportSize({ width: 390, height: 844 });
    await this.#note(() => expectNoSidewaysScroll(page));
    await this.#note(() => expectAccessible(page));
    await page.setViewportSize({ width: 1280, height: 900 });
    await this.#note(() => expectAccessible(page));
  }

  /** Keeps what a look found, so that one page does not end the walk; the walk fails at its end. */
  async #note(check: () => Promise<void>): Promise<void> {
    await check().catch((error: unknown) => this.problems.push(error instanceof Error ? error.message : String(error)));
  }

  /** The firm's people read their mail in the language they registered with. */
  async mailToFirm(kind: string, about = ''): Promise<string> {
    return (await expectMail(this.email, kind, this.locale, about)).text;
  }

  /** Staff of the demo programme read Korean. */
  async mailTo(email: string, kind: string): Promise<void> {
    await expectMail(email, kind, 'ko', this.firmName);
  }

  /** The state reached stands in the story of the case, on the firm's page and on the officer's. */
  async expectStory(machine: keyof typeof machines, state: string, options: { firmToo?: boolean } = {}): Promise<void> {
    const spec: Machine = machines[machine];
    if (!isState(spec, state)) throw new RangeError(`${machine} has no state ${state}`);
    const { label } = getState(spec, state);
    const officer = await this.as(OFFICER);
    const story = await (await officer.request.get(`/officer/applications/${this.applicationId}`)).text();
    expect(said(story, 'id="timeline"'), `${machine} ${state} in the officer's story`).toMatch(either(label));
    if (options.firmToo === false) return;
    expect(said(await (await this.firm.request.get('/firm')).text(), '<main'), `${machine} ${state} on the firm's page`).toMatch(either(label));
  }

  /** Rows of the database, to find the names of controls that carry ids. */
  rows<Row extends Record<string, unknown>>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return queryDatabase<Row>(sql, values);
  }
}

const said = (html: string, from: string): string => html.slice(Math.max(0, html.indexOf(from))).replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]+>/g, ' ').replace(/&#x27;/g, "'").replace(/&amp;/g, '&');
const either = ({ ko, en }: { readonly ko: string; readonly en: string }): RegExp => new RegExp([ko, en].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));
