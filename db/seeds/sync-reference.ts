import { createHash } from 'node:crypto';
import type pg from 'pg';
import accountConsents from './account-consents-2026.json' with { type: 'json' };
import consents from './consents-2026.json' with { type: 'json' };
import checklist from './document-checklist-2026.json' with { type: 'json' };
import eligibility from './eligibility-questions.json' with { type: 'json' };
import holidays from './holidays.json' with { type: 'json' };
import measures from './kpi-measures.json' with { type: 'json' };
import kpis from './kpis.json' with { type: 'json' };
import ksic from './ksic.json' with { type: 'json' };
import outcomes from './published-outcomes.json' with { type: 'json' };
import questions from './question-set-2026.json' with { type: 'json' };
import regions from './regions.json' with { type: 'json' };
import roadmap from './roadmap.json' with { type: 'json' };
import technologies from './root-technologies.json' with { type: 'json' };
import scoreSheet from './score-sheet-2026.json' with { type: 'json' };
import transitions from './transitions.json' with { type: 'json' };

/** One set of rows and the statement that brings them in; `$1` is the JSON array of rows. */
interface Load {
  readonly rows: readonly object[];
  readonly statement: string;
}

const measured = new Map(measures.map((measure) => [measure.code, measure]));

/** The catalogue writes English names in lower case; they stand as titles and heads of rows. */
const capitalised = (name: { ko: string; en: string }) => ({ ...name, en: name.en.charAt(0).toUpperCase() + name.en.slice(1) });

const kpiRows = kpis.map((kpi, position) => {
  const measure = measured.get(kpi.code);
  return {
    code: kpi.code,
    name: capitalised(kpi.name),
    family: kpi.family,
    formula: measure?.formula ?? { ko: kpi.formula, en: kpi.formula },
    unit: measure?.unit ?? kpi.unit,
    better: kpi.better,
    numerator: measure?.numerator ?? null,
    denominator: measure?.denominator ?? null,
    factor: measure?.scale ?? 1,
    decimals: measure?.decimals ?? 1,
    is_part: measure?.part ?? false,
    position,
  };
});

interface Figure {
  readonly value: number | null;
  readonly mark: string;
  readonly sources: readonly string[];
}

/** Figures of a published block, nested ones as `awards.firms`. */
function figures(block: object, prefix = ''): [string, Figure][] {
  return Object.entries(block).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null) return [];
    if ('mark' in value) return [[prefix + name, value as Figure] as [string, Figure]];
    return figures(value, `${prefix}${name}.`);
  });
}

const outcomeRows = [
  ...outcomes.years.flatMap((year) => figures(year).map(([measure, figure]) => ({ scope: 'year', position: year.year, year: year.year, label: year.period.text, measure, ...figure }))),
  ...outcomes.cumulative.flatMap((total, position) => figures(total).map(([measure, figure]) => ({ scope: 'cumulative', position, year: null, label: total.at, measure, ...figure }))),
];

const areas = roadmap.areas.map((area, position) => ({ ...area, version: roadmap.version, position }));
const contents = [
  { table: 'question_set', code: 'application', version: questions.version, purpose: 'application', title: { ko: '참여 신청서', en: 'Application form' }, content: questions },
  { table: 'question_set', code: 'eligibility', version: String(eligibility.version), purpose: 'eligibility', title: { ko: '참여 자격 확인', en: 'Eligibility check' }, content: eligibility },
  { table: 'score_sheet', code: 'selection', version: scoreSheet.version, purpose: 'selection', title: { ko: '선정 평가표', en: 'Selection score sheet' }, content: scoreSheet },
  { table: 'document_checklist', code: 'documents', version: checklist.version, purpose: 'application', title: { ko: '제출 서류', en: 'Documents' }, content: checklist },
];

/** Versioned contents are never changed in place: a new text is a new version. */
const contentLoads: Load[] = contents.map(({ table, ...row }) => ({
  rows: [row],
  statement: `insert into ${table} (code, version, purpose, title, content, valid_from, published_at)
    select code, version, purpose, title, content, current_date, now() from jsonb_to_recordset($1) as x (code text, version text, purpose text, title jsonb, content jsonb)
    on conflict (code, version) do nothing`,
}));

