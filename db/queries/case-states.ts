import { sql, type RawBuilder } from 'kysely';
import type { ChangeKind } from '#app/domain/grants/change-kinds.ts';
import type { StoredHoldScope } from '#app/domain/workflow/hold-record.ts';
import type { MachineName } from '#app/domain/workflow/machine.ts';
import type { StateOf } from '#app/domain/workflow/machines.ts';
import type { CaseStates } from '#app/domain/workflow/case-stage.ts';
import type { ActorTx } from '../transaction.ts';

/** One aggregate of a case: its row and where it stands. */
export interface CasePart<S extends string> {
  readonly id: string;
  readonly state: S;
  readonly version: number;
  readonly since: Date;
}

/** Ids and states of everything that belongs to one application. */
export interface CaseParts {
  readonly applicationId: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly programmeYearId: string;
  readonly organisationId: string | null;
  readonly receiptNumber: string | null;
  readonly application: CasePart<StateOf<'application'>>;
  readonly firm: StateOf<'firm'>;
  readonly assignment: CasePart<StateOf<'assignment'>> | null;
  readonly diagnosis: CasePart<StateOf<'diagnosis'>> | null;
  readonly kpiCards: readonly CasePart<StateOf<'kpi_card'>>[];
  readonly plan: CasePart<StateOf<'plan'>> | null;
  readonly grantDecision: CasePart<StateOf<'grant_decision'>> | null;
  readonly agreement: CasePart<StateOf<'agreement'>> | null;
  readonly interimCheck: CasePart<StateOf<'interim_check'>> | null;
  readonly tranches: readonly CasePart<StateOf<'tranche'>>[];
  readonly completion: CasePart<StateOf<'completion'>> | null;
  readonly verification: CasePart<StateOf<'verification'>> | null;
  readonly settlement: CasePart<StateOf<'settlement'>> | null;
  readonly recovery: CasePart<StateOf<'recovery'>> | null;
  /** Change requests that are not over, oldest first. */
  readonly openChanges: readonly (CasePart<StateOf<'change_request'>> & { readonly kind: ChangeKind })[];
  readonly membership: CasePart<StateOf<'membership'>> | null;
  readonly holds: readonly StoredHoldScope[];
  readonly appealOpen: boolean;
}

interface RawPart {
  id: string;
  state: string;
  version: number;
  since: string;
}

const part = (columns: string): RawBuilder<unknown> => sql`jsonb_build_object('id', ${sql.ref(`${columns}.id`)}, 'state', ${sql.ref(`${columns}.state`)}, 'version', ${sql.ref(`${columns}.version`)}, 'since', ${sql.ref(`${columns}.state_since`)})`;

/** The newest row of a table for the case; tables are named here, never by callers. */
const newest = (table: string, order: RawBuilder<unknown> = sql`x.id desc`) => sql<RawPart | null>`(select ${part('x')} from ${sql.table(table)} x where x.application_id = a.id order by ${order} limit 1)`;

const all = (table: string, order: RawBuilder<unknown>) => sql<RawPart[] | null>`(select jsonb_agg(${part('x')} order by ${order}) from ${sql.table(table)} x where x.application_id = a.id)`;

/** The check constraints hold the states to those of the machine, so the text is taken as such. */
function read<M extends MachineName>(_machine: M, raw: RawPart | null): CasePart<StateOf<M>> | null {
  return raw ? { id: raw.id, state: raw.state as StateOf<M>, version: raw.version, since: new Date(raw.since) } : null;
}

function readAll<M extends MachineName>(machine: M, raw: RawPart[] | null): CasePart<StateOf<M>>[] {
  return (raw ?? []).flatMap((entry) => read(machine, entry) ?? []);
}

