import { sql } from 'kysely';
import type { Actor } from '#app/domain/accounts/actor.ts';
import type { ActorTx } from '../transaction.ts';

interface Text {
  readonly ko: string;
  readonly en: string;
}

const json = (value: unknown) => sql<never>`${JSON.stringify(value)}::jsonb`;

/** Adds the programme and its first two stages; nothing when they exist. Returns the stage ids by number. */
export async function ensureProgramme(tx: ActorTx, programme: { code: string; name: Text; stages: readonly { number: number; name: Text; startsOn: string; endsOn: string }[] }): Promise<Map<number, string>> {
  await tx.insertInto('programme').values({ code: programme.code, name: json(programme.name) }).onConflict((conflict) => conflict.column('code').doNothing()).execute();
  const { id } = await tx.selectFrom('programme').select('id').where('code', '=', programme.code).executeTakeFirstOrThrow();
  for (const stage of programme.stages) {
    await tx
      .insertInto('stage')
      .values({ programme_id: id, number: stage.number, name: json(stage.name), starts_on: stage.startsOn, ends_on: stage.endsOn })
      .onConflict((conflict) => conflict.columns(['programme_id', 'number']).doNothing())
      .execute();
  }
  const rows = await tx.selectFrom('stage').select(['id', 'number']).where('programme_id', '=', id).execute();
  return new Map(rows.map((row) => [row.number, row.id]));
}

export interface DemoYear {
  readonly stageId: string;
  readonly number: number;
  readonly code: string;
  readonly label: Text;
  readonly receiptPrefix: string;
  readonly status: 'open' | 'history';
  readonly callOpensAt: Date;
  readonly callClosesAt: Date;
  readonly selectionClosesOn: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly interimOpensOn: string | null;
  readonly interimClosesOn: string | null;
  readonly paymentClosesAt: Date | null;
  readonly quota: number;
  readonly smartFactoryTarget: number;
  readonly budgetWon: number;
}

/** Adds a programme year with the newest published contents; nothing when its number exists. Returns its id. */
export async function ensureYear(tx: ActorTx, year: DemoYear): Promise<string> {
  const found = await tx.selectFrom('programme_year').select('id').where('number', '=', year.number).executeTakeFirst();
  if (found) return found.id;
  const row = await tx
    .insertInto('programme_year')
    .values({
      stage_id: year.stageId,
      number: year.number,
      code: year.code,
      label: json(year.label),
      receipt_prefix: year.receiptPrefix,
      status: year.status,
      call_opens_at: year.callOpensAt,
      call_closes_at: year.callClosesAt,
      selection_closes_on: year.selectionClosesOn,
      starts_on: year.startsOn,
      ends_on: year.endsOn,
      interim_opens_on: year.interimOpensOn,
      interim_closes_on: year.interimClosesOn,
      payment_closes_at: year.paymentClosesAt,
      quota: year.quota,
      smart_factory_target: year.smartFactoryTarget,
      budget_won: year.budgetWon,
      ...(year.status === 'open'
        ? {
            roadmap_version: sql<string>`(select version from roadmap_version order by version desc limit 1)`,
            question_set_id: sql<string>`(select id from question_set where purpose = 'application' order by version desc limit 1)`,
            score_sheet_id: sql<string>`(select id from score_sheet where purpose = 'selection' order by version desc limit 1)`,
            document_checklist_id: sql<string>`(select id from document_checklist where purpose = 'application' order by version desc limit 1)`,
          }
        : {}),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Publishes the first settings of a year; nothing when it has some. */
export async function ensureSettings(tx: ActorTx, yearId: string, settings: { values: unknown; validFrom: string; publishedAt: Date }): Promise<void> {
  await tx
    .insertInto('settings_version')
    .values({ programme_year_id: yearId, version: 1, values: json(settings.values), valid_from: settings.validFrom, published_at: settings.publishedAt, reason: null })
    .onConflict((conflict) => conflict.columns(['programme_year_id', 'version']).doNothing())
    .execute();
}

/** Adds an organisation; returns its id, also when one with the name and kind exists. */
export async function ensureOrganisation(tx: ActorTx, organisation: { kind: 'central_hq' | 'partner_hq' | 'parent_company' | 'tier1' | 'consulting_body'; name: string; nameEn: string; contributing: boolean; regionCode: string | null; businessNumber: string | null }): Promise<string> {
  const found = await tx.selectFrom('organisation').select('id').where('kind', '=', organisation.kind).where('name', '=', organisation.name).executeTakeFirst();
  if (found) return found.id;
  const row = await tx
    .insertInto('organisation')
    .values({ kind: organisation.kind, name: organisation.name, name_en: organisation.nameEn, is_contributing: organisation.contributing, region_code: organisation.regionCode, business_number: organisation.businessNumber })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export interface DemoConsultant {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly organisationId: string | null;
  readonly fields: readonly string[];
  readonly ksicCodes: readonly string[];
  readonly rootTechnologies: readonly string[];
  readonly regionCodes: readonly string[];
  readonly languages: readonly string[];
  readonly capacity: number;
  readonly yearsExperience: number;
  readonly declaredAt: Date;
}

/** Adds a consultant to the pool; returns the id. */
export async function insertDemoConsultant(tx: ActorTx, consultant: DemoConsultant): Promise<string> {
  const row = await tx
    .insertInto('consultant')
    .values({
      user_id: consultant.userId,
      name: consultant.name,
      email: consultant.email,
      phone: consultant.phone,
      organisation_id: consultant.organisationId,
      fields: [...consultant.fields],
      ksic_codes: [...consultant.ksicCodes],
      root_technology_codes: [...consultant.rootTechnologies],
      region_codes: [...consultant.regionCodes],
      languages: [...consultant.languages],
      base_region_code: consultant.regionCodes[0] ?? null,
      capacity: consultant.capacity,
      years_experience: consultant.yearsExperience,
      declared_at: consultant.declaredAt,
      declaration: json({ interests: 'none' }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Whether an account exists. */
export async function findUserId(tx: ActorTx, email: string): Promise<string | null> {
  const row = await tx.selectFrom('app_user').select('id').where('email', '=', email).executeTakeFirst();
  return row?.id ?? null;
}

/** The person behind an account with its grant, for acting in its name while the demo programme is built. */
export async function findDemoActor(tx: ActorTx, email: string): Promise<Actor | null> {
  const row = await tx
    .selectFrom('app_user as u')
    .innerJoin('role_grant as g', (join) => join.onRef('g.user_id', '=', 'u.id').on('g.revoked_at', 'is', null))
    .select(['u.id', 'u.name', 'u.locale', 'g.role', 'g.duty', 'g.firm_id', 'g.consultant_id', 'g.organisation_id'])
    .where('u.email', '=', email)
    .executeTakeFirst();
  if (!row) return null;
  return {
    userId: row.id, role: row.role as Actor['role'], duty: row.duty as Actor['duty'], firmId: row.firm_id, consultantId: row.consultant_id, organisationId: row.organisation_id,
    name: row.name, locale: row.locale === 'en' ? 'en' : 'ko',
  };
}
