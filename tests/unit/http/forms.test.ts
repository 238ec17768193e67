import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError, errorCodes } from '#app/domain/errors.ts';
import { STATUS_OF } from '#app/http/errors.ts';
import { parseForm, refuse, replyOfError, statusOfError } from '#app/http/forms.ts';
import { hasMessage, translate } from '#app/i18n/catalogue.ts';
import { LOCALES } from '#app/i18n/locale.ts';

const schema = z.object({ name: z.string().min(2).max(10), count: z.number().int().min(1).max(5), on: z.iso.date(), email: z.email(), kind: z.enum(['a', 'b']), items: z.array(z.object({ won: z.number() })).min(1) });

function formOf(entries: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

const right = [['name', '가온정밀'], ['count', '3'], ['on', '2026-08-14'], ['email', 'a@b.example'], ['kind', 'a'], ['items[0].won', '1000']] as const;

describe('parseForm', () => {
  test('gives the typed values of a right form', () => {
    const parsed = parseForm(formOf(right), schema, 'ko');
    expect(parsed).toMatchObject({ ok: true, value: { name: '가온정밀', count: 3, on: '2026-08-14', items: [{ won: 1000 }] } });
  });

  test('keeps what was typed and says in the language what is wrong with it', () => {
    const parsed = parseForm(formOf([['name', 'x'], ['count', '9'], ['on', '2026-02-30'], ['email', 'nobody'], ['kind', 'c'], ['intent', 'save']]), schema, 'en');
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.reply).toMatchObject({ status: 'error', intent: 'save', initialValue: { name: 'x', count: '9', email: 'nobody' } });
    expect(parsed.reply.error['name']).toEqual([translate('en', 'errors.field.too_short', { minimum: 2 })]);
    expect(parsed.reply.error['count']).toEqual([translate('en', 'errors.field.too_high', { maximum: 5 })]);
    expect(parsed.reply.error['on']).toEqual([translate('en', 'errors.field.date')]);
    expect(parsed.reply.error['email']).toEqual([translate('en', 'errors.field.email')]);
    expect(parsed.reply.error['kind']).toEqual([translate('en', 'errors.field.choose')]);
  });

  test('calls a missing field missing and a word in place of a number no number', () => {
    const parsed = parseForm(formOf([['count', 'many']]), schema, 'ko');
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.reply.error['name']).toEqual([translate('ko', 'errors.field.required')]);
    expect(parsed.reply.error['count']).toEqual([translate('ko', 'errors.field.number')]);
  });

  test('translates messages of a schema, with and without values', () => {
    const own = z.object({ a: z.string().refine(() => false, { error: 'errors.field.choose' }), b: z.string().refine(() => false, { error: 'errors.field.too_long|{"maximum":7}' }), c: z.string().refine(() => false, { error: 'no such message' }) });
    const parsed = parseForm(formOf([['a', '1'], ['b', '1'], ['c', '1']]), own, 'en');
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.reply.error).toEqual({ a: [translate('en', 'errors.field.choose')], b: [translate('en', 'errors.field.too_long', { maximum: 7 })], c: [translate('en', 'errors.field.invalid')] });
  });

  test.each(['password', 'passwordRepeat', 'newPassword', 'current', 'repeat', '_key', 'token', 'code', 'signCode'])('never gives back what was typed into %s', (name) => {
    const parsed = parseForm(formOf([[name, 'tr0ub4dor'], ['email', 'a@b.example']]), z.object({ email: z.email(), other: z.string() }), 'ko');
    if (parsed.ok) throw new Error('accepted');
    expect(JSON.stringify(parsed.reply)).not.toContain('tr0ub4dor');
    expect(parsed.reply.initialValue).toHaveProperty('email');
  });

  test('leaves files out of the reply', () => {
    const form = formOf([['name', 'x']]);
    form.append('paper', new File(['content'], 'paper.pdf'));
    const parsed = parseForm(form, schema, 'ko');
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.reply.initialValue).not.toHaveProperty('paper');
  });

  test.each(['\u0000', 'a\u0000b'])('refuses text that the database cannot hold: %j', (text) => {
    const parsed = parseForm(formOf([['note', text]]), z.object({ note: z.string() }), 'ko');
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.reply.error['note']).toEqual([translate('ko', 'errors.field.invalid')]);
    expect(JSON.stringify(parsed.reply)).not.toContain('u0000');
  });

  test.each(['__proto__', '__proto__.admin', '__proto__[admin]', 'constructor.prototype.admin', 'a.__proto__.admin', 'items[__proto__].won'])('a field named %s changes no prototype', (name) => {
    const parsed = parseForm(formOf([...right, [name, 'yes']]), schema, 'ko');
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    if (parsed.ok) expect(Object.keys(parsed.value).sort()).toEqual(['count', 'email', 'items', 'kind', 'name', 'on']);
  });

  test.each(['items[4000000000].won', 'items[99999999].won', 'items[1e9].won', `${'a.'.repeat(5_000)}b`, `items${'[0]'.repeat(3_000)}`])('a field name that asks for endless room (%.30s) is refused at once', (name) => {
    const started = performance.now();
    const parsed = parseForm(formOf([...right, [name, '1']]), schema, 'ko');
    expect(parsed.ok).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('answers whatever arrives, without throwing', () => {
    const name = fc.oneof(fc.constantFrom('name', 'count', 'on', 'email', 'kind', 'items', 'items[0].won', 'items[].won', 'items[0]', '', '.', '[', 'name.x', 'name[0]', 'toString', 'intent'), fc.string({ unit: 'binary', maxLength: 12 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ unit: 'binary', maxLength: 30 })), { maxLength: 12 }), (entries) => {
        const parsed = parseForm(formOf(entries), schema, 'ko');
        return parsed.ok || Object.keys(parsed.reply.error).length > 0;
      }),
      { numRuns: 500 },
    );
  });
});

describe('the reply of a refused use-case', () => {
  test('puts the messages of its fields beside them', () => {
    const reply = replyOfError(new AppError('invalid_input', { fields: { email: ['accounts.sign_in.wrong'] } }), { email: 'x' }, 'ko');
    expect(reply).toEqual({ status: 'error', intent: null, initialValue: { email: 'x' }, error: { email: [translate('ko', 'accounts.sign_in.wrong')] } });
  });

  test('else says the error for the whole form', () => {
    const reply = replyOfError(new AppError('stale_version'), {}, 'en');
    expect(reply.error).toEqual({ '': [translate('en', 'errors.stale_version')] });
  });

  test('is sent with the status of the error', async () => {
    const reply = replyOfError(new AppError('conflict'), {}, 'ko');
    expect(refuse(reply).status).toBe(400);
    const refused = refuse(reply, statusOfError(new AppError('conflict')));
    expect([refused.status, await refused.json()]).toEqual([409, reply]);
  });
});

test('every error has a status of its own kind and a text in both languages', () => {
  for (const code of errorCodes) {
    expect(STATUS_OF[code]).toBeGreaterThanOrEqual(400);
    expect(STATUS_OF[code] < 500 || code === 'unavailable').toBe(true);
    for (const locale of LOCALES) expect(hasMessage(locale, `errors.${code}`), `${locale} errors.${code}`).toBe(true);
  }
});
