import { sql } from 'kysely';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { ActorTx } from '../transaction.ts';

/** What the proposal needs to know about a consultant, for one firm. */
export interface PoolMember {
  readonly id: string;
  readonly name: string;
  readonly organisationName: string | null;
  readonly status: string;
  readonly fields: readonly string[];
  readonly ksicCodes: readonly string[];
  readonly regionCodes: readonly string[];
  readonly languages: readonly string[];
  readonly baseRegionName: Text | null;
  readonly capacity: number;
  readonly liveCount: number;
  readonly yearsExperience: number | null;
  readonly introduction: string | null;
  readonly barredUntil: string | null;
  readonly declaredAt: Date | null;
  readonly isAbsent: boolean;
  /** Hard conflicts with this firm: declared interest, evaluator of the firm, an objection of the firm, an own refusal for conflict. */
  readonly hardHits: readonly string[];
  /** Soft conflicts, which a senior officer may waive: the consultant's organisation buys from the firm. */
  readonly softHits: readonly string[];
  readonly hasWorkedHere: boolean;
  readonly pastFirms: number;
}

interface Raw {
  id: string;
  name: string;
  organisation_name: string | null;
  status: string;
  fields: string[];
  ksic_codes: string[];
  region_codes: string[];
  languages: string[];
  base_region: Text | null;
  capacity: number;
  live_count: number;
  years_experience: number | null;
  introduction: string | null;
  barred_until: string | null;
  declared_at: Date | null;
  is_absent: boolean;
  declared: boolean;
  evaluates: boolean;
  objected: boolean;
  refused: boolean;
  buyer: boolean;
  worked: boolean;
  past_firms: number;
}

function read(row: Raw): PoolMember {
  const hard = [row.declared && 'declared', row.evaluates && 'evaluator', row.objected && 'objected', row.refused && 'refused'];
  return {
    id: row.id,
    name: row.name,
    organisationName: row.organisation_name,
    status: row.status,
    fields: row.fields,
    ksicCodes: row.ksic_codes,
    regionCodes: row.region_codes,
    languages: row.languages,
    baseRegionName: row.base_region,
    capacity: row.capacity,
    liveCount: row.live_count,
    yearsExperience: row.years_experience,
    introduction: row.introduction,
    barredUntil: row.barred_until,
    declaredAt: row.declared_at,
    isAbsent: row.is_absent,
    hardHits: hard.filter((hit): hit is string => typeof hit === 'string'),
    softHits: row.buyer ? ['buyer'] : [],
    hasWorkedHere: row.worked,
    pastFirms: row.past_firms,
  };
}

/** The pool seen from one firm: who could advise it and what stands against it. One query; `consultantId` narrows it to one person. */
export async function listPool(tx: ActorTx, firmId: string, today: string, consultantId: string | null = null): Promise<PoolMember[]> {
  const result = await sql<Raw>`
    select c.id, c.name, o.name as organisation_name, c.status, c.fields, c.ksic_codes, c.region_codes, c.languages, r.name as base_region, c.capacity, c.live_count,
      c.years_experience, c.introduction, c.barred_until, c.declared_at,
      exists (select from consultant_absence b where b.consultant_id = c.id and ${today}::date between b.starts_on and b.ends_on) as is_absent,
      coalesce(c.declaration -> 'firmIds' ? ${firmId}::text, false) or coalesce(c.declaration -> 'businessNumbers' ? f.business_number, false) as declared,
      exists (select from evaluation_assignment e where e.evaluator_id = c.user_id and e.firm_id = f.id and e.released_at is null) as evaluates,
      exists (select from assignment a where a.consultant_id = c.id and a.firm_id = f.id and a.objection_text is not null) as objected,
      exists (select from assignment a where a.consultant_id = c.id and a.firm_id = f.id and a.decline_code = 'conflict') as refused,
      exists (select from supply_relation s where s.firm_id = f.id and s.ended_on is null and c.organisation_id in (s.parent_id, s.tier1_id)) as buyer,
      exists (select from assignment a where a.consultant_id = c.id and a.firm_id = f.id and a.state = 'ended') as worked,
      (select count(distinct a.firm_id)::int from assignment a where a.consultant_id = c.id and a.state = 'ended') as past_firms
    from firm f cross join consultant c left join organisation o on o.id = c.organisation_id left join region r on r.code = c.base_region_code
    where f.id = ${firmId} and ${consultantId === null ? sql`c.status in ('active', 'paused', 'barred')` : sql`c.id = ${consultantId}`}
    order by c.name, c.id limit 500`.execute(tx);
  return result.rows.map(read);
}

/** Locks a consultant while a place for one more firm is free; false when all are taken. The counter itself follows the assignments. */
export async function lockFreePlace(tx: ActorTx, consultantId: string): Promise<boolean> {
  const result = await sql`select id from consultant where id = ${consultantId} and live_count < capacity for update`.execute(tx);
  return result.rows.length === 1;
}
