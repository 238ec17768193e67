import type { ShownValue } from './shown-section.ts';

/** The question a form control belongs to: the part of its name before the dot; null for hidden helpers. */
export function questionOf(name: string): string | null {
  return name === '' || name.startsWith('_') ? null : (name.split('.')[0] ?? null);
}

/** Name and value pairs of one question in a form. */
export function pairsOf(form: HTMLFormElement, id: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const [name, value] of new FormData(form)) if (typeof value === 'string' && questionOf(name) === id) pairs.push([name, value]);
  return pairs;
}

/** Whether two lists of pairs say the same, in whatever order. */
export function samePairs(left: readonly (readonly [string, string])[], right: readonly (readonly [string, string])[]): boolean {
  const words = (pairs: readonly (readonly [string, string])[]) => pairs.map(([name, value]) => `${name}=${value.trim()}`).sort().join('\n');
  return words(left) === words(right);
}

/** The values of a question by which conditions are decided. */
export function valuesOf(form: HTMLFormElement, id: string): string[] {
  return pairsOf(form, id).flatMap(([, value]) => (value === '' ? [] : [value]));
}

/** Writes values into the controls of a question: typed text, chosen boxes, parts of a measured value. */
export function fillQuestion(form: HTMLFormElement, id: string, pairs: readonly (readonly [string, string])[]): void {
  for (const control of form.elements) {
    if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement)) continue;
    if (questionOf(control.name) !== id) continue;
    const values = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox')) control.checked = values.includes(control.value);
    else control.value = values[0] ?? '';
  }
}

/** A shown value as name and value pairs. */
export function pairsOfValue(id: string, value: ShownValue): [string, string][] {
  if (typeof value === 'string') return [[id, value]];
  if (Array.isArray(value)) return (value as readonly string[]).map((entry) => [id, entry]);
  return Object.entries(value as Readonly<Record<string, string>>).map(([part, text]) => [`${id}.${part}`, text]);
}

/** Questions that apply, by their conditions on values of this page and facts of others; a chain ends where a source is hidden. */
export function visibleIds(
  fields: readonly { readonly id: string; readonly conditions: readonly { readonly question: string; readonly values: readonly string[] }[] }[],
  valueOf: (id: string) => readonly string[],
  facts: Readonly<Record<string, readonly string[]>>,
): Set<string> {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const known = new Map<string, boolean>();
  const isVisible = (id: string): boolean => {
    const field = byId.get(id);
    if (!field) return facts[id] !== undefined;
    const before = known.get(id);
    if (before !== undefined) return before;
    known.set(id, false);
    const result = field.conditions.every(({ question, values }) => isVisible(question) && (byId.has(question) ? valueOf(question) : (facts[question] ?? [])).some((value) => values.includes(value)));
    known.set(id, result);
    return result;
  };
  return new Set(fields.filter((field) => isVisible(field.id)).map((field) => field.id));
}
