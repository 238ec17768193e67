import { z } from 'zod';
import { applicationStates } from '#app/domain/applications/application-states.ts';
import { CASE_VIEWS, type CaseQuery } from '#app/services/applications/list-cases.ts';

function one<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    return last === '' ? undefined : last;
  }, schema.optional());
}

function many<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => [...new Set(value === undefined ? [] : Array.isArray(value) ? value : [value])].filter((entry) => entry !== ''), z.array(schema).max(40));
}

const code = z.string().regex(/^\d{2}$/);

/** The address of the list of applications; anything else than these names and values is refused. */
export const caseSearchSchema = z.object({
  view: one(z.enum(CASE_VIEWS)),
  state: many(z.enum(Object.keys(applicationStates) as [keyof typeof applicationStates, ...(keyof typeof applicationStates)[]])),
  region: many(code),
  ksic: many(code),
  affiliated: one(z.enum(['yes', 'no'])),
  officer: one(z.uuid()),
  mine: one(z.literal('1')),
  overdue: one(z.literal('1')),
  year: one(z.coerce.number().int().min(1).max(32_000)),
  q: one(z.string().trim().max(100)),
  sort: one(z.enum(['due', 'submitted', 'requested', 'firm', 'receipt', 'state', 'region'])),
  dir: one(z.enum(['asc', 'desc'])),
  page: one(z.string().max(1000)),
});

export type CaseSearch = z.output<typeof caseSearchSchema>;

/** The address as conditions of the list; officers start with their own turn, the auditor with everything. */
export function toCaseQuery(search: CaseSearch, role: string): CaseQuery {
  const key = search.sort ?? 'due';
  return {
    view: search.view ?? (role === 'officer' ? 'turn' : 'all'),
    states: search.state,
    regions: search.region,
    ksic: search.ksic,
    isAffiliated: search.affiliated === undefined ? undefined : search.affiliated === 'yes',
    officerId: search.officer,
    mine: search.mine === '1',
    overdue: search.overdue === '1',
    yearNumber: search.year,
    q: search.q || undefined,
    sort: { key, direction: search.dir ?? (key === 'submitted' || key === 'requested' ? 'desc' : 'asc') },
    cursor: search.page ?? null,
  };
}
