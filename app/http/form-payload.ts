/** The typed values of a form as nested objects, for an answer that keeps them; hidden fields (`_…`) and files are left out. */
export function payloadOf(form: FormData): Record<string, unknown> {
  const payload: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith('_')) continue;
    const values = form.getAll(name).filter((value): value is string => typeof value === 'string');
    const value = values.length > 1 ? values : values[0];
    const [group = name, part] = name.split('.');
    if (value === undefined || group === '__proto__') continue;
    if (part === undefined) payload[group] = value;
    else payload[group] = { ...(payload[group] as Record<string, unknown> | undefined), [part]: value };
  }
  return payload;
}
