import type { ConsultingField } from '#app/domain/assignments/proposal.ts';
import { text, type Text } from '#app/domain/workflow/machine.ts';

/** Names of the consulting fields; the application form says `process` where the register of consultants says `production`. */
export const FIELD_LABELS: Readonly<Record<ConsultingField, Text>> = {
  process: text('공정', 'Process'),
  management: text('경영', 'Management'),
  technology: text('기술', 'Technology'),
  smart_factory: text('스마트공장', 'Smart factory'),
};

const ALIASES: Readonly<Record<string, ConsultingField>> = {
  process: 'process',
  production: 'process',
  management: 'management',
  technology: 'technology',
  smart_factory: 'smart_factory',
};

/** Stored field names as consulting fields, each once; unknown ones are left out. */
export function toConsultingFields(stored: readonly string[]): ConsultingField[] {
  return [...new Set(stored.flatMap((name) => ALIASES[name] ?? []))];
}

/** The role of an assignment that serves a field. */
export function roleOfField(field: ConsultingField): 'production' | 'management' | 'technology' | 'smart_factory' {
  return field === 'process' ? 'production' : field;
}