const loads: readonly Load[] = [
  {
    rows: ksic,
    statement: `insert into ksic (code, name, sme_sales_ceiling_won, small_sales_ceiling_won)
      select code, name, "smeSalesCeilingWon", "smallSalesCeilingWon" from jsonb_to_recordset($1) as x (code text, name jsonb, "smeSalesCeilingWon" bigint, "smallSalesCeilingWon" bigint)
      on conflict (code) do update set name = excluded.name, sme_sales_ceiling_won = excluded.sme_sales_ceiling_won, small_sales_ceiling_won = excluded.small_sales_ceiling_won`,
  },
  {
    rows: regions,
    statement: `insert into region (code, name, short_name, valid_from, valid_to, successor_code)
      select code, name, short, "validFrom", "validTo", successor from jsonb_to_recordset($1) as x (code text, name jsonb, short text, "validFrom" date, "validTo" date, successor text)
      on conflict (code) do update set name = excluded.name, short_name = excluded.short_name, valid_from = excluded.valid_from, valid_to = excluded.valid_to, successor_code = excluded.successor_code`,
  },
  {
    rows: technologies.map((technology, position) => ({ ...technology, position })),
    statement: `insert into root_technology (code, name, kind, position) select code, name, "group", position from jsonb_to_recordset($1) as x (code text, name jsonb, "group" text, position smallint)
      on conflict (code) do update set name = excluded.name, kind = excluded.kind, position = excluded.position`,
  },
  {
    rows: holidays,
    statement: `insert into holiday (day, name, kind) select "on", name, kind from jsonb_to_recordset($1) as x ("on" date, name jsonb, kind text)
      on conflict (day) do update set name = excluded.name, kind = excluded.kind`,
  },
  {
    rows: kpiRows,
    statement: `insert into kpi_definition (code, name, family, formula, unit, better, numerator_label, denominator_label, factor, decimals, is_part, position)
      select code, name, family, formula, unit, better, numerator, denominator, factor, decimals, is_part, position from jsonb_to_recordset($1)
        as x (code text, name jsonb, family text, formula jsonb, unit text, better text, numerator jsonb, denominator jsonb, factor numeric, decimals smallint, is_part boolean, position smallint)
      on conflict (code) do update set name = excluded.name, family = excluded.family, formula = excluded.formula, unit = excluded.unit, better = excluded.better,
        numerator_label = excluded.numerator_label, denominator_label = excluded.denominator_label, factor = excluded.factor, decimals = excluded.decimals,
        is_part = excluded.is_part, position = excluded.position`,
  },
  {
    rows: [{ version: roadmap.version, status: roadmap.status, levels: roadmap.levelNames }],
    statement: `insert into roadmap_version (version, status, level_names) select version, status, levels from jsonb_to_recordset($1) as x (version text, status text, levels jsonb)
      on conflict (version) do nothing`,
  },
  {
    rows: areas,
    statement: `insert into roadmap_area (version, code, position, name, weight, kpis, evidence_examples, grounds)
      select version, code, position, name, weight, kpis, "evidenceExamples", grounds from jsonb_to_recordset($1)
        as x (version text, code text, position smallint, name jsonb, weight smallint, kpis jsonb, "evidenceExamples" jsonb, grounds text)
      on conflict (version, code) do nothing`,
  },
  {
    rows: areas.flatMap((area) => area.levels.map((level) => ({ version: area.version, area: area.code, ...level }))),
    statement: `insert into roadmap_level (version, area_code, level, descriptor) select version, area, level, descriptor from jsonb_to_recordset($1)
        as x (version text, area text, level smallint, descriptor jsonb) on conflict (version, area_code, level) do nothing`,
  },
  {
    rows: areas.flatMap((area) => area.activities.map((activity, position) => ({ ...activity, version: area.version, area: area.code, position }))),
    statement: `insert into roadmap_activity (version, code, area_code, from_level, to_level, position, title) select version, id, area, "from", "to", position, title
        from jsonb_to_recordset($1) as x (version text, id text, area text, "from" smallint, "to" smallint, position smallint, title jsonb)
      on conflict (version, code) do nothing`,
  },
  ...contentLoads,
  {
    rows: [
      ...consents.consents.map((consent, position) => ({ ...consent, body: consent, version: consents.version, position, purpose: 'application' })),
      ...accountConsents.consents.map((consent, position) => ({ ...consent, body: consent, version: accountConsents.version, position, purpose: 'account' })),
    ],
    statement: `insert into consent_text (code, version, title, body, is_required, purpose, position, valid_from)
      select id, version, title, body, required, purpose, position, make_date(split_part(version, '.', 1)::integer, 1, 1) from jsonb_to_recordset($1)
        as x (id text, version text, title jsonb, body jsonb, required boolean, purpose text, position smallint)
      on conflict (code, version) do nothing`,
  },
  {
    rows: outcomeRows,
    statement: `insert into outcome_published (scope, position, programme_year_number, label, measure, value, mark, sources)
      select scope, position, year, label, measure, value, mark, array(select jsonb_array_elements_text(sources)) from jsonb_to_recordset($1)
        as x (scope text, position smallint, year smallint, label jsonb, measure text, value numeric, mark text, sources jsonb)
      on conflict (scope, position, measure) do update set programme_year_number = excluded.programme_year_number, label = excluded.label, value = excluded.value,
        mark = excluded.mark, sources = excluded.sources`,
  },
  {
    rows: [
      { number: 1, ko: '1단계', en: 'Stage 1', starts: '2013-08-01', ends: '2018-07-31' },
      { number: 2, ko: '2단계', en: 'Stage 2', starts: '2018-08-01', ends: '2023-07-31' },
      { number: 3, ko: '3단계', en: 'Stage 3', starts: '2023-08-01', ends: '2028-07-31' },
    ],
    statement: `with made as (insert into programme (code, name) values ('IIM', '{"ko": "산업혁신운동", "en": "Industry Innovation Movement"}')
        on conflict (code) do update set name = excluded.name returning id)
      insert into stage (programme_id, number, name, starts_on, ends_on) select made.id, number, jsonb_build_object('ko', ko, 'en', en), starts, ends
        from made, jsonb_to_recordset($1) as x (number smallint, ko text, en text, starts date, ends date)
      on conflict (programme_id, number) do nothing`,
  },
  {
    rows: transitions,
    statement: `with given as (select machine, name, "from" as from_state, "to" as to_state, array(select jsonb_array_elements_text(by)) as by_duties
          from jsonb_to_recordset($1) as x (machine text, name text, "from" text, "to" text, by jsonb)),
        gone as (delete from allowed_transition t where not exists (select from given g where g.machine = t.machine and g.name = t.name
          and g.from_state is not distinct from t.from_state and g.to_state = t.to_state))
      insert into allowed_transition (machine, name, from_state, to_state, by_duties) select * from given
      on conflict on constraint allowed_transition_unique do update set by_duties = excluded.by_duties`,
  },
];

/**
 * Brings code lists, roadmap, indicator catalogue, forms, published history and transitions to what db/seeds says.
 * Idempotent; does nothing when nothing has changed. Returns whether it wrote.
 */
export async function syncReferenceData(client: pg.Client): Promise<boolean> {
  const fingerprint = createHash('sha256').update(JSON.stringify(loads)).digest('hex');
  const known = await client.query<{ value: string }>(`select value from schema_state where key = 'reference'`);
  if (known.rows[0]?.value === fingerprint) return false;
  await client.query('begin');
  try {
    for (const { rows, statement } of loads) await client.query(statement, [JSON.stringify(rows)]);
    await client.query(`insert into schema_state (key, value) values ('reference', $1) on conflict (key) do update set value = excluded.value`, [fingerprint]);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
