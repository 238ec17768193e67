import { sql } from 'kysely';

/** Assignments `s` whose consultant may see the case: from the offer on, and after a hand-over until the last day given. */
export const READABLE_ASSIGNMENT = sql`(s.state in ('offered', 'accepted', 'objected', 'active', 'handover') or s.state = 'ended' and s.readable_until >= (now() at time zone 'Asia/Seoul')::date)`;
