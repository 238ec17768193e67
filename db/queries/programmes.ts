import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

type Text = { readonly ko: string; readonly en: string };

/** One programme year with its call and the settings that hold on a day. `settings` is untrusted JSON for `parseSettings`. */
export interface ProgrammeYearRow {
  readonly id: string;
  readonly number: number;
  readonly code: string;
  readonly label: Text;
  readonly status: string;
  readonly callOpensAt: Date;
  readonly callClosesAt: Date;
  readonly selectionClosesOn: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly quota: number;
  readonly unaffiliatedSharePercent: number;
  readonly questionSetId: string | null;
  readonly settingsVersionId: string | null;
  readonly settings: unknown;
}

function selectYears(tx: ActorTx, on: string) {
  return tx
    .selectFrom('programme_year as y')
    .leftJoinLateral(
      (join) =>
        join
          .selectFrom('settings_version as v')
          .select(['v.id as settings_version_id', 'v.values as settings'])
          .whereRef('v.programme_year_id', '=', 'y.id')
          .where('v.valid_from', '<=', on)
          .orderBy('v.version', 'desc')
          .limit(1)
          .as('s'),
      (join) => join.onTrue(),
    )
    .select(['y.id', 'y.number', 'y.code', 'y.label', 'y.status', 'y.call_opens_at', 'y.call_closes_at', 'y.selection_closes_on', 'y.starts_on', 'y.ends_on', 'y.quota', 'y.unaffiliated_share_percent', 'y.question_set_id', 's.settings_version_id', 's.settings']);
}

type YearRow = Awaited<ReturnType<ReturnType<typeof selectYears>['executeTakeFirstOrThrow']>>;

function toYear(row: YearRow): ProgrammeYearRow {
  return {
    id: row.id,
    number: row.number,
    code: row.code,
    label: row.label as unknown as Text,
    status: row.status,
    callOpensAt: row.call_opens_at,
    callClosesAt: row.call_closes_at,
    selectionClosesOn: row.selection_closes_on,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    quota: row.quota,
    unaffiliatedSharePercent: row.unaffiliated_share_percent,
    questionSetId: row.question_set_id,
    settingsVersionId: row.settings_version_id,
    settings: row.settings,
  };
}

/** The year whose call is open at a moment; otherwise the next call to open, otherwise the last one. History years never count. */
export async function findCallYear(tx: ActorTx, now: Date, today: string): Promise<ProgrammeYearRow | null> {
  const row = await selectYears(tx, today)
    .where('y.status', '!=', 'history')
    .orderBy(sql`(y.call_opens_at <= ${now} and y.call_closes_at >= ${now}) desc`)
    .orderBy(sql`(y.call_opens_at > ${now}) desc`)
    .orderBy(sql`case when y.call_opens_at > ${now} then y.call_opens_at end asc nulls last`)
    .orderBy('y.call_closes_at', 'desc')
    .executeTakeFirst();
  return row ? toYear(row) : null;
}

/** A programme year by id, with the settings valid on a day. */
export async function findProgrammeYear(tx: ActorTx, id: string, today: string): Promise<ProgrammeYearRow | null> {
  const row = await selectYears(tx, today).where('y.id', '=', id).executeTakeFirst();
  return row ? toYear(row) : null;
}

/** A programme year by its number, with the settings valid on a day. Years of history carry no call of ours, and one in preparation is not public. */
export async function findPublicYear(tx: ActorTx, number: number, today: string): Promise<ProgrammeYearRow | null> {
  const row = await selectYears(tx, today).where('y.number', '=', number).where('y.status', 'in', ['open', 'running', 'closed']).executeTakeFirst();
  return row ? toYear(row) : null;
}

/** Values of a pinned settings version. */
export async function findSettings(tx: ActorTx, settingsVersionId: string): Promise<unknown> {
  const row = await tx.selectFrom('settings_version').select('values').where('id', '=', settingsVersionId).executeTakeFirst();
  return row?.values ?? null;
}

