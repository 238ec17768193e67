import pg from 'pg';
import { openAsOwner } from './owner-connection.ts';
import { DEFINER_ROLE } from './policies/roles.ts';

/** One finding of the verifier: which rule, which row, what is wrong. */
export interface Finding {
  readonly rule: string;
  readonly detail: string;
}

export interface VerifyResult {
  readonly chains: number;
  readonly sealed: number;
  readonly transfers: number;
  readonly findings: readonly Finding[];
}

/** Walks all chains in the database: number by number, each hash from the one before and the row as it is now. */
const CHAIN_CHECK = `
  with walked as (
    select s.chain, s.number, s.event_id, s.transfer_id, s.hash,
      lag(s.number, 1, 0::bigint) over w as previous_number,
      lag(s.hash, 1, sha256(convert_to(s.chain, 'UTF8'))) over w as previous_hash,
      case when e.id is not null then canonical_event(e) when t.id is not null then canonical_transfer(t) end as content
    from record_seal s left join event e on e.id = s.event_id left join ledger_transfer t on t.id = s.transfer_id
    window w as (partition by s.chain order by s.number))
  select chain, number, coalesce(event_id, transfer_id)::text as id,
    case when number <> previous_number + 1 then 'a number is missing before it'
      when content is null then 'its row is gone'
      else 'its hash does not fit its content' end as problem
  from walked
  where number <> previous_number + 1 or content is null or hash <> sha256(previous_hash || convert_to(content, 'UTF8'))
  order by chain, number limit 50`;

/** Rules that hold in every committed state; each returns rows only where it is broken. */
const RULES: readonly (readonly [rule: string, statement: string])[] = [
  ['chain head', `select h.chain || ' ends at ' || coalesce(max(s.number), 0) || ', its head says ' || h.number as detail from chain_head h
     left join record_seal s on s.chain = h.chain group by h.chain, h.number, h.hash
     having coalesce(max(s.number), 0) <> h.number or (h.number > 0 and (array_agg(s.hash order by s.number desc))[1] <> h.hash)`],
  ['chain anchor', `select a.chain || ' ' || a.number || ' does not fit what was sent on ' || a.day as detail from chain_anchor a
     left join record_seal s on s.chain = a.chain and s.number = a.number where a.number > 0 and (s.hash is null or s.hash <> a.hash)`],
  ['every event is sealed', `select e.id::text as detail from event e left join record_seal s on s.event_id = e.id where s.event_id is null limit 20`],
  ['every transfer is sealed', `select t.id::text as detail from ledger_transfer t left join record_seal s on s.transfer_id = t.id where s.transfer_id is null limit 20`],
  ['transfers balance', `select t.id::text || ': sum ' || coalesce(sum(l.amount_won), 0) as detail from ledger_transfer t left join ledger_line l on l.transfer_id = t.id
     group by t.id having coalesce(sum(l.amount_won), 0) <> 0 or count(l.id) < 2`],
  ['the ledger sums to zero', `select 'sum of all accounts is ' || sum(balance_won) as detail from ledger_account having coalesce(sum(balance_won), 0) <> 0`],
  ['account balances', `select a.id::text || ' holds ' || a.balance_won || ', its lines say ' || coalesce(sum(l.amount_won), 0) as detail
     from ledger_account a left join ledger_line l on l.account_id = a.id group by a.id having a.balance_won <> coalesce(sum(l.amount_won), 0)`],
  ['paid counter of agreements', `select g.id::text || ': counter ' || g.paid_won || ', tranches ' || coalesce(sum(t.paid_won), 0) as detail
     from agreement g left join tranche t on t.agreement_id = g.id and t.state in ('paid', 'reconciled')
     group by g.id having g.paid_won <> coalesce(sum(t.paid_won), 0)`],
  ['tranches within the agreement', `select g.id::text || ': ' || sum(t.planned_won) || ' of ' || g.amount_won as detail from agreement g
     join tranche t on t.agreement_id = g.id and t.state <> 'cancelled' group by g.id having sum(t.planned_won) > g.amount_won`],
  // Committed is what was promised to firms, less what was freed again and what firms gave back.
  ['committed counter of programme years', `select y.code || ': counter ' || y.committed_won || ', ledger ' || (l.promised_won - r.returned_won) as detail
     from programme_year y
       cross join lateral (select coalesce(sum(-l.amount_won), 0) as promised_won from ledger_transfer t join ledger_line l on l.transfer_id = t.id
         join ledger_account a on a.id = l.account_id and a.kind = 'programme_year' where t.programme_year_id = y.id and t.kind in ('commitment', 'release')) l
       cross join lateral (select coalesce(sum(g.returned_won), 0) as returned_won from agreement g join application a on a.id = g.application_id where a.programme_year_id = y.id) r
     where y.status <> 'history' and y.committed_won <> l.promised_won - r.returned_won`],
  ['day counter of assignments', `select s.id::text || ': counter ' || s.used_days_half || ', visits ' || coalesce(sum(v.man_days_half), 0) as detail
     from assignment s left join visit v on v.assignment_id = s.id
       and v.state in ('logged', 'late_logged', 'firm_confirmed', 'not_disputed', 'disputed', 'accepted', 'fee_claimed', 'fee_paid')
     group by s.id having s.used_days_half <> coalesce(sum(v.man_days_half), 0)`],
  ['places of consultants', `select c.id::text || ': counter ' || c.live_count || ', assignments ' || count(a.id) as detail
     from consultant c left join assignment a on a.consultant_id = c.id and a.state in ('accepted', 'objected', 'active', 'handover')
     group by c.id having c.live_count <> count(a.id)`],
  ['receipt numbers', `select y.code || ': counter ' || c.last_number || ', applications ' || count(a.receipt_number) as detail from receipt_counter c
     join programme_year y on y.id = c.programme_year_id left join application a on a.programme_year_id = y.id and a.receipt_number is not null
     where c.kind = 'application' group by y.code, c.last_number having c.last_number <> count(a.receipt_number)`],
  ['money moves are signed by three', `select id::text as detail from tranche where state in ('paid', 'reconciled')
     and (verified_by is null or approved_by is null or paid_by is null or verified_by = approved_by or approved_by = paid_by or verified_by = paid_by)`],
  ['each state came by an event', `select a.id::text || ' is ' || a.state || ', its last event says ' || last.to_state as detail from application a
     join lateral (select e.to_state from event e where e.subject_type = 'application' and e.subject_id = a.id and e.to_state is not null order by e.recorded_at desc, e.id desc limit 1) last on true
     where last.to_state <> a.state limit 20`],
  ['sessions of disabled people', `select s.public_id::text as detail from session s join app_user u on u.id = s.user_id where u.status = 'disabled'`],
];