/** Everything of a case in one query; null when the actor may not see it. Parent companies have their own, narrower query. */
export async function findCaseParts(tx: ActorTx, applicationId: string): Promise<CaseParts | null> {
  const live = sql`(x.state in ('active', 'accepted', 'offered', 'objected', 'handover')) desc, x.created_at desc`;
  const row = await tx
    .selectFrom('application as a')
    .innerJoin('firm as f', 'f.id', 'a.firm_id')
    .select(['a.id', 'a.firm_id', 'a.programme_year_id', 'a.organisation_id', 'a.receipt_number', 'a.state', 'a.version', 'a.state_since', 'f.state as firm_state', 'f.name as firm_name'])
    .select([
      newest('assignment', live).as('assignment'),
      newest('assessment', sql`x.kind, x.id desc`).as('diagnosis'),
      all('kpi_card', sql`x.created_at`).as('kpi_cards'),
      newest('plan').as('plan'),
      newest('grant_decision').as('grant_decision'),
      newest('agreement').as('agreement'),
      newest('interim_check').as('interim_check'),
      all('tranche', sql`x.number`).as('tranches'),
      newest('completion').as('completion'),
      newest('verification').as('verification'),
      newest('settlement').as('settlement'),
      newest('recovery').as('recovery'),
      newest('membership').as('membership'),
      sql<(RawPart & { kind: string })[] | null>`(select jsonb_agg(${part('x')} || jsonb_build_object('kind', x.kind) order by x.created_at, x.id) from change_request x where x.application_id = a.id and x.state in ('draft', 'submitted', 'queried', 'recommended', 'approved'))`.as('changes'),
      sql<string[] | null>`(select jsonb_agg(distinct x.scope) from hold x where x.firm_id = a.firm_id and (x.application_id is null or x.application_id = a.id) and x.state in ('active', 'extended'))`.as('holds'),
      sql<boolean>`exists (select 1 from appeal x where x.application_id = a.id and x.state in ('filed', 'admissibility', 'review', 'hearing'))`.as('appeal_open'),
    ])
    .where('a.id', '=', applicationId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    applicationId: row.id,
    firmId: row.firm_id,
    firmName: row.firm_name,
    programmeYearId: row.programme_year_id,
    organisationId: row.organisation_id,
    receiptNumber: row.receipt_number,
    application: { id: row.id, state: row.state as StateOf<'application'>, version: row.version, since: row.state_since },
    firm: row.firm_state as StateOf<'firm'>,
    assignment: read('assignment', row.assignment),
    diagnosis: read('diagnosis', row.diagnosis),
    kpiCards: readAll('kpi_card', row.kpi_cards),
    plan: read('plan', row.plan),
    grantDecision: read('grant_decision', row.grant_decision),
    agreement: read('agreement', row.agreement),
    interimCheck: read('interim_check', row.interim_check),
    tranches: readAll('tranche', row.tranches),
    completion: read('completion', row.completion),
    verification: read('verification', row.verification),
    settlement: read('settlement', row.settlement),
    recovery: read('recovery', row.recovery),
    openChanges: (row.changes ?? []).map((raw) => ({ id: raw.id, state: raw.state as StateOf<'change_request'>, version: raw.version, since: new Date(raw.since), kind: raw.kind as ChangeKind })),
    membership: read('membership', row.membership),
    holds: (row.holds ?? []) as StoredHoldScope[],
    appealOpen: row.appeal_open,
  };
}

/** The states of a case in the form from which its stage is derived. */
export function statesOfCase(parts: CaseParts): CaseStates {
  const openCard = parts.kpiCards.find((card) => card.state !== 'frozen' && card.state !== 'retired') ?? parts.kpiCards[0];
  return {
    firm: parts.firm,
    application: parts.application.state,
    assignment: parts.assignment?.state ?? null,
    diagnosis: parts.diagnosis?.state ?? null,
    kpiCard: openCard?.state ?? null,
    plan: parts.plan?.state ?? null,
    grantDecision: parts.grantDecision?.state ?? null,
    agreement: parts.agreement?.state ?? null,
    interimCheck: parts.interimCheck?.state ?? null,
    tranches: parts.tranches.map((tranche) => tranche.state),
    completion: parts.completion?.state ?? null,
    verification: parts.verification?.state ?? null,
    settlement: parts.settlement?.state ?? null,
    recovery: parts.recovery?.state ?? null,
    membership: parts.membership?.state ?? null,
    holds: parts.holds,
    appealOpen: parts.appealOpen,
  };
}