/** Content of a question set; untrusted JSON for its parser. */
export async function findQuestionSetContent(tx: ActorTx, id: string): Promise<unknown> {
  const row = await tx.selectFrom('question_set').select('content').where('id', '=', id).executeTakeFirst();
  return row?.content ?? null;
}

/** Content of the document checklist of a programme year; untrusted JSON. */
export async function findDocumentChecklist(tx: ActorTx, programmeYearId: string): Promise<unknown> {
  const row = await tx
    .selectFrom('programme_year as y')
    .innerJoin('document_checklist as c', 'c.id', 'y.document_checklist_id')
    .select('c.content')
    .where('y.id', '=', programmeYearId)
    .executeTakeFirst();
  return row?.content ?? null;
}

/** Days on which offices are closed, as `YYYY-MM-DD`. */
export async function listHolidayDates(tx: ActorTx): Promise<string[]> {
  const rows = await tx.selectFrom('holiday').select('day').orderBy('day').execute();
  return rows.map((row) => row.day);
}

export interface CodeRow {
  readonly code: string;
  readonly name: Text;
}

/** Regions that may be chosen on a day, in the order of their codes. */
export async function listRegions(tx: ActorTx, on: string): Promise<CodeRow[]> {
  const rows = await tx
    .selectFrom('region')
    .select(['code', 'name'])
    .where((where) => where.or([where('valid_from', 'is', null), where('valid_from', '<=', on)]))
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', on)]))
    .orderBy('code')
    .execute();
  return rows.map((row) => ({ code: row.code, name: row.name as unknown as Text }));
}

export interface IndustryRow extends CodeRow {
  readonly smeCeilingWon: number | null;
  readonly smallCeilingWon: number | null;
}

/** Manufacturing divisions with the sales ceiling of small and medium enterprises. */
export async function listIndustries(tx: ActorTx): Promise<IndustryRow[]> {
  const rows = await tx.selectFrom('ksic').select(['code', 'name', 'sme_sales_ceiling_won', 'small_sales_ceiling_won']).orderBy('code').execute();
  return rows.map((row) => ({ code: row.code, name: row.name as unknown as Text, smeCeilingWon: row.sme_sales_ceiling_won, smallCeilingWon: row.small_sales_ceiling_won }));
}

/** Root technologies in their fixed order. */
export async function listRootTechnologies(tx: ActorTx): Promise<CodeRow[]> {
  const rows = await tx.selectFrom('root_technology').select(['code', 'name']).orderBy('position').orderBy('code').execute();
  return rows.map((row) => ({ code: row.code, name: row.name as unknown as Text }));
}

/** Parent companies (or tier-1 suppliers) that a firm can name. */
export async function listOrganisations(tx: ActorTx, kind: 'parent_company' | 'tier1'): Promise<{ id: string; name: string; nameEn: string | null }[]> {
  const rows = await tx.selectFrom('organisation').select(['id', 'name', 'name_en']).where('kind', '=', kind).where('is_active', '=', true).orderBy('name').execute();
  return rows.map((row) => ({ id: row.id, name: row.name, nameEn: row.name_en }));
}

export interface ConsentTextRow {
  readonly id: string;
  readonly code: string;
  readonly version: string;
  readonly title: Text;
  /** Sections of the text as stored; read by services/programmes/consent-texts.ts. */
  readonly body: unknown;
  readonly isRequired: boolean;
}

/** The newest valid version of each consent text of a purpose, in order. */
export async function listConsentTexts(tx: ActorTx, purpose: 'application' | 'account', on: string): Promise<ConsentTextRow[]> {
  const rows = await tx
    .selectFrom('consent_text')
    .distinctOn('code')
    .select(['id', 'code', 'version', 'title', 'body', 'is_required', 'position'])
    .where('purpose', '=', purpose)
    .where((where) => where.or([where('valid_from', 'is', null), where('valid_from', '<=', on)]))
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute();
  return rows
    .sort((left, right) => left.position - right.position)
    .map((row) => ({ id: row.id, code: row.code, version: row.version, title: row.title as unknown as Text, body: row.body, isRequired: row.is_required }));
}