/** Checks chains, ledger and counters of the database at `connectionString`, the address of its owner. */
export async function verify(connectionString: string): Promise<VerifyResult> {
  const client = new pg.Client({ connectionString, application_name: 'portal-verify', options: '-c timezone=UTC -c statement_timeout=0' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // One snapshot for all rules, so that a running portal cannot look inconsistent between two queries.
    await client.query('begin isolation level repeatable read read only');
    // Forced row-level security holds for the owner too; portal_definer reads every row.
    await client.query(`set local role ${DEFINER_ROLE}`);
    const findings: Finding[] = [];
    const broken = await client.query<{ chain: string; number: string; id: string; problem: string }>(CHAIN_CHECK);
    findings.push(...broken.rows.map((row) => ({ rule: 'hash chain', detail: `${row.chain} ${row.number} (${row.id}): ${row.problem}` })));
    for (const [rule, statement] of RULES) {
      const result = await client.query<{ detail: string }>(statement);
      findings.push(...result.rows.map((row) => ({ rule, detail: row.detail })));
    }
    const counted = await client.query<{ chains: string; sealed: string; transfers: string }>(
      'select (select count(*) from chain_head) as chains, (select count(*) from record_seal) as sealed, (select count(*) from ledger_transfer) as transfers',
    );
    await client.query('rollback');
    const row = counted.rows[0];
    return { chains: Number(row?.chains ?? 0), sealed: Number(row?.sealed ?? 0), transfers: Number(row?.transfers ?? 0), findings };
  } finally {
    await client.end();
  }
}

if (import.meta.main) {
  const connection = await openAsOwner(process.env).catch((error: unknown) => {
    console.error(`There is no database to check: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  });
  const result = await verify(connection.ownerUrl).finally(() => connection.close());
  for (const finding of result.findings) console.error(`${finding.rule}: ${finding.detail}`);
  console.log(`${result.sealed} sealed records in ${result.chains} chains, ${result.transfers} ledger transfers: ${result.findings.length === 0 ? 'all in order' : `${result.findings.length} findings`}.`);
  process.exit(result.findings.length === 0 ? 0 : 1);
}
