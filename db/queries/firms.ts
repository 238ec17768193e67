import { sql } from 'kysely';
import type { Duty } from '#app/domain/accounts/actor.ts';
import type { ActorTx } from '../transaction.ts';

export interface NewFirm {
  readonly id: string;
  readonly businessNumber: string;
  readonly name: string;
  readonly representativeName: string;
  readonly regionCode: string;
  readonly phone: string | null;
  readonly createdBy: string;
}

/**
 * From here on the transaction writes as the representative of the firm that is being registered: the state machine
 * names that duty, and row-level security that firm.
 */
export async function becomeRepresentative(tx: ActorTx, userId: string, firmId: string): Promise<void> {
  await sql`select set_config('app.duty', 'representative', true), set_config('app.user_id', ${userId}, true), set_config('app.firm_id', ${firmId}, true)`.execute(tx);
}

/** Whether a firm with this number is registered and neither merged nor closed. */
export async function isFirmNumberTaken(tx: ActorTx, businessNumber: string): Promise<boolean> {
  const result = await sql<{ taken: boolean }>`select firm_number_taken(${businessNumber}) as taken`.execute(tx);
  return result.rows[0]?.taken ?? false;
}

/** Adds a firm in the state `registering`. Throws the unique violation `firm_business_number`. */
export async function insertFirm(tx: ActorTx, firm: NewFirm): Promise<void> {
  await tx
    .insertInto('firm')
    .values({
      id: firm.id,
      business_number: firm.businessNumber,
      name: firm.name,
      representative_name: firm.representativeName,
      region_code: firm.regionCode,
      phone: firm.phone,
      created_by: firm.createdBy,
    })
    .execute();
}

/** Makes a person a member of a firm. */
export async function insertFirmMember(tx: ActorTx, member: { firmId: string; userId: string; duty: Duty; phone: string | null }): Promise<void> {
  await tx.insertInto('firm_member').values({ firm_id: member.firmId, user_id: member.userId, duty: member.duty, phone: member.phone }).execute();
}

/** Keeps what the business registry answered, with its time. */
export async function setRegistryReply(tx: ActorTx, firmId: string, reply: Record<string, unknown>, at: Date): Promise<void> {
  await tx
    .updateTable('firm')
    .set({ registry_reply: sql`${JSON.stringify(reply)}::jsonb`, registry_checked_at: at })
    .where('id', '=', firmId)
    .execute();
}

/** Stamps the moment from which a firm counts as verified, or its representative's authority as proven. */
export async function setFirmVerified(tx: ActorTx, firmId: string, at: Date): Promise<void> {
  await tx.updateTable('firm').set({ verified_at: at }).where('id', '=', firmId).execute();
}

export interface FirmRow {
  readonly id: string;
  readonly state: string;
  readonly stateSince: Date;
  readonly version: number;
  readonly businessNumber: string;
  readonly corporateNumber: string | null;
  readonly name: string;
  readonly nameEn: string | null;
  readonly representativeName: string | null;
  readonly foundedOn: string | null;
  readonly firmType: string | null;
  readonly size: string | null;
  readonly ksicCode: string | null;
  readonly mainProduct: string | null;
  readonly regionCode: string | null;
  readonly regionName: { ko: string; en: string } | null;
  readonly address: string | null;
  readonly employees: number | null;
  readonly phone: string | null;
  readonly restrictedUntil: string | null;
}

/** A firm; null when the actor may not see it. */
export async function findFirm(tx: ActorTx, id: string): Promise<FirmRow | null> {
  const row = await tx
    .selectFrom('firm as f')
    .leftJoin('region as r', 'r.code', 'f.region_code')
    .select([
      'f.id', 'f.state', 'f.state_since', 'f.version', 'f.business_number', 'f.corporate_number', 'f.name', 'f.name_en', 'f.representative_name', 'f.founded_on',
      'f.firm_type', 'f.size', 'f.ksic_code', 'f.main_product', 'f.region_code', 'f.address', 'f.employees', 'f.phone', 'f.restricted_until', 'r.name as region_name',
    ])
    .where('f.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    state: row.state,
    stateSince: row.state_since,
    version: row.version,
    businessNumber: row.business_number,
    corporateNumber: row.corporate_number,
    name: row.name,
    nameEn: row.name_en,
    representativeName: row.representative_name,
    foundedOn: row.founded_on,
    firmType: row.firm_type,
    size: row.size,
    ksicCode: row.ksic_code,
    mainProduct: row.main_product,
    regionCode: row.region_code,
    regionName: row.region_name as { ko: string; en: string } | null,
    address: row.address,
    employees: row.employees,
    phone: row.phone,
    restrictedUntil: row.restricted_until,
  };
}

export interface FirmPerson {
  readonly userId: string;
  readonly name: string;
  readonly duty: Duty;
  readonly email: string;
}

/** People of a firm in the order in which they joined. */
export async function listFirmPeople(tx: ActorTx, firmId: string): Promise<FirmPerson[]> {
  const result = await sql<{ user_id: string; name: string; duty: Duty; email: string }>`select user_id, name, duty, email from firm_recipients(${firmId})`.execute(tx);
  return result.rows.map((row) => ({ userId: row.user_id, name: row.name, duty: row.duty, email: row.email }));
}

/** Facts about the firm that its application states; empty ones stay as they were. */
export interface FirmFacts {
  readonly name?: string;
  readonly nameEn?: string | null;
  readonly corporateNumber?: string | null;
  readonly representativeName?: string;
  readonly foundedOn?: string;
  readonly firmType?: 'corporation' | 'sole_proprietor';
  readonly size?: 'medium' | 'small' | 'micro';
  readonly ksicCode?: string;
  readonly mainProduct?: string;
  readonly rootTechnologyCode?: string | null;
  readonly isRootIndustry?: boolean;
  readonly regionCode?: string;
  readonly postalCode?: string | null;
  readonly address?: string;
  readonly addressDetail?: string | null;
  readonly employees?: number;
  readonly salesWon?: number;
}

/** Takes over what the submitted application says about the firm, so that it is asked only once. */
export async function updateFirmFacts(tx: ActorTx, firmId: string, facts: FirmFacts): Promise<void> {
  const columns = {
    name: facts.name,
    name_en: facts.nameEn,
    corporate_number: facts.corporateNumber,
    representative_name: facts.representativeName,
    founded_on: facts.foundedOn,
    firm_type: facts.firmType,
    size: facts.size,
    ksic_code: facts.ksicCode,
    main_product: facts.mainProduct,
    root_technology_code: facts.rootTechnologyCode,
    is_root_industry: facts.isRootIndustry,
    region_code: facts.regionCode,
    postal_code: facts.postalCode,
    address: facts.address,
    address_detail: facts.addressDetail,
    employees: facts.employees,
    sales_won: facts.salesWon,
  };
  const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return;
  await tx.updateTable('firm').set(given).where('id', '=', firmId).execute();
}
