import { z } from 'zod';
import type { CaseIds } from './two-cases.ts';

/** One field of a form as its schema describes it. */
export interface FormField {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isList: boolean;
  readonly schema: JsonSchema;
}

/** One kind of submission: the fields of one intent. */
export type FormKind = readonly FormField[];

interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

/** The submissions a form schema knows: one per intent. */
export function kindsOf(schema: z.ZodType): FormKind[] {
  return expand(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema).map((object) => fieldsOf(object, ''));
}

function expand(schema: JsonSchema): JsonSchema[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap(expand);
  if (!schema.allOf) return [schema];
  const merged = schema.allOf.map((part) => expand(part)[0] ?? {});
  return [{ type: 'object', properties: Object.assign({}, ...merged.map((part) => part.properties ?? {})) as Record<string, JsonSchema>, required: merged.flatMap((part) => part.required ?? []) }];
}

function fieldsOf(object: JsonSchema, prefix: string): FormField[] {
  return Object.entries(object.properties ?? {}).flatMap(([key, value]): FormField[] => {
    const schema = value.anyOf?.find((choice) => choice.type !== 'null') ?? value;
    const name = `${prefix}${key}`;
    if (schema.properties) return fieldsOf(schema, `${name}.`);
    if (schema.type === 'array' && schema.items?.properties) return fieldsOf(schema.items, `${name}[0].`);
    const isList = schema.type === 'array';
    return [{ name, isRequired: object.required?.includes(key) ?? false, isList, schema: isList ? (schema.items ?? {}) : schema }];
  });
}

/** A submission whose fields have the right form, all records in it being those of one case. */
export function sampleOf(kind: FormKind, ids: CaseIds): Record<string, string> {
  return Object.fromEntries(kind.map(({ name, schema }) => [name, valueOf(name, schema, ids)]));
}

function valueOf(name: string, schema: JsonSchema, ids: CaseIds): string {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum?.length) return String(schema.enum[0]);
  if (schema.format === 'uuid') return ids[(Object.keys(ids) as (keyof CaseIds)[]).find((key) => name.toLowerCase().includes(key)) ?? 'application'];
  if (schema.format === 'email') return 'somebody@test.example';
  if (schema.format === 'date' || /On$/.test(name)) return '2026-10-01';
  if (/month/i.test(name)) return '2026-10';
  if (/time$/i.test(name)) return '10:00';
  if (schema.type === 'number' || schema.type === 'integer') return String(Math.max(1, schema.minimum ?? 1));
  if (schema.type === 'boolean') return 'on';
  if (/version|revision|won|amount|count|level|minutes/i.test(name)) return '1';
  return 'a reason that is long enough for every field of the portal'.slice(0, Math.min(schema.maxLength ?? 60, 60)).padEnd(schema.minLength ?? 0, 'x');
}
